import SocketInspector

/// The keys of the live view and what they do, for its help page and the manual.
enum KeyHelp {
  static let all: [(keys: String, meaning: String)] = [
    ("q", "quit; on help and details back to the list"),
    ("up, down, k, j", "move by a line"),
    ("PgUp, PgDn", "move by a page"),
    ("g, G", "to the first, to the last"),
    ("/", "filter as you type, with the words of the command line: 443 --state established"),
    ("Esc", "clear the filter; leave help or details"),
    ("s", "sort by the next column, after the last in the order of a listing again"),
    ("S", "turn the order around"),
    (
      tables { $0.optionLetter.map(String.init) },
      "hide or show \(tables { $0.rawValue.uppercased() })"
    ),
    ("l, e", "hide or show what listens, what is established"),
    ("Enter", "everything about the row"),
    ("space", "pause, and go on"),
    ("+, -", "look more often, less often"),
    ("?", "help"),
  ]

  private static func tables(_ text: (SocketTable.ID) -> String?) -> String {
    SocketTable.ID.allCases.compactMap(text).joined(separator: ", ")
  }
}
