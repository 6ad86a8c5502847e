/// A key of the live view, or an action of the mouse.
enum Key: Hashable {
  case character(Character)
  case up
  case down
  case left
  case right
  case pageUp
  case pageDown
  case home
  case end
  case enter
  case escape
  case backspace
  case delete
  /// F1 to F12.
  case function(Int)
  case mouse(MouseEvent)

  /// The sequences that terminals send for keys that are not characters: those of xterm in normal and
  /// application cursor mode, and those of rxvt and the Linux console that differ.
  private static let sequences: [(bytes: String, key: Key)] =
    [
      ("[A", .up), ("OA", .up), ("[B", .down), ("OB", .down), ("[C", .right), ("OC", .right),
      ("[D", .left), ("OD", .left), ("[5~", .pageUp), ("[6~", .pageDown), ("[3~", .delete),
      ("[H", .home), ("OH", .home), ("[1~", .home), ("[7~", .home),
      ("[F", .end), ("OF", .end), ("[4~", .end), ("[8~", .end),
      ("OP", .function(1)), ("OQ", .function(2)), ("OR", .function(3)), ("OS", .function(4)),
      ("[11~", .function(1)), ("[12~", .function(2)), ("[13~", .function(3)),
      ("[14~", .function(4)), ("[15~", .function(5)), ("[17~", .function(6)),
      ("[18~", .function(7)), ("[19~", .function(8)), ("[20~", .function(9)),
      ("[21~", .function(10)), ("[23~", .function(11)), ("[24~", .function(12)),
      ("[[A", .function(1)), ("[[B", .function(2)), ("[[C", .function(3)), ("[[D", .function(4)),
      ("[[E", .function(5)),
    ].map { ("\u{1b}" + $0, $1) }

  private static let escapeByte: UInt8 = 0x1b

  /// Splits input into keys, in time proportional to its length. Unknown sequences are skipped.
  static func keys(_ bytes: [UInt8]) -> [Key] {
    var keys: [Key] = []
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      if rest.first != escapeByte {
        let text = rest.prefix { $0 != escapeByte }
        keys += String(decoding: text, as: UTF8.self).map(key)
        start = text.endIndex
      } else if let known = sequences.first(where: { rest.starts(with: $0.bytes.utf8) }) {
        keys.append(known.key)
        start += known.bytes.utf8.count
      } else if let (event, length) = MouseEvent.parse(rest) {
        if let event { keys.append(.mouse(event)) }
        start += length
      } else if let length = sequenceLength(rest) {
        start += length
      } else {
        keys.append(.escape)
        start += 1
      }
    }
    return keys
  }

  /// Whether the bytes end within a sequence or a character, the rest of which may not have arrived. True of
  /// Esc alone, with which every sequence begins.
  static func isIncomplete(_ bytes: [UInt8]) -> Bool {
    if let last = bytes.suffix(3).lastIndex(where: { $0 >= 0xc0 }) {
      let length = bytes[last] >= 0xf0 ? 4 : bytes[last] >= 0xe0 ? 3 : 2
      if bytes.count - last < length { return true }
    }
    guard let last = bytes.suffix(maxSequenceLength).lastIndex(of: escapeByte) else { return false }
    let rest = bytes[last...]
    if rest.count == 1 || rest.count == 2 && rest.last == UInt8(ascii: "O") { return true }
    // The Linux console sends ESC [ [ A for F1.
    if rest.elementsEqual("\u{1b}[[".utf8) { return true }
    return rest.dropFirst().first == UInt8(ascii: "[")
      && rest.dropFirst(2).allSatisfy(isParameter)
  }

  /// In bytes; more than any terminal sends for a key.
  private static let maxSequenceLength = 32

  /// The length of the sequence at the beginning of the bytes, see ECMA-48: ESC O and a byte, or ESC [ with
  /// parameters and a final byte. nil if there is no sequence, or it is incomplete.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    let rest = bytes.dropFirst(2)
    switch bytes.dropFirst().first {
    case UInt8(ascii: "O"): return rest.isEmpty ? nil : 3
    case UInt8(ascii: "["):
      guard !rest.isEmpty else { return nil }
      let end = rest.firstIndex { !isParameter($0) } ?? rest.endIndex
      let isFinal = end < rest.endIndex && 0x40...0x7e ~= rest[end]
      return end - bytes.startIndex + (isFinal ? 1 : 0)
    default: return nil
    }
  }

  private static func isParameter(_ byte: UInt8) -> Bool { 0x20...0x3f ~= byte }

  private static func key(of character: Character) -> Key {
    switch character {
    case "\u{1b}": .escape
    case "\r", "\n", "\r\n": .enter
    case "\u{7f}", "\u{8}": .backspace
    default: .character(character)
    }
  }
}
