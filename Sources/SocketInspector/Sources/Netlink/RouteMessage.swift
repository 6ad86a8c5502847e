/// A request for the route to an address, and the kernel's response: `struct rtmsg` in `linux/rtnetlink.h`,
/// rtnetlink(7).
///
///     family (1 byte), destination length (1), source length (1), TOS (1), table (1), protocol (1), scope (1),
///     type (1), flags (4), attributes
enum RouteMessage {
  private static let length = 12
  private static let getRoute: UInt16 = 26
  private static let isRequest: UInt16 = 1
  /// RTM_F_FIB_MATCH, since Linux 4.13: the route itself, with the device of a local address. Otherwise that of
  /// every local address is the loopback device.
  private static let routeItself: UInt32 = 0x2000
  // RTA_DST and RTA_OIF
  private static let destination: UInt16 = 1
  private static let device: UInt16 = 4

  /// The bytes of a request.
  ///
  /// - Parameter sequence: The number that the response will have.
  static func request(_ address: IPAddress, sequence: UInt32) -> [UInt8] {
    let isIPv4 = address.family == .ipv4
    let size = address.bitCount / 8
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(NetlinkResponse.headLength + length + 4 + size))
    bytes.append(native: getRoute)
    bytes.append(native: isRequest)
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    // AF_INET, AF_INET6
    bytes += [isIPv4 ? 2 : 10, UInt8(address.bitCount), 0, 0, 0, 0, 0, 0]
    bytes.append(native: routeItself)
    bytes.append(native: UInt16(4 + size))
    bytes.append(native: destination)
    let words = isIPv4 ? [address.low << 32] : [address.high, address.low]
    bytes += words.flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
    .prefix(size)
    return bytes
  }

  /// Finds out to whom the destination belongs.
  ///
  /// - Parameter payload: That of the response.
  /// - Returns: ``LocalAddresses/Owner/unknown`` if the response is malformed.
  static func owner(_ payload: Span<UInt8>) -> LocalAddresses.Owner {
    guard payload.count >= length else { return .unknown }
    var index: UInt32?
    let isWhole = payload.forEachAttribute(in: length..<payload.count) { type, value in
      if type == device, value.count >= 4 { index = payload.native32(at: value.lowerBound) }
    }
    guard isWhole else { return .unknown }
    switch payload[7] {
    case 2, 4: return index.map { .device($0) } ?? .unknown  // RTN_LOCAL, RTN_ANYCAST
    case 3, 5: return .group  // RTN_BROADCAST, RTN_MULTICAST
    default: return .other
    }
  }
}
