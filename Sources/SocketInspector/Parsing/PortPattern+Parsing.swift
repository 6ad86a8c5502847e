extension PortPattern {
  /// Parses a port or a range: `443`, `8000-8100`, `1024-` (up to 65535), or the name of a service that has
  /// one port.
  ///
  /// - Throws: ``FilterTextError`` if the text is invalid or stands for several patterns.
  public init(_ text: String) throws(FilterTextError) {
    let patterns = try PortPattern.patterns(text).joiningTables
    guard patterns.count == 1 else {
      throw FilterTextError(
        text, .ambiguous(kind: "port", count: patterns.count, use: "PortPattern.patterns(_:)"))
    }
    self = patterns[0]
  }

  /// Parses ports: `443`, `8000-8100`, `1024-` (up to 65535), or the name of a service, which may have
  /// several ports and one for each protocol.
  ///
  /// - Throws: ``FilterTextError`` if the text is invalid.
  public static func patterns(_ text: String) throws(FilterTextError) -> [PortPattern] {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    let (first, last) = (ends.first ?? "", ends.last ?? "")
    let isOpen = ends.count == 2 && last.isEmpty
    guard ends.count <= 2, first.isDecimal, last.isDecimal || isOpen else {
      return try servicePatterns(text)
    }
    guard let low = UInt16(first), let high = isOpen ? UInt16.max : UInt16(last) else {
      throw FilterTextError(text, .portOutOfRange)
    }
    guard low <= high else {
      throw FilterTextError(text, .backwardRange(expected: "\(high)-\(low)"))
    }
    return [PortPattern(low...high)]
  }

  /// Parses the name of a service.
  private static func servicePatterns(_ name: String) throws(FilterTextError) -> [PortPattern] {
    let patterns = ServiceTable.ports(named: name)
    guard patterns.isEmpty else { return patterns }
    let isProtocol = SocketTable.ID(rawValue: name.lowercased()) != nil
    throw FilterTextError(name, isProtocol ? .missingPort : .port)
  }
}

extension [PortPattern] {
  /// The same patterns, but one for all tables in place of one for each: `https` is port 443 of TCP and of UDP.
  package var joiningTables: [PortPattern] {
    let everyTable = SocketTable.ID.allCases
    return map { pattern in
      everyTable.allSatisfy { contains(PortPattern(pattern.ports, table: $0)) }
        ? PortPattern(pattern.ports) : pattern
    }.unique
  }
}
