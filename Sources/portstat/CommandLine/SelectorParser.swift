import SocketInspector

/// Parses selectors: `8080`, `:8080`, `8000-8100`, `https`, `tcp/443`, `udp:53`, `127.0.0.1:631`,
/// `[::1]:631`, `10.0.0.7:`.
enum SelectorParser {
  /// - Parameter text: One or more selectors, separated by commas.
  /// - Throws: ``UsageError`` if one is invalid.
  static func selectors(_ text: String) throws(UsageError) -> [Filter.Selector] {
    var selectors: [Filter.Selector] = []
    for word in try ValueParser.list(text) { selectors += try selector(word) }
    return selectors
  }

  private static func selector(_ word: String) throws(UsageError) -> [Filter.Selector] {
    for table in SocketTable.ID.allCases {
      let name = table.rawValue
      guard word.lowercased().hasPrefix("\(name)/") || word.lowercased().hasPrefix("\(name):")
      else { continue }
      return try endpoint(word.dropFirst(name.count + 1)).map { selector in
        var selector = selector
        selector.ports = selector.ports ?? PortPattern(0...65535)
        selector.ports?.table = table
        return selector
      }
    }
    return try endpoint(word[...])
  }

  private static func endpoint(_ text: Substring) throws(UsageError) -> [Filter.Selector] {
    if IPAddress(String(text)) != nil { return try selectors(text, "") }
    let afterBracket = text.lastIndex(of: "]").map { text[$0...].dropFirst() }
    if text.hasPrefix("["), afterBracket.map({ !$0.isEmpty && !$0.hasPrefix(":") }) ?? true {
      throw UsageError("'\(text)' is no address and port: write [::1]:631")
    }
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else {
      return try text.hasPrefix("[") ? selectors(text, "") : selectors("*", text)
    }
    return try selectors(text[..<colon], text[text.index(after: colon)...])
  }

  /// - Parameters:
  ///   - address: An address or network; empty or `*` for every address.
  ///   - ports: A port, range or service; empty or `*` for every port.
  private static func selectors(
    _ address: Substring, _ ports: Substring
  ) throws(UsageError) -> [Filter.Selector] {
    if address.isEmpty, ports.isEmpty { throw UsageError("':' names no port and no address") }
    let isAnywhere = address.isEmpty || address == "*"
    let network = isAnywhere ? nil : try ValueParser.network(String(address))
    if ports.isEmpty || ports == "*" { return [Filter.Selector(network: network)] }
    return try ValueParser.ports(String(ports)).map {
      Filter.Selector(network: network, ports: $0)
    }
  }
}
