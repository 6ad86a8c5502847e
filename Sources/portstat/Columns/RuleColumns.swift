import SocketInspector

/// The columns of `--published`.
enum RuleColumns {
  typealias Entry = ForwardingSnapshot.Entry

  /// The columns of JSON and CSV, in this order.
  static let data: [ListColumn<Entry>] = host + target + listener + rule

  /// The columns of the table.
  static let table: [ListColumn<Entry>] = [
    host[0],
    ListColumn("port", "Port", mayOverflow: true, "the port of the machine") { .word(hostEnd($0)) },
    ListColumn("published_to", "Published To", mayOverflow: true, "where connections go") {
      .word(targetEnd($0))
    },
    listener[0], listener[1], listener[2], listener[3],
    ListColumn("conditions", "Conditions", isShortenable: true, "the conditions of the rule") {
      let rule = $0.rule
      let texts = rule.conditions + rule.unread.map { "not read: \($0)" }
      return texts.isEmpty ? .null : .text(Array(texts.joined(separator: ", ").utf8))
    },
  ]

  private static let host: [ListColumn<Entry>] = [
    ListColumn("protocol", "Proto", "the protocol", null: "for every protocol") {
      .word($0.rule.transport?.name)
    },
    ListColumn(
      "family", "Family", "the address family", choices: IPAddress.Family.allCases.map(\.rawValue),
      null: "for both"
    ) { .word($0.rule.family?.rawValue) },
    ListColumn(
      "host_address", "Host", "the destination of the connections: an address or a network",
      null: "for every destination"
    ) { .word($0.rule.hostNetwork?.text) },
    ListColumn(
      "host_port", "Port", as: .port, "the port that is forwarded, or the first of a range",
      null: "for every port, or if unread is not empty"
    ) { .integer($0.rule.hostPorts.first?.lowerBound) },
    ListColumn(
      "host_port_last", "Last Port", as: .port, "the last port of the range", null: "as host_port"
    ) { .integer($0.rule.hostPorts.first?.upperBound) },
  ]

  private static let target: [ListColumn<Entry>] = [
    ListColumn(
      "target_address", "Target", "the address to which connections are sent",
      null: "for the machine itself (redirection), or if unread is not empty"
    ) { .address($0.rule.address) },
    ListColumn(
      "target_address_last", "Last Target", "the last address, if connections are sent to several",
      null: "if there is one"
    ) { .address($0.rule.lastAddress) },
    ListColumn(
      "target_port", "Target Port", as: .port, "the port to which connections are sent",
      null: "if the port is kept, or if unread is not empty"
    ) { .integer($0.rule.ports?.lowerBound) },
  ]

  private static let listener: [ListColumn<Entry>] = {
    let null = "if nothing listens there, or if it is unknown"
    return [
      ListColumn(
        "pid", "PID", as: .integer, "the PID of the process that listens there", null: null
      ) { .integer($0.listener?.namedOwner?.pid) },
      ListColumn("process", "Process", isShortenable: true, "its program name", null: null) {
        let process = $0.listener?.namedOwner?.process
        return .text(process?.programNameBytes ?? process?.nameBytes)
      },
      ListColumn(
        "container", "Container", isShortenable: true, "its container",
        null: "outside of a container, and \(null)"
      ) { .text($0.container?.labelBytes) },
      ListColumn(
        "netns", "Netns", isShortenable: true, "its network namespace",
        null: "for portstat's own, and \(null)"
      ) { .text($0.listener?.namespace?.label.map { Array($0.utf8) }) },
    ]
  }()

  private static let rule: [ListColumn<Entry>] = [
    ListColumn(
      "hooks", "Hooks", as: .array(of: .name),
      """
      which packets reach the rule: prerouting for those that arrive, output for those that the machine \
      sends; empty if it is unknown
      """
    ) { .texts($0.rule.hooks.map { Array($0.rawValue.utf8) }) },
    ListColumn(
      "conditions", "Conditions", as: .array(of: .name),
      "further conditions of the rule and of those that lead to it, in the form of nft(8)"
    ) { .texts($0.rule.conditions.map { Array($0.utf8) }) },
    ListColumn(
      "unread", "Unread", as: .array(of: .name),
      """
      the parts of the rule that portstat does not read, such as a map with very many elements; usually \
      empty
      """
    ) { .texts($0.rule.unread.map { Array($0.utf8) }) },
    ListColumn("table", "Table", "the table of the rule") { .text($0.rule.tableBytes) },
    ListColumn("chain", "Chain", "the chain of the rule") { .text($0.rule.chainBytes) },
    ListColumn(
      "handle", "Handle", as: .integer, "the number of the rule, as nft -a list ruleset shows it"
    ) { .integer($0.rule.handle) },
    ListColumn("comment", "Comment", "the comment of the rule", null: "without one") {
      .text($0.rule.commentBytes)
    },
  ]

  /// `*:8080`, `10.0.0.1:8000-8100`
  private static func hostEnd(_ entry: Entry) -> String {
    let rule = entry.rule
    let host = rule.hostNetwork.map { $0.address.family == .ipv6 ? "[\($0.text)]" : $0.text }
    let isUnread = rule.hostPorts.isEmpty && !rule.unread.isEmpty
    return "\(host ?? "*"):\(rule.hostPorts.first.map(text) ?? (isUnread ? "?" : "*"))"
  }

  /// `172.17.0.2:80`, `*:443` for the machine itself; the port is left out if it is kept.
  private static func targetEnd(_ entry: Entry) -> String {
    let rule = entry.rule
    let addresses = [rule.address, rule.lastAddress].compactMap(\.self)
    let host = addresses.map { $0.family == .ipv6 ? "[\($0)]" : "\($0)" }.joined(separator: "-")
    let isUnread = addresses.isEmpty && !rule.isRedirection && !rule.unread.isEmpty
    return (host.isEmpty ? (isUnread ? "?" : "*") : host)
      + (rule.ports.map { ":" + text($0) } ?? "")
  }

  private static func text(_ ports: ClosedRange<UInt16>) -> String {
    ports.count == 1 ? "\(ports.lowerBound)" : "\(ports.lowerBound)-\(ports.upperBound)"
  }
}
