/// Addresses with a common prefix, such as `10.0.0.0/8` or `2001:db8::/32`, or a single address.
public struct IPNetwork: Hashable, Sendable {
  /// An address of the network; bits after ``prefixLength`` are ignored.
  public let address: IPAddress
  /// The number of leading bits that are equal: 0 to 32 for IPv4, 0 to 128 for IPv6.
  public let prefixLength: Int
  /// The interface that a socket has to be bound to, or that its link-local address has to belong to; nil for
  /// any.
  public var zone: Zone?

  /// The address, if it is the only one of the network.
  package var singleAddress: IPAddress? { prefixLength == address.bitCount ? address : nil }

  /// `10.0.0.0/8`; a single address without the length.
  package var text: String { singleAddress.map { "\($0)" } ?? "\(address)/\(prefixLength)" }

  /// A network interface, as in `fe80::1%eth0` (RFC 4007, section 11).
  public enum Zone: Hashable, Sendable {
    /// A name that was not looked up; it matches no socket whose interface is known.
    case name(String)
    /// The number of an interface, from 1.
    case index(UInt32)
  }

  /// - Returns: nil if `prefixLength` is longer than the address.
  public init?(_ address: IPAddress, prefixLength: Int) {
    guard (0...address.bitCount).contains(prefixLength) else { return nil }
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Whether an address belongs to the network. An IPv4 network also contains the IPv4-mapped forms of
  /// its addresses, and an IPv6 network within `::ffff:0:0/96` the IPv4 addresses themselves. ``zone`` is
  /// not compared.
  public func contains(_ candidate: IPAddress) -> Bool {
    if address.isMapped, prefixLength >= 96 {
      return IPNetwork(address.unmapped, prefixLength: prefixLength - 96)?.contains(candidate)
        ?? false
    }
    let other = address.family == .ipv4 ? candidate.unmapped : candidate
    guard other.family == address.family else { return false }
    let bits = prefixLength + 128 - address.bitCount  // counted in the 128 bits of high and low
    return (address.high ^ other.high) & Self.mask(bits) == 0
      && (address.low ^ other.low) & Self.mask(bits - 64) == 0
  }

  /// Whether an end of a socket belongs to the network; false for one without an IP address.
  package func contains(_ address: SocketAddress) -> Bool { address.ip.map(contains) ?? false }

  /// Whether an end of a socket belongs to the network, and the socket to ``zone``.
  ///
  /// - Parameter countsUnknown: Whether a socket whose interface is unknown belongs to every zone.
  func contains(
    _ address: SocketAddress, of socket: SocketEntry, countsUnknown: Bool = true
  ) -> Bool {
    guard contains(address) else { return false }
    guard let zone else { return true }
    guard socket.isInterfaceKnown else { return countsUnknown }
    return socket.interfaceIndex.map { zone == .index($0) } ?? false
  }

  /// A word with the first `bits` of its 64 bits set.
  private static func mask(_ bits: Int) -> UInt64 {
    bits <= 0 ? 0 : ~0 << UInt64(max(64 - bits, 0))
  }
}
