/// A comparison of what a rule has loaded with a constant.
struct RuleCondition {
  /// NFT_CMP_…
  enum Comparison: UInt32 {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    var text: String {
      switch self {
      case .equal: ""
      case .notEqual: "!= "
      case .less: "< "
      case .lessOrEqual: "<= "
      case .greater: "> "
      case .greaterOrEqual: ">= "
      }
    }
  }

  private let content: RuleRegisters.Content?
  private let comparison: Comparison
  private let data: [UInt8]

  init(_ content: RuleRegisters.Content?, _ comparison: Comparison, _ data: [UInt8]) {
    self.content = content
    self.comparison = comparison
    self.data = data
  }

  /// Adds the condition to those of a rule.
  func apply(to rule: inout ForwardingRule) {
    switch content {
    case .property(16) where comparison == .equal && !data.isEmpty:  // NFT_META_L4PROTO
      rule.transport = data.first.map(TransportProtocol.init)
      return
    // The protocol in the header of IPv4, the next header of IPv6
    case .header(1, 9, 1) where rule.family != .ipv6,
      .header(1, 6, 1) where rule.family == .ipv6:
      if comparison == .equal, let number = data.first {
        rule.transport = TransportProtocol(number: number)
        return
      }
    case .property(15):  // NFT_META_NFPROTO
      if comparison == .equal {
        rule.family = data.first == 2 ? .ipv4 : data.first == 10 ? .ipv6 : rule.family
        return
      }
    case .header(2, 2, 2):  // the destination port
      if data.count >= 2, limitPorts(of: &rule, data.span.bigEndian16(at: 0)) { return }
    case .header(1, let offset, let length):
      if comparison == .equal, data.count >= length,
        let network = network(offset, prefixLength: length * 8), network.isDestination
      {
        rule.hostNetwork = network.network
        return
      }
    case .masked(1, let offset, let mask):
      if comparison == .equal, let length = mask.span.prefixLength,
        let network = network(offset, prefixLength: length), network.isDestination
      {
        rule.hostNetwork = network.network
        return
      }
    case .other("fib type"):
      // RTN_LOCAL: every port of the machine is at a local address.
      if comparison == .equal, data.first == 2 { return }
    default: break
    }
    rule.conditions.append("\(subject) \(comparison.text)\(valueText)")
  }

  /// Narrows the destination ports.
  ///
  /// - Returns: False if the condition is not a range.
  private func limitPorts(of rule: inout ForwardingRule, _ port: UInt16) -> Bool {
    let range: ClosedRange<UInt16>?
    switch comparison {
    case .equal: range = port...port
    case .less: range = port > 0 ? 0...port - 1 : nil
    case .lessOrEqual: range = 0...port
    case .greater: range = port < .max ? port + 1 ... .max : nil
    case .greaterOrEqual: range = port ... .max
    case .notEqual: range = nil
    }
    guard let range else { return false }
    var narrowed = rule
    narrowed.narrow(to: [range])
    if narrowed.hostPorts.isEmpty { return false }
    rule = narrowed
    return true
  }

  /// The network that bytes of the IP header must belong to.
  private func network(
    _ offset: Int, prefixLength: Int
  ) -> (network: IPNetwork, isDestination: Bool)? {
    // The source and the destination of IPv4 at 12 and 16, of IPv6 at 8 and 24.
    let size = offset == 12 || offset == 16 ? 4 : offset == 8 || offset == 24 ? 16 : 0
    guard size > 0, prefixLength <= size * 8 else { return nil }
    let bytes = Array(data.prefix(size)) + [UInt8](repeating: 0, count: max(size - data.count, 0))
    return bytes.span.address(in: 0..<size).flatMap { IPNetwork($0, prefixLength: prefixLength) }
      .map { ($0, offset == 16 || offset == 24) }
  }

  /// What is compared, in the words of nft(8).
  var subject: String {
    switch content {
    case .property(let key): Self.properties[key] ?? "meta \(key)"
    case .header(2, 2, 2): "dport"
    case .header(2, 0, 2): "sport"
    case .header(1, 9, 1): "protocol"
    case .header(1, 12, _), .header(1, 8, _), .masked(1, 12, _), .masked(1, 8, _): "saddr"
    case .header(1, 16, _), .header(1, 24, _), .masked(1, 16, _), .masked(1, 24, _): "daddr"
    case .header(let base, let offset, let length): "payload \(base),\(offset * 8),\(length * 8)"
    case .masked(let base, let offset, let mask): "payload \(base),\(offset * 8),\(mask.count * 8)"
    case .other(let name): name
    case .constant, nil: "value"
    }
  }

  /// NFT_META_…
  private static let properties: [UInt32: String] = [
    0: "length", 1: "protocol", 2: "priority", 3: "mark", 4: "iif", 5: "oif", 6: "iifname",
    7: "oifname", 8: "iiftype", 9: "oiftype", 10: "skuid", 11: "skgid", 15: "nfproto",
    16: "l4proto", 19: "pkttype",
  ]

  private var valueText: String {
    switch content {
    case .property(6), .property(7):
      let name = data.prefix { $0 != 0 }
      // A name without a NUL is the beginning of one: `eth*`.
      let isPrefix = name.count == data.count
      return "\"\(String(decoding: name, as: UTF8.self))\(isPrefix ? "*" : "")\""
    case .header(2, _, 2) where data.count >= 2: return "\(data.span.bigEndian16(at: 0))"
    case .header(1, let offset, let length):
      if let network = network(offset, prefixLength: length * 8)?.network { return network.text }
    case .masked(1, let offset, let mask):
      if let length = mask.span.prefixLength,
        let network = network(offset, prefixLength: length)?.network
      {
        return network.text
      }
    default: break
    }
    return "0x" + data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Span<UInt8> {
  /// The number of ones at the beginning, if no other bits are set.
  fileprivate var prefixLength: Int? {
    var length = 0
    var isAtEnd = false
    for index in 0..<count {
      let byte = self[index]
      let ones = (~byte).leadingZeroBitCount
      guard byte == ~(UInt8(truncatingIfNeeded: 0xff >> ones)), !isAtEnd || byte == 0 else {
        return nil
      }
      length += ones
      isAtEnd = ones < 8
    }
    return length
  }
}
