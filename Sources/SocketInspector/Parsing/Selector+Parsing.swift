extension Filter.Selector {
  /// Parses a selector that stands for a single condition, such as `8080` or `tcp/127.0.0.1:631`.
  ///
  /// - Throws: ``FilterTextError`` if the text is invalid or stands for several selectors, as `localhost:80`
  ///   and the name of a service with several ports do.
  public init(_ text: String) throws(FilterTextError) {
    let selectors = try Filter.Selector.selectors(text, joiningTables: true)
    guard selectors.count == 1 else {
      throw FilterTextError(
        text,
        .ambiguous(
          kind: "selector", count: selectors.count, use: "Filter.Selector.selectors(_:)"))
    }
    self = selectors[0]
  }

  /// Parses a selector, in the notations of the command line:
  ///
  /// - ports: `8080`, `:8080`, `8000-8100`, `1024-`, `https`;
  /// - with a protocol: `tcp/443`, `udp:53`, `53/udp`, `tcp/127.0.0.1:631`, and as the table shows it: `tcp6/443`
  ///   or `tcp46/443` for IPv6 sockets, `tcp4/443`;
  /// - addresses and networks: `10.0.0.7`, `10.0.0.7:`, `10.0.0.0/8`, `[::1]`, `2001:db8::/32`;
  /// - with a port: `127.0.0.1:631`, `[::1]:631`, `10.0.0.0/8:22`, `*:80` (any address), `:::80` (netstat's
  ///   notation for `[::]:80`);
  /// - `localhost` for 127.0.0.0/8 and `::1`;
  /// - with the interface that the socket is bound to, or that its link-local address belongs to:
  ///   `[fe80::1%eth0]:22`, `0.0.0.0%eth1:80`, `*%eth1:80`.
  ///
  /// Text that is a valid IPv6 address, such as `::1:80`, is an address without a port. The prefix `^` and
  /// lists are parsed by ``Criterion/init(parsing:_:)``.
  ///
  /// - Returns: Several selectors for `localhost`, and for the name of a service with several ports.
  /// - Throws: ``FilterTextError`` if the text is invalid.
  public static func selectors(_ text: String) throws(FilterTextError) -> [Filter.Selector] {
    try selectors(text, joiningTables: false)
  }

  private static func selectors(
    _ text: String, joiningTables: Bool
  ) throws(FilterTextError) -> [Filter.Selector] {
    let (protocolName, rest) = try splitProtocol(text)
    let table = protocolName?.table
    let (address, ports) = try splitPorts(rest)
    if table == nil, address?.isEmpty ?? true, ports.isEmpty {
      throw FilterTextError(text, text.isEmpty ? .emptyValue : .port)
    }
    let networks = try networks(address ?? "*").map { $0 ?? protocolName?.network }
    let patterns: [PortPattern?] =
      ports.isEmpty || ports == "*"
      ? [table.map { PortPattern(0...65535, table: $0) }]
      : try Self.patterns(String(ports), of: table, joiningTables)
    return networks.flatMap { network in
      patterns.map { Filter.Selector(network: network, ports: $0) }
    }
  }

  /// The ports of a table. A service that has a port of each protocol has one of each table.
  private static func patterns(
    _ text: String, of table: SocketTable.ID?, _ joiningTables: Bool
  ) throws(FilterTextError) -> [PortPattern] {
    let patterns = try PortPattern.patterns(text)
    guard let table else { return joiningTables ? patterns.joiningTables : patterns }
    return patterns.map { PortPattern($0.ports, table: table) }.unique
  }

  /// Separates the protocol, which is in front of the selector (`tcp/443`, `TCP:443`) or after it (`443/tcp`).
  private static func splitProtocol(
    _ text: String
  ) throws(FilterTextError) -> (name: ProtocolName?, rest: Substring) {
    let word = text.lowercased()
    let before = ProtocolName.all.first {
      word.hasPrefix("\($0.text)/") || word.hasPrefix("\($0.text):")
    }
    let rest = text.dropFirst(before.map { $0.text.count + 1 } ?? 0)
    let after = ProtocolName.all.first {
      rest.lowercased().hasSuffix("/\($0.text)") && rest.count > $0.text.count + 1
    }
    guard let after else { return (before, rest) }
    if before != nil { throw FilterTextError(text, .secondProtocol) }
    return (after, rest.dropLast(after.text.count + 1))
  }

  /// Separates the address from the ports.
  ///
  /// - Returns: nil for text without an address; empty `ports` for text without ports.
  private static func splitPorts(
    _ text: Substring
  ) throws(FilterTextError) -> (address: Substring?, ports: Substring) {
    // Where a colon can separate the ports: those before are part of the address.
    var start = text.startIndex
    if text.hasPrefix("[") {
      guard let bracket = text.lastIndex(of: "]") else { throw FilterTextError(text, .brackets) }
      start = text.index(after: bracket)
      if let next = text[start...].first, next != ":", next != "/" {
        throw FilterTextError(text, .brackets)
      }
    } else if let mark = text.lastIndex(where: { $0 == "/" || $0 == "%" }) {
      start = mark
    } else if IPAddress(String(text)) != nil {
      return (text, "")
    } else if !text.contains(":") {
      let isAddress = text == "*" || text.contains(".") || text.lowercased() == "localhost"
      return isAddress ? (text, "") : (nil, text)
    }
    guard let colon = text[start...].lastIndex(of: ":") else { return (text, "") }
    return (text[..<colon], text[text.index(after: colon)...])
  }

  /// The networks that an address stands for; nil in the result stands for every address.
  private static func networks(_ address: Substring) throws(FilterTextError) -> [IPNetwork?] {
    if address.isEmpty || address == "*" { return [nil] }
    if address.lowercased() == "localhost" {
      return [try IPNetwork("127.0.0.0/8"), try IPNetwork("::1")]
    }
    if address.hasPrefix("*%") || address.hasPrefix("%") {
      let zone = address.drop { $0 == "*" }
      return [try IPNetwork("0.0.0.0\(zone)/0"), try IPNetwork("::\(zone)/0")]
    }
    return [try IPNetwork(String(address))]
  }
}

/// The name of a protocol, in the words of the table and of sockstat.
private struct ProtocolName {
  /// In lower case.
  let text: String
  let table: SocketTable.ID
  /// Every address of the family that the name includes; nil for both families.
  let network: IPNetwork?

  static let all = SocketTable.ID.allCases.flatMap { table in
    [
      ("", nil), ("4", IPAddress(ipv4: 0)), ("6", IPAddress(ipv6: 0, 0)),
      ("46", IPAddress(ipv6: 0, 0)),
    ]
    .map { (suffix: String, address: IPAddress?) in
      ProtocolName(
        text: table.rawValue + suffix, table: table,
        network: address.flatMap { IPNetwork($0, prefixLength: 0) })
    }
  }
}
