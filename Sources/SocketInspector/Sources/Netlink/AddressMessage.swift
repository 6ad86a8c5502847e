/// A request for the addresses of all network interfaces, and a message of the kernel's response: `struct ifaddrmsg` in
/// `linux/if_addr.h`, rtnetlink(7).
///
///     family (1 byte), prefix length (1), flags (1), scope (1), interface (4), attributes
enum AddressMessage {
  private static let length = 8
  private static let getAddresses: UInt16 = 22  // RTM_GETADDR
  private static let isDumpRequest: UInt16 = 0x301  // NLM_F_REQUEST | NLM_F_DUMP
  /// IFA_ADDRESS: the address; on a point-to-point link, that of the other end if there is a ``local`` one too.
  private static let address: UInt16 = 1
  /// IFA_LOCAL
  private static let local: UInt16 = 2

  /// The bytes of a request for both families.
  ///
  /// - Parameter sequence: The number that the response will have.
  static func request(sequence: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(NetlinkResponse.headLength + length))
    bytes.append(native: getAddresses)
    bytes.append(native: isDumpRequest)
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    return bytes + repeatElement(0, count: length)
  }

  /// The address of an interface.
  ///
  /// - Parameter payload: That of a message.
  /// - Returns: nil if the message is malformed or has no IP address.
  static func address(_ payload: Span<UInt8>) -> IPAddress? {
    guard payload.count >= length else { return nil }
    var (address, local): (IPAddress?, IPAddress?)
    let isWhole = payload.forEachAttribute(in: length..<payload.count) { type, value in
      switch type {
      case Self.address: address = Self.parse(payload, value)
      case Self.local: local = Self.parse(payload, value)
      default: break
      }
    }
    return isWhole ? local ?? address : nil
  }

  /// An address in network byte order.
  private static func parse(_ payload: Span<UInt8>, _ bytes: Range<Int>) -> IPAddress? {
    switch (payload[0], bytes.count) {
    case (2, 4): IPAddress(ipv4: payload.bigEndian32(at: bytes.lowerBound))  // AF_INET
    case (10, 16):  // AF_INET6
      IPAddress(
        ipv6: payload.bigEndian64(at: bytes.lowerBound),
        payload.bigEndian64(at: bytes.lowerBound + 8))
    default: nil
    }
  }
}
