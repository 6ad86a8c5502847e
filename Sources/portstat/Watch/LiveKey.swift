/// A key of the live view.
enum LiveKey: Equatable {
  case character(Character)
  case up
  case down
  case pageUp
  case pageDown
  case enter
  case escape
  case backspace

  /// What the terminal sent for each key that is no character (xterm's sequences, in both modes).
  private static let sequences: [(bytes: String, key: LiveKey)] = [
    ("\u{1b}[A", .up), ("\u{1b}OA", .up), ("\u{1b}[B", .down), ("\u{1b}OB", .down),
    ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown), ("\u{1b}[H", .character("g")),
    ("\u{1b}OH", .character("g")), ("\u{1b}OF", .character("G")), ("\u{1b}[1~", .character("g")),
    ("\u{1b}[F", .character("G")), ("\u{1b}[4~", .character("G")),
  ]

  /// Cuts what was read into keys. A sequence that is not known is passed over.
  static func keys(_ bytes: [UInt8]) -> [LiveKey] {
    var keys: [LiveKey] = []
    var rest = Substring(String(decoding: bytes, as: UTF8.self))
    while let first = rest.first {
      if let known = sequences.first(where: { rest.hasPrefix($0.bytes) }) {
        keys.append(known.key)
        rest = rest.dropFirst(known.bytes.count)
      } else if rest.hasPrefix("\u{1b}["), rest.count > 2 {
        rest = rest.dropFirst(2).drop { !$0.isLetter && $0 != "~" }.dropFirst()
      } else if rest.hasPrefix("\u{1b}O"), rest.count > 2 {
        rest = rest.dropFirst(3)
      } else {
        keys.append(key(of: first))
        rest = rest.dropFirst()
      }
    }
    return keys
  }

  private static func key(of character: Character) -> LiveKey {
    switch character {
    case "\u{1b}": .escape
    case "\r", "\n", "\r\n": .enter
    case "\u{7f}", "\u{8}": .backspace
    default: .character(character)
    }
  }

  /// Every key with what it does: for the help screen and the manual.
  static let help: [(keys: String, meaning: String)] = [
    ("q", "quit; on help and details back to the list"),
    ("up, down, k, j", "move by a line"),
    ("PgUp, PgDn", "move by a page"),
    ("g, G", "to the first, to the last"),
    ("/", "filter as you type, with the words of the command line: 443 --state established"),
    ("Esc", "clear the filter; leave help or details"),
    ("s", "sort by the next column, after the last in the order of a listing again"),
    ("S", "turn the order around"),
    ("t, u", "hide or show TCP, UDP"),
    ("l, e", "hide or show what listens, what is established"),
    ("Enter", "everything about the row"),
    ("space", "pause, and go on"),
    ("+, -", "look more often, less often"),
    ("?", "help"),
  ]
}
