/// A target of iptables in a rule of nftables that sends packets elsewhere: DNAT or REDIRECT, with its structure in the byte
/// order of the machine except for addresses and ports.
struct IptablesTarget {
  // NF_NAT_RANGE_MAP_IPS, NF_NAT_RANGE_PROTO_SPECIFIED in linux/netfilter/nf_nat.h
  private static let hasAddress: UInt32 = 1
  private static let hasPorts: UInt32 = 2

  private let name: String
  private let revision: UInt32
  private let info: [UInt8]

  init(_ name: String, _ revision: UInt32, _ info: [UInt8]) {
    self.name = name
    self.revision = revision
    self.info = info
  }

  /// Adds the target to a rule.
  ///
  /// - Returns: False if it does not send packets elsewhere.
  func apply(to rule: inout ForwardingRule) -> Bool {
    guard name == "DNAT" || name == "REDIRECT" else { return false }
    rule.isRedirection = name == "REDIRECT"
    let isRead = isOld ? readOld(&rule) : readRange(&rule)
    if !isRead { rule.unread.append("\(name) target") }
    return true
  }

  /// Whether the structure is that of the first IPv4 targets: `struct nf_nat_ipv4_multi_range_compat`.
  private var isOld: Bool { revision == 0 && info.count < 40 }

  /// The number of ranges (4 bytes), and the first one: flags (4), the first and the last address (4 each), the first and
  /// the last port (2 each).
  private func readOld(_ rule: inout ForwardingRule) -> Bool {
    guard info.count >= 20, info.span.native32(at: 0) == 1 else { return false }
    read(&rule, flags: info.span.native32(at: 4), addresses: (8..<12, 12..<16), ports: 16)
    return true
  }

  /// `struct nf_nat_range` and `struct nf_nat_range2`: flags (4 bytes), the first and the last address (16 each), the
  /// first and the last port (2 each), and since Linux 4.18 the port that they are counted from.
  private func readRange(_ rule: inout ForwardingRule) -> Bool {
    guard info.count >= 40 else { return false }
    let size = rule.family == .ipv6 ? 16 : 4
    read(
      &rule, flags: info.span.native32(at: 0), addresses: (4..<4 + size, 20..<20 + size), ports: 36)
    return true
  }

  private func read(
    _ rule: inout ForwardingRule, flags: UInt32, addresses: (Range<Int>, Range<Int>), ports: Int
  ) {
    let bytes = info.span
    if flags & Self.hasAddress != 0 {
      rule.address = bytes.address(in: addresses.0)
      let last = bytes.address(in: addresses.1)
      rule.lastAddress = last == rule.address ? nil : last
    }
    if flags & Self.hasPorts != 0 {
      let (first, last) = (bytes.bigEndian16(at: ports), bytes.bigEndian16(at: ports + 2))
      rule.ports = first...max(first, last)
    }
  }
}
