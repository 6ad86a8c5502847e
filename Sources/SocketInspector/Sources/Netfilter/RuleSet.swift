/// The chains and rules of nftables, of which those that forward connections are found.
struct RuleSet {
  /// A rule that forwards.
  private struct Found {
    /// Without conditions.
    let rule: ForwardingRule
    /// The hooks from which it is reached, each with the conditions of the rule and of those on the way to it.
    var ways: [(hook: ForwardingRule.Hook?, conditions: [String])]

    /// The rule with its conditions. Those that only the packets of one hook must meet begin with its name.
    var whole: ForwardingRule {
      var rule = rule
      rule.hooks = ways.compactMap(\.hook)
      let common = ways[0].conditions.filter { condition in
        ways.allSatisfy { $0.conditions.contains(condition) }
      }
      rule.conditions =
        common
        + ways.flatMap { way in
          way.conditions.filter { !common.contains($0) }
            .map { "\(way.hook?.rawValue ?? ""): \($0)" }
        }
      return rule
    }
  }

  /// The kernel allows as many jumps in a row (NFT_JUMP_STACK_SIZE).
  private static let mostJumps = 16
  /// Rules beyond these are not visited, of which one more entry tells: chains that each jump to the next one twice are
  /// visited 2^16 times.
  private static let mostVisits = 1_000_000

  private let chains: [FilterChain]
  private let rules: [FilterChain.Key: [FilterRule]]
  private var found: [Found] = []
  /// The places in ``found`` of each rule without its conditions.
  private var places: [ForwardingRule: [Int]] = [:]
  /// The chains that lead to the one that is visited.
  private var path: Set<FilterChain.Key> = []
  private var reached: Set<FilterChain.Key> = []
  private var visits = 0

  init(_ chains: [FilterChain], _ rules: [FilterRule]) {
    self.chains = chains
    self.rules = Dictionary(grouping: rules, by: \.chain)
    for chain in chains {
      if let hook = chain.hook { visit(chain.key, ForwardingRule(), hook, 0) }
    }
    addUnreached(rules)
    if visits > Self.mostVisits {
      var others = ForwardingRule()
      others.unread = ["further rules"]
      add(others, nil)
    }
  }

  /// The rules that forward connections, in the order of the kernel.
  var forwardingRules: [ForwardingRule] { found.map(\.whole) }

  /// - Parameter way: The conditions of the rules that lead to the chain.
  private mutating func visit(
    _ chain: FilterChain.Key, _ way: ForwardingRule, _ hook: ForwardingRule.Hook, _ depth: Int
  ) {
    // The kernel refuses loops, but the rules may change while they are read.
    guard path.insert(chain).inserted else { return }
    defer { path.remove(chain) }
    reached.insert(chain)
    for rule in rules[chain] ?? [] {
      visits += 1
      if visits > Self.mostVisits { return }
      for match in rule.matches where match.verdict != .none {
        guard let combined = match.rule.under(way) else { continue }
        if match.verdict == .forward { add(combined, hook) }
        if case .jump(let name) = match.verdict, depth < Self.mostJumps {
          let target = FilterChain.Key(family: chain.family, table: chain.table, name: name)
          visit(target, combined, hook, depth + 1)
        }
      }
    }
  }

  private mutating func add(_ rule: ForwardingRule, _ hook: ForwardingRule.Hook?) {
    var base = rule
    base.conditions = []
    // Docker's chains are reached from both hooks.
    let known = places[base] ?? []
    let isKnown = known.contains { index in
      found[index].ways.contains { $0.hook == hook && $0.conditions == rule.conditions }
    }
    if isKnown { return }
    let index = known.first { index in !found[index].ways.contains { $0.hook == hook } }
    if let index {
      found[index].ways.append((hook, rule.conditions))
    } else {
      places[base, default: []].append(found.count)
      found.append(Found(rule: base, ways: [(hook, rule.conditions)]))
    }
  }

  /// Adds rules of chains that only a map leads to, if the table has one: whether packets get there is not known.
  private mutating func addUnreached(_ all: [FilterRule]) {
    let tables = Set(
      all.filter { $0.matches.contains { $0.verdict == .unreadJump } }.map {
        FilterChain.Key(family: $0.chain.family, table: $0.chain.table, name: [])
      })
    for rule in all where !reached.contains(rule.chain) {
      let table = FilterChain.Key(family: rule.chain.family, table: rule.chain.table, name: [])
      if !tables.contains(table) { continue }
      for match in rule.matches where match.verdict == .forward {
        var forwarding = match.rule
        forwarding.unread.append("map to the chain")
        add(forwarding, nil)
      }
    }
  }
}

extension ForwardingRule {
  /// The rule with the conditions of the rules that lead to its chain; nil if they exclude each other.
  fileprivate func under(_ way: ForwardingRule) -> ForwardingRule? {
    var rule = self
    if let other = way.transport {
      if let transport, transport != other { return nil }
      rule.transport = other
    }
    if let other = way.family {
      if let family, family != other { return nil }
      rule.family = other
    }
    if let other = way.hostNetwork {
      guard let own = hostNetwork else {
        rule.hostNetwork = other
        return rule.adding(way)
      }
      if own.prefixLength < other.prefixLength { rule.hostNetwork = other }
      let (wide, narrow) = own.prefixLength < other.prefixLength ? (own, other) : (other, own)
      if !wide.contains(narrow.address) { return nil }
    }
    return rule.adding(way)
  }

  private func adding(_ way: ForwardingRule) -> ForwardingRule? {
    var rule = self
    if !way.hostPorts.isEmpty {
      rule.narrow(to: way.hostPorts)
      if rule.hostPorts.isEmpty { return nil }
    }
    rule.conditions = way.conditions + conditions.filter { !way.conditions.contains($0) }
    rule.unread = way.unread + unread
    return rule
  }
}
