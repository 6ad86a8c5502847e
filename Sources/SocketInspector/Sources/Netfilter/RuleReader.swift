/// Reads the rules of nftables that forward connections, in the network namespace of this process. Needs CAP_NET_ADMIN.
struct RuleReader {
  private static let name = "the rules of nftables"

  /// - Throws: ``SystemError`` with `read` if this process may not read them. A kernel without nftables has no rules.
  static func rules() throws(SystemError) -> [ForwardingRule] {
    do throws(SystemError) {
      var reader = try NetfilterReader(name)
      let chains = try reader.items(of: .chains) { FilterChain($0) }
      // Without a chain for translations, no rule forwards anything.
      if !chains.contains(where: { $0.hook != nil }) { return [] }
      return RuleSet(chains, try rules(&reader)).forwardingRules
    } catch {
      if error.isWithoutSubsystem { return [] }
      throw error
    }
  }

  /// Reads the rules, then the sets and maps in those that may forward, then what these rules mean.
  private static func rules(_ reader: inout NetfilterReader) throws(SystemError) -> [FilterRule] {
    let read = try reader.items(of: .rules) { message in
      FilterRule(message).map { (bytes: message.copy, rule: $0) }
    }
    let names = Set(read.lazy.filter(\.rule.mayForward).flatMap(\.rule.sets))
    if names.isEmpty { return read.map(\.rule) }
    var sets: [FilterSet.Key: FilterSet] = [:]
    for name in names {
      // One that was deleted meanwhile is named as not read.
      guard let items = try? reader.items(of: name) else { continue }
      sets[name] = FilterSet(items)
    }
    return read.map { bytes, rule in
      rule.sets.isEmpty ? rule : FilterRule(bytes.span, sets) ?? rule
    }
  }
}
