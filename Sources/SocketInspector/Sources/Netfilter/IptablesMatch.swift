/// A match of iptables in a rule of nftables: its structure, in the byte order of the machine except for ports.
struct IptablesMatch {
  private let name: String
  private let revision: UInt32
  private let info: [UInt8]

  init(_ name: String, _ revision: UInt32, _ info: [UInt8]) {
    self.name = name
    self.revision = revision
    self.info = info
  }

  /// Adds the condition to those of a rule.
  func apply(to rule: inout ForwardingRule) {
    switch name {
    case "comment": rule.commentBytes = info.prefix { $0 != 0 }.map { $0 }
    case "tcp" where info.count >= 12: applyPorts(to: &rule, .tcp, inversion: info[11])
    case "udp" where info.count >= 9: applyPorts(to: &rule, .udp, inversion: info[8])
    case "addrtype" where isLocalDestination: break
    case "multiport" where info.count >= 48: applyMultiport(to: &rule)
    default: rule.conditions.append(name)
    }
  }

  /// `struct xt_tcp` and `struct xt_udp` in `linux/netfilter/xt_tcpudp.h`: the ranges of the source and the destination
  /// ports in the byte order of the machine.
  private func applyPorts(
    to rule: inout ForwardingRule, _ transport: TransportProtocol, inversion: UInt8
  ) {
    rule.transport = transport
    let bytes = info.span
    let source = (bytes.native16(at: 0), bytes.native16(at: 2))
    let destination = (bytes.native16(at: 4), bytes.native16(at: 6))
    if source != (0, .max) { rule.conditions.append("sport \(source.0)-\(source.1)") }
    // XT_TCP_INV_DSTPT and XT_UDP_INV_DSTPT
    if inversion & 2 != 0 {
      rule.conditions.append("dport != \(destination.0)-\(destination.1)")
    } else if destination.0 <= destination.1, destination != (0, .max) {
      rule.hostPorts = [destination.0...destination.1]
    }
  }

  /// `struct xt_addrtype_info_v1`: the types of the source and the destination as masks, and flags. Bit 2 is RTN_LOCAL.
  private var isLocalDestination: Bool {
    guard revision == 1, info.count >= 8 else { return false }
    let bytes = info.span
    return bytes.native16(at: 0) == 0 && bytes.native16(at: 2) == 4 && bytes.native32(at: 4) == 0
  }

  /// `struct xt_multiport_v1`: which ports (1 byte), their number (1), up to 15 ports (2 bytes each), for each whether the
  /// next is the end of a range (1 byte), inversion (1).
  private func applyMultiport(to rule: inout ForwardingRule) {
    let bytes = info.span
    let count = Int(min(info[1], 15))
    var ranges: [ClosedRange<UInt16>] = []
    var index = 0
    while index < count {
      let first = bytes.native16(at: 2 + 2 * index)
      let isRange = info[32 + index] != 0 && index + 1 < count
      let last = isRange ? bytes.native16(at: 4 + 2 * index) : first
      ranges.append(first...max(first, last))
      index += isRange ? 2 : 1
    }
    // XT_MULTIPORT_DESTINATION
    guard info[0] == 1, info[47] == 0, !ranges.isEmpty else {
      rule.conditions.append(name)
      return
    }
    rule.hostPorts = ranges
  }
}
