/// One end of a socket.
public enum SocketAddress: Hashable, Sendable {
  /// An address and a port, 0 to 65535; port 0 stands for "no port".
  case ip(IPAddress, port: UInt16)
  /// The table has no addresses, or the kernel reports none.
  case none

  /// The IP address; nil for an end without one.
  public var ip: IPAddress? {
    switch self {
    case .ip(let address, _): address
    case .none: nil
    }
  }

  /// The port; nil for an end that cannot have one.
  public var port: UInt16? {
    switch self {
    case .ip(_, let port): port
    case .none: nil
    }
  }

  /// The same end with an IPv4-mapped IPv6 address as the IPv4 address (RFC 4291, 2.5.5.2): the two ends of a
  /// connection may be of sockets of different families.
  package var unmapped: SocketAddress {
    guard case .ip(let address, let port) = self else { return self }
    return .ip(address.unmapped, port: port)
  }

  /// Whether there is neither an address nor a port: the remote end of a socket without a peer.
  public var isUnset: Bool {
    switch self {
    case .ip(let address, let port): port == 0 && address.isUnspecified
    case .none: true
    }
  }
}

extension SocketAddress: Comparable {
  /// By IP address, then by port; ``none`` comes last.
  public static func < (left: SocketAddress, right: SocketAddress) -> Bool {
    switch (left, right) {
    case (.ip(let left, let port), .ip(let right, let otherPort)):
      (left, port) < (right, otherPort)
    case (.none, _): false
    case (_, .none): true
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// `192.0.2.1:80`, `[2001:db8::1]:80`; empty for ``none``.
  public var description: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes the text of ``description`` with an interface, as in `[fe80::1%eth0]:22` and `0.0.0.0%eth1:80`.
  ///
  /// - Parameter zone: The name of the interface.
  package func append(to text: inout [UInt8], zone: [UInt8]) {
    guard case .ip(let address, let port) = self else { return }
    text.append(contentsOf: address.family == .ipv6 ? "[".utf8 : "".utf8)
    address.append(to: &text)
    text.append(UInt8(ascii: "%"))
    text += zone
    text.append(contentsOf: address.family == .ipv6 ? "]:".utf8 : ":".utf8)
    text.append(decimal: UInt64(port))
  }

  /// Writes the text of ``description``, without allocating when `text` has room (53 bytes at
  /// most).
  package func append(to text: inout [UInt8]) {
    guard case .ip(let address, let port) = self else { return }
    text.append(addingCapacity: 53) { text in
      if address.family == .ipv6 { text.append(UInt8(ascii: "[")) }
      address.append(to: &text)
      if address.family == .ipv6 { text.append(UInt8(ascii: "]")) }
      text.append(UInt8(ascii: ":"))
      text.append(decimal: UInt64(port))
    }
  }
}
