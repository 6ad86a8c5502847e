import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// Messages and files of the packet filter. The first byte selects the parser.
  static let netfilter = FuzzTarget(name: "netfilter") { input in
    guard let head = input.first else { return }
    netfilterChecks[Int(head) % netfilterChecks.count](Array(input.dropFirst()))
  } seeds: {
    let line =
      "ipv4     2 tcp      6 431999 ESTABLISHED src=10.1.0.2 dst=10.2.0.2 sport=57036 dport=80 "
      + "src=10.2.0.2 dst=10.2.0.1 sport=80 dport=57036 [ASSURED] mark=0 zone=0 use=2"
    return [[1] + Array(line.utf8)]
      + [RecordedConnection.both, RecordedConnection.datagram].map { [0] + $0 }
      + RecordedRule.all.map { [2] + $0 } + [[3] + RecordedRule.base, [4] + RecordedRule.elements]
  }

  private static let netfilterChecks: [@Sendable ([UInt8]) -> Void] = [
    { message in
      guard let translation = ConntrackMessage.parse(message.span) else { return }
      check(translation)
      // The first attributes are within the message, as a naive parser sees them.
      let attributes = naiveAttributes(Array(message.dropFirst(4)))
      require(attributes?.contains { $0.type == 1 } == true, "the original ends")
    },
    { line in
      guard let translation = try? ConntrackLine.parse(line.span) else { return }
      check(translation)
      let words = line.split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      let sources = words.filter { $0.hasPrefix("src=") }.map { String($0.dropFirst(4)) }
      require(sources.count, is: 2, "sources")
      require(
        translation.original.source.ip, is: IPAddress(sources[0]), "the original source")
    },
    { message in
      guard let rule = FilterRule(message.span) else { return }
      guard let forwarding = rule.matches.first?.rule else { return }
      for range in forwarding.hostPorts { require(!range.isEmpty, "ports") }
      if !forwarding.isUnderstood { require(forwarding.mappings.isEmpty, "unread") }
      for mapping in forwarding.mappings {
        for port in mapping.hostPorts.map({ [$0.lowerBound, $0.upperBound] }) ?? [] {
          _ = mapping.destination(ofPort: port)
        }
      }
      let recorded = RecordedRule.base
      guard let base = FilterChain(recorded.span) else { return }
      _ = RuleSet([base], [rule, rule]).forwardingRules
    },
    { message in
      guard let chain = FilterChain(message.span) else { return }
      require(chain.key.family, is: message[0], "family")
      require(chain.key.name.count < message.count, "name")
    },
    { message in
      guard let items = FilterSet.items(message.span) else { return }
      let set = FilterSet(items)
      require(set.elements.count <= items.count, "\(set.elements.count) elements")
      for range in set.ports { require(!range.isEmpty, "ports") }
    },
    { file in
      for address in file.span.localIPv4Addresses {
        let name = Array("|-- \(address)".utf8)
        require(file.split(separator: UInt8(ascii: "\n")).contains { $0.contains(name) }, "address")
      }
      require(
        file.span.localIPv6Addresses.count <= file.count / 32, "\(file.count) bytes of addresses")
    },
  ]

  private static func check(_ translation: AddressTranslation) {
    for ends in [translation.original, translation.reply] {
      require(ends.source.ip?.family == ends.destination.ip?.family, "families")
    }
    require(translation.translated.source, is: translation.reply.destination, "translated source")
  }
}
