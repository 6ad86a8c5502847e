/// One end of a socket: an address and a port.
public struct Endpoint: Hashable, Sendable {
  public var address: IPAddress
  /// 0 to 65535; 0 stands for "no port".
  public var port: UInt16

  public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Whether neither an address nor a port is set: the remote end of a socket without a peer.
  public var isUnset: Bool { port == 0 && address.isUnspecified }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:80`, `[2001:db8::1]:80`.
  public var description: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes the text of ``description``, without allocating when `text` has room (53 bytes at
  /// most).
  package func append(to text: inout [UInt8]) {
    text.append(addingCapacity: 53) { text in
      if address.family == .ipv6 { text.append(UInt8(ascii: "[")) }
      address.append(to: &text)
      if address.family == .ipv6 { text.append(UInt8(ascii: "]")) }
      text.append(UInt8(ascii: ":"))
      text.append(decimal: UInt64(port))
    }
  }
}
