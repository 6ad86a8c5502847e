/// A protocol above IP, by its number in the header: the registry of IANA, `IPPROTO_…` in `linux/in.h`.
public struct TransportProtocol: Hashable, Sendable {
  /// The number, such as 6 for TCP.
  public let number: UInt8

  /// Creates a protocol from its number.
  public init(number: UInt8) { self.number = number }

  /// IPPROTO_TCP.
  public static let tcp = TransportProtocol(number: 6)
  /// IPPROTO_UDP.
  public static let udp = TransportProtocol(number: 17)
  static let dccp = TransportProtocol(number: 33)
  static let sctp = TransportProtocol(number: 132)

  /// The protocols that Linux tracks connections of (`nf_conntrack_l4proto` in the kernel's `net/netfilter`).
  private static let names: [UInt8: String] = [
    1: "icmp", 6: "tcp", 17: "udp", 33: "dccp", 47: "gre", 58: "icmpv6", 132: "sctp",
    136: "udplite",
  ]

  /// The name, such as `tcp`; the number for a protocol that Linux does not track the connections of.
  public var name: String { Self.names[number] ?? String(number) }

  /// The table with the sockets of the protocol; nil if portstat does not read one.
  public var table: SocketTable.ID? {
    SocketTable.ID.allCases.first { $0.facts.diag?.number == number }
  }
}

extension TransportProtocol: Comparable {
  public static func < (left: TransportProtocol, right: TransportProtocol) -> Bool {
    left.number < right.number
  }
}
