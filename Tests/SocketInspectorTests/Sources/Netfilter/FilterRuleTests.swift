import TestSupport
import Testing

@testable import SocketInspector

/// If a rule of the packet filter was misread, a port would be said to lead to the wrong machine, or nowhere.
@Suite struct FilterRuleTests {
  private func match(_ message: [UInt8]) -> RuleMatch? { FilterRule(message.span)?.matches.first }

  private func forwarding(_ message: [UInt8]) throws -> ForwardingRule {
    let found = try #require(match(message))
    #expect(found.verdict == .forward)
    return found.rule
  }

  @Test func aRuleOfNftablesIsRead() throws {
    let web = try forwarding(RecordedRule.web)
    #expect(web.transport == .tcp && web.hostPorts == [9090...9090] && web.family == .ipv4)
    #expect(web.address?.description == "10.2.0.2" && web.ports == 80...80 && web.handle == 15)
    #expect(web.conditions == [#"iifname != "s0""#] && web.unread.isEmpty)
    #expect(web.commentBytes == Array("web".utf8) && web.chainBytes == Array("published".utf8))
    let range = try forwarding(RecordedRule.range)
    #expect(range.transport == .udp && range.hostPorts == [5000...5010] && range.ports == nil)
    #expect(range.hostNetwork?.text == "10.9.0.0/16" && range.conditions == [#"iifname "c0""#])
    let ipv6 = try forwarding(RecordedRule.ipv6)
    #expect(ipv6.family == .ipv6 && ipv6.hostNetwork?.text == "fd00::1")
    #expect(ipv6.address?.description == "fd00::2" && ipv6.hostPorts == [53...53])
  }

  @Test func aJumpAndATranslationOfTheSourceForwardNothing() {
    #expect(match(RecordedRule.jump)?.verdict == .jump(Array("published".utf8)))
    #expect(match(RecordedRule.jump)?.rule.conditions == [])
    let masquerade = match(RecordedRule.masquerade)
    #expect(masquerade != nil && masquerade?.verdict != .forward)
  }

  @Test func rulesOfIptablesAreRead() throws {
    let docker = try forwarding(RecordedRule.docker)
    #expect(docker.transport == .tcp && docker.hostPorts == [8082...8082])
    #expect(docker.address?.description == "10.2.0.2" && docker.ports == 80...80)
    #expect(docker.conditions == [#"iifname != "docker0""#] && docker.unread.isEmpty)
    let several = try forwarding(RecordedRule.multiport)
    #expect(several.hostPorts == [1...1, 2...2, 5...7] && several.ports == nil)
    #expect(several.address?.description == "10.2.0.9")
    let own = try forwarding(RecordedRule.redirect)
    #expect(own.isRedirection && own.address == nil && own.ports == 100...100)
  }

  /// What is in a map is unknown, and must not look like "every port" or "no target".
  @Test func aMapIsNamed() throws {
    let rule = try forwarding(RecordedRule.map)
    #expect(rule.unread == ["dport map"] && rule.address == nil && rule.mappings.isEmpty)
  }

  /// A truncated message must not end portstat.
  @Test(arguments: RecordedRule.all) func truncatedMessagesAreRefused(message: [UInt8]) {
    for count in 0..<message.count {
      let part = Array(message.prefix(count))
      let verdict = match(part)?.verdict
      #expect(verdict != .forward || count > message.count - 40, "\(count)")
    }
  }

  /// Ports in a set, and targets in a map, of which the kernel lists the ends of ranges in either order.
  @Test func elementsOfSetsAndMapsAreRead() throws {
    func item(_ key: [UInt8], isEnd: Bool = false, _ value: [UInt8]? = nil) -> FilterSet.Item {
      FilterSet.Item(key: key, keyEnd: nil, target: value.map { .value($0) }, isEnd: isEnd)
    }
    let ranges = FilterSet([
      item([0, 101], isEnd: true), item([0, 90]), item([0, 81], isEnd: true), item([0, 80]),
      item([0, 6], isEnd: true), item([0, 1]), item([0, 0], isEnd: true),
    ])
    #expect(ranges.ports == [1...5, 80...80, 90...100])
    let map = FilterSet([item([0x1b, 0x59], [10, 2, 0, 2]), item([0x1b, 0x5a], [10, 2, 0, 3])])
    let key = FilterSet.Key(
      family: 2, table: Array("nat".utf8), name: Array("__map0".utf8))
    let message = RecordedRule.map
    let rule = FilterRule(message.span, [key: map])
    let matches = try #require(rule?.matches)
    #expect(matches.map(\.rule.hostPorts) == [[7001...7001], [7002...7002]])
    #expect(matches.map { $0.rule.address?.description } == ["10.2.0.2", "10.2.0.3"])
    #expect(matches.allSatisfy { $0.verdict == .forward && $0.rule.isUnderstood })
  }

  @Test func chainsAreRead() throws {
    let base = try chain(RecordedRule.base)
    #expect(base.hook == .prerouting && base.key.name == Array("prerouting".utf8))
    #expect(try chain(RecordedRule.published).hook == nil)
  }

  private func chain(_ message: [UInt8]) throws -> FilterChain {
    let chain = FilterChain(message.span)
    return try #require(chain)
  }

  private func rule(_ message: [UInt8]) throws -> FilterRule {
    let rule = FilterRule(message.span)
    return try #require(rule)
  }

  /// A rule in a chain that nothing leads to forwards nothing.
  @Test func onlyRulesThatPacketsReachCount() throws {
    let chains = [try chain(RecordedRule.base), try chain(RecordedRule.published)]
    let web = try rule(RecordedRule.web)
    #expect(RuleSet(chains, [web]).forwardingRules == [])
    let found = RuleSet(chains, [try rule(RecordedRule.jump), web]).forwardingRules
    #expect(found.map(\.handle) == [15] && found.first?.hooks == [.prerouting])
  }

  /// Chains that jump to each other would keep portstat busy forever. The kernel refuses them, but may change them while
  /// they are read.
  @Test func aLoopOfChainsEnds() throws {
    // The chain prerouting jumps to itself: both names have ten letters.
    var jump = RecordedRule.jump
    let name = Array("published".utf8) + [0]
    let place = try #require(jump.indices.last { jump[$0...].starts(with: name) })
    jump.replaceSubrange(place..<place + 10, with: Array("prerouting".utf8))
    let rules = [try rule(jump), try rule(jump), try rule(RecordedRule.range)]
    let chains = [try chain(RecordedRule.base)]
    #expect(RuleSet(chains, rules).forwardingRules.map(\.handle) == [8])
  }
}
