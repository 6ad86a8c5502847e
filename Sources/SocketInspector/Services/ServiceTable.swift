/// The built-in names of services by port; /etc/services is not read.
///
/// The data is text that is searched in place, so that nothing is built at startup.
public enum ServiceTable {
  /// The name of the service that uses a port by convention.
  ///
  /// - Returns: A name according to RFC 6335, at most 15 bytes; nil for a port without a name.
  public static func name(of port: UInt16, _ table: SocketTable.ID) -> String? {
    let text = services.utf8.span
    var start = firstLine(of: port, in: text)
    while let line = ServiceLine(text, at: start), line.port == port {
      if line.contains(table, in: text) { return line.name }
      start = line.end + 1
    }
    return nil
  }

  /// The ports of a service or a product, by name. Case is ignored, and `_` is the same as `-`.
  ///
  /// - Returns: An empty array for an unknown name.
  public static func ports(named name: String) -> [PortPattern] {
    let wanted = Array(name.utf8.map(\.foldedInNames))
    return aliasPorts(wanted) ?? servicePorts(wanted)
  }

  /// The names that ``ports(named:)`` accepts, sorted.
  package static let names: [String] = {
    let text = services.utf8.span
    var names: Set<String> = []
    var start = 0
    while let line = ServiceLine(text, at: start) {
      if !line.tables(in: text).isEmpty { names.insert(line.name) }
      start = line.end + 1
    }
    for line in aliases.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "))
      let name = String(Substring(words[0]))
      if words.dropFirst().contains(where: { !aliasPattern($0).isEmpty }) {
        names.insert(name)
      } else {
        names.remove(name)
      }
    }
    return names.sorted()
  }()

  /// The offset of the first line of a port, or of the next higher port.
  private static func firstLine(of port: UInt16, in text: Span<UInt8>) -> Int {
    var low = 0
    var high = text.count
    while low < high {
      let middle = text.lineStart(before: (low + high) / 2)
      guard let line = ServiceLine(text, at: middle), line.port < port else {
        high = middle
        continue
      }
      low = line.end + 1
    }
    return low
  }

  private static func servicePorts(_ name: [UInt8]) -> [PortPattern] {
    let text = services.utf8.span
    var patterns: [PortPattern] = []
    var start = 0
    while let line = ServiceLine(text, at: start) {
      if line.isNamed(name, in: text) {
        patterns += line.tables(in: text).map {
          PortPattern(line.port...line.port, table: $0)
        }
      }
      start = line.end + 1
    }
    return patterns
  }

  private static func aliasPorts(_ name: [UInt8]) -> [PortPattern]? {
    for line in aliases.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "))
      if words.first?.elementsEqual(name) == true { return words.dropFirst().flatMap(aliasPattern) }
    }
    return nil
  }

  /// The ports in `80t`, `53tu` or `5900-5910t`.
  private static func aliasPattern(_ word: Substring.UTF8View.SubSequence) -> [PortPattern] {
    let digits = word.prefix { $0 < UInt8(ascii: "a") }
    let ends = digits.split(separator: UInt8(ascii: "-")).compactMap { UInt16(Substring($0)) }
    guard let first = ends.first, let last = ends.last, first <= last else { return [] }
    return word[digits.endIndex...].compactMap(SocketTable.ID.init(letter:))
      .map { PortPattern(first...last, table: $0) }
  }
}

/// A line of ``ServiceTable/services``.
private struct ServiceLine {
  let port: UInt16
  /// The offset of the letters of the protocols. The name and the end of the line follow.
  let tables: Int
  let nameStart: Int
  let end: Int

  init?(_ text: Span<UInt8>, at start: Int) {
    var position = start
    guard let port = text.decimal(&position).flatMap(UInt16.init(exactly:)) else { return nil }
    self.port = port
    position += 1
    tables = position
    _ = text.skipField(&position)
    position += 1
    nameStart = position
    while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
    end = position
  }

  func contains(_ table: SocketTable.ID, in text: Span<UInt8>) -> Bool {
    for index in tables..<nameStart - 1
    where SocketTable.ID(letter: text[index]) == table {
      return true
    }
    return false
  }

  func tables(in text: Span<UInt8>) -> [SocketTable.ID] {
    (tables..<nameStart - 1).compactMap { SocketTable.ID(letter: text[$0]) }
  }

  func isNamed(_ wanted: [UInt8], in text: Span<UInt8>) -> Bool {
    end - nameStart == wanted.count
      && wanted.indices.allSatisfy { wanted[$0] == text[nameStart + $0] }
  }

  var name: String {
    let text = ServiceTable.services.utf8
    let start = text.index(text.startIndex, offsetBy: nameStart)
    return String(Substring(text[start..<text.index(start, offsetBy: end - nameStart)]))
  }
}

extension Span<UInt8> {
  fileprivate func lineStart(before position: Int) -> Int {
    var start = position
    while start > 0, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }
}

extension UInt8 {
  /// The byte as it is in the table: in lower case, `-` for `_`.
  fileprivate var foldedInNames: UInt8 {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self | 0x20
    case UInt8(ascii: "_"): UInt8(ascii: "-")
    default: self
    }
  }
}

extension SocketTable.ID {
  fileprivate init?(letter: UInt8) {
    guard let id = Self.allCases.first(where: { $0.facts.serviceLetter == letter }) else {
      return nil
    }
    self = id
  }
}
