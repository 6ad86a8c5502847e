/// A rule of nftables in a netlink message: the attributes `NFTA_RULE_…` in `linux/netfilter/nf_tables.h`. iptables
/// over nftables makes such rules too.
struct FilterRule {
  let chain: FilterChain.Key
  /// What packets must have, and what is done with them: one for each element of the maps in the rule.
  let matches: [RuleMatch]
  /// The sets and maps in the rule.
  let sets: [FilterSet.Key]

  /// Parses the payload of a message.
  ///
  /// - Parameter sets: The sets that were read.
  /// - Returns: nil if it is malformed.
  init?(_ message: Span<UInt8>, _ sets: [FilterSet.Key: FilterSet] = [:]) {
    guard message.count >= NetfilterRequest.headLength else { return nil }
    var (table, name): ([UInt8]?, [UInt8]?)
    var rule = ForwardingRule()
    var expressions: Range<Int>?
    let isWhole = message.forEachAttribute(
      in: NetfilterRequest.headLength..<message.count
    ) { type, value in
      switch type {
      // NFTA_RULE_TABLE, _CHAIN, _HANDLE, _EXPRESSIONS, _USERDATA
      case 1: table = message.text(in: value)
      case 2: name = message.text(in: value)
      case 3 where value.count >= 8: rule.handle = message.bigEndian64(at: value.lowerBound)
      case 4: expressions = value
      case 7: rule.commentBytes = message.comment(in: value)
      default: break
      }
    }
    guard isWhole, let table, let name else { return nil }
    let family = message[0]
    chain = FilterChain.Key(family: family, table: table, name: name)
    (rule.tableBytes, rule.chainBytes) = (table, name)
    rule.family = family == 2 ? .ipv4 : family == 10 ? .ipv6 : nil
    func key(_ name: [UInt8]) -> FilterSet.Key {
      FilterSet.Key(family: family, table: table, name: name)
    }
    var own: [[UInt8]: FilterSet] = [:]
    for (key, set) in sets where key.family == family && key.table == table { own[key.name] = set }
    var result = RuleExpressions.Result()
    if let expressions {
      guard let found = RuleExpressions.read(rule, message, expressions, own) else { return nil }
      result = found
    }
    matches = result.matches
    self.sets = result.setNames.map(key)
  }

  /// Whether it may lead to another address or chain.
  var mayForward: Bool { matches.contains { $0.verdict != .none } }
}

/// What a rule does with packets that match it.
struct RuleMatch {
  enum Verdict: Equatable {
    /// Continues with the next rule.
    case none
    /// Sends the packets elsewhere.
    case forward
    /// Continues with the rules of another chain.
    case jump([UInt8])
    /// Continues with the rules of chains that are in a map.
    case unreadJump
  }

  /// The conditions, and for ``Verdict/forward`` the target.
  var rule: ForwardingRule
  var verdict = Verdict.none
}

extension Span<UInt8> {
  /// The comment in the data that nft(8) and iptables attach to a rule: type (1 byte), length (1), value; type 0
  /// (NFTNL_UDATA_RULE_COMMENT).
  fileprivate func comment(in range: Range<Int>) -> [UInt8]? {
    var start = range.lowerBound
    while range.upperBound - start >= 2 {
      let end = start + 2 + Int(self[start + 1])
      guard end <= range.upperBound else { return nil }
      if self[start] == 0 { return text(in: start + 2..<end) }
      start = end
    }
    return nil
  }
}
