import SocketInspector

/// The keys of the live view and what they do. Those that people know from less, htop, vim and Windows do what
/// they do there.
enum KeyTable {
  static let all: [KeyBinding] = [
    KeyBinding(
      "up, down, k, j", "move one line",
      [.up: .up, .down: .down, .character("k"): .up, .character("j"): .down]),
    KeyBinding(
      "PgUp, PgDn", "move one page",
      [
        .pageUp: .pageUp, .pageDown: .pageDown, control("B"): .pageUp, control("F"): .pageDown,
      ]),
    KeyBinding(
      "Home, End, g, G", "go to the first or last row",
      [.home: .first, .end: .last, .character("g"): .first, .character("G"): .last]),
    KeyBinding(
      "left, right", "scroll sideways through all columns",
      [.left: .left, .right: .right]),
    KeyBinding(
      "/, F3", "filter as you type; words that begin with -- are options", hint: "/ filter",
      [.character("/"): .filter, .function(3): .filter, .function(4): .filter]),
    KeyBinding("Ctrl-U, Ctrl-W", "in a filter, erase everything or the last word", [:]),
    KeyBinding(
      "Esc", "go back one step: leave a page, or clear the filter", [.escape: .back]),
    KeyBinding(
      "s, >, <, S", "sort by the next or previous column; S reverses the order",
      hint: "s sort",
      [
        .character("S"): .reverse,
        .character("s"): .nextColumn, .character(">"): .nextColumn,
        .function(6): .nextColumn, .character("<"): .previousColumn,
      ]),
    KeyBinding(
      tables { $0.optionLetter.map(String.init) } + ", l, e",
      "hide or show \(tables { $0.rawValue.uppercased() }), listening or established sockets",
      SocketTable.ID.allCases.reduce(into: [
        .character("l"): .toggle(.listening), .character("e"): .toggle(.established),
      ]) { commands, table in
        if let letter = table.optionLetter { commands[.character(letter)] = .toggle(.table(table)) }
      }),
    KeyBinding(
      "p, F5", "group by process, unit, container, and back; Enter shows one",
      hint: "p by process", [.character("p"): .group, .function(5): .group]),
    KeyBinding(
      "i", "show or hide rates, RTT and retransmissions of TCP", hint: "i TCP",
      [.character("i"): .showTCPInfo]),
    KeyBinding(
      "Enter", "show all details of the row", hint: "Enter details", [.enter: .open]),
    KeyBinding(
      "n, N", "on the details page, show the next or previous row", hint: "n next  N previous",
      [.character("n"): .nextRow, .character("N"): .previousRow]),
    KeyBinding(
      "x, F9, Del", "send a signal to the owner, after confirmation", hint: "x signal",
      [.character("x"): .signal, .function(9): .signal, .delete: .signal]),
    KeyBinding(
      "space", "pause or resume", [.character(" "): .pause]),
    KeyBinding(
      "+, -", "update more or less often",
      [.character("+"): .faster, .character("="): .faster, .character("-"): .slower]),
    KeyBinding(
      "m", "turn the mouse on or off: wheel, click on a row or a heading",
      [.character("m"): .mouse]),
    KeyBinding(
      "?, F1", "show or leave the help page",
      [.character("?"): .help, .function(1): .help, control("L"): .redraw]),
    KeyBinding(
      "q, F10", "quit; on the help or details page, go back",
      [.character("q"): .quit, .function(10): .quit]),
  ]

  private static let commands = all.reduce(into: [Key: KeyCommand]()) { commands, binding in
    commands.merge(binding.commands) { first, _ in first }
  }

  /// What a key does; nil if nothing.
  static func command(for key: Key) -> KeyCommand? { commands[key] }

  /// The letter of a key that does something; nil if no letter does.
  static func letter(for command: KeyCommand) -> Character? {
    let letters = commands.filter { $0.value == command }.keys.compactMap { key in
      if case .character(let letter) = key { letter } else { nil as Character? }
    }
    return letters.min()
  }

  /// The character that a terminal sends for a letter with the Ctrl key.
  static func control(_ letter: Unicode.Scalar) -> Key {
    .character(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: letter.value & 0x1f))))
  }

  private static func tables(
    _ separator: String = ", ", _ text: (SocketTable.ID) -> String?
  ) -> String {
    SocketTable.ID.allCases.compactMap(text).joined(separator: separator)
  }
}
