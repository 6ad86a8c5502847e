import SocketInspector

/// Measures, cuts and breaks text for the lines of a screen. Widths are in terminal columns.
enum ScreenText {
  static func width(of text: String) -> Int { CellBuffer.width(of: Array(text.utf8)[...]) }

  /// The width of a line that may contain sequences that set colors.
  static func width(of line: [UInt8]) -> Int {
    var width = 0
    forEachCharacter(of: line) { more, _ in width += more ?? 0 }
    return width
  }

  /// The longest prefix of a text that fits.
  static func prefix(of text: String, _ width: Int) -> String {
    var taken = 0
    return String(
      text.prefix { character in
        taken += Self.width(of: String(character))
        return taken <= width
      })
  }

  /// The longest suffix of a text that fits.
  static func suffix(of text: String, _ width: Int) -> String {
    var taken = 0
    let count = text.reversed().prefix { character in
      taken += Self.width(of: String(character))
      return taken <= width
    }.count
    return String(text.suffix(count))
  }

  /// A text that is too wide, cut and followed by `..`.
  static func shortened(_ text: String, to width: Int) -> String {
    if Self.width(of: text) <= width { return text }
    return prefix(of: prefix(of: text, max(width - 2, 0)) + "..", width)
  }

  /// A text with spaces after it.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - Self.width(of: text), 0))
  }

  /// Makes text harmless that was typed, or that contains names. Unlike in a cell of a table, spaces stay.
  static func escaped(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      var safe: [UInt8] = []
      Escaping.appendText(Array(word.utf8), to: &safe)
      return String(decoding: safe, as: UTF8.self)
    }.joined(separator: " ")
  }

  /// Breaks a line that is too wide: between words, or within a word that is too long.
  static func wrapped(_ line: String, to columns: Int) -> [String] {
    if width(of: line) <= columns { return [line] }
    let indent = String(line.prefix { $0 == " " })
    var lines: [String] = []
    var last = indent
    for word in line.dropFirst(indent.count).split(separator: " ", omittingEmptySubsequences: false)
    {
      let isFirst = last.allSatisfy { $0 == " " }
      if !isFirst, width(of: last) + 1 + width(of: String(word)) > columns {
        lines.append(last)
        last = indent + "  " + word
      } else {
        last += (isFirst ? "" : " ") + word
      }
      while width(of: last) > columns, case let head = prefix(of: last, columns), !head.isEmpty {
        lines.append(head)
        last = String(last.dropFirst(head.count))
      }
    }
    return lines + [last]
  }

  /// The part of a line that is on the screen. `<` and `>` mark cuts, because the beginning of an address is a
  /// different address.
  ///
  /// - Parameters:
  ///   - columns: The width of the part.
  ///   - start: Where the part begins.
  static func clipped(_ line: [UInt8], to columns: Int, from start: Int = 0) -> [UInt8] {
    let width = width(of: line)
    if start == 0, width <= columns { return line }
    let end = width <= start + columns ? start + columns : start + columns - 1
    let isCutOff = start > 0 && width > 0
    let begin = isCutOff ? start + 1 : start
    var clipped: [UInt8] = []
    var (place, hasBegun) = (0, !isCutOff)
    forEachCharacter(of: line) { width, bytes in
      defer { place += width ?? 0 }
      guard let width else { return clipped.append(contentsOf: bytes) }
      if place < begin { return }
      if !hasBegun {
        hasBegun = true
        clipped.append(UInt8(ascii: "<"))
        // The second half of a wide character.
        if place > begin { clipped.append(UInt8(ascii: " ")) }
      }
      if place + width <= end { clipped.append(contentsOf: bytes) }
    }
    if !hasBegun, isCutOff { clipped.append(UInt8(ascii: "<")) }
    if width > start + columns, columns > 0 { clipped.append(UInt8(ascii: ">")) }
    return clipped
  }

  /// Calls `body` with the width and bytes of each character of a line; the width is nil within a sequence
  /// that sets a color.
  static func forEachCharacter(of line: [UInt8], _ body: (Int?, ArraySlice<UInt8>) -> Void) {
    var isSequence = false
    Escaping.forEachScalar(of: line) { scalar, bytes in
      if scalar == "\u{1b}" { isSequence = true }
      body(isSequence ? nil : scalar.map(CharacterWidth.of) ?? 1, bytes)
      if scalar == "m" { isSequence = false }
    }
  }
}
