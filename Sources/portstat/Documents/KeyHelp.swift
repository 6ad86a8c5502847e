import SocketInspector

/// The keys of the live view and what they do, for its help page and the manual.
enum KeyHelp {
  static let all: [(keys: String, meaning: String)] = [
    ("q", "quit; on the help or details page, return to the list"),
    ("up, down, k, j", "move one line"),
    ("PgUp, PgDn", "move one page"),
    ("g, G", "go to the first or last row"),
    ("/", "search as you type; words that begin with -- are options"),
    ("Ctrl-U, Ctrl-W", "in a search, erase everything or the last word"),
    ("Esc", "clear the search; leave the help or details page"),
    ("s", "sort by the next column; after the last, in the default order"),
    ("S", "reverse the order"),
    (
      tables { $0.optionLetter.map(String.init) },
      "hide or show \(tables(" or ") { $0.rawValue.uppercased() }) sockets"
    ),
    ("l, e", "hide or show listening or established sockets"),
    ("Enter", "show all details of the row"),
    ("space", "pause or resume"),
    ("+, -", "update more or less often"),
    ("?", "show or leave the help page"),
  ]

  private static func tables(
    _ separator: String = ", ", _ text: (SocketTable.ID) -> String?
  ) -> String {
    SocketTable.ID.allCases.compactMap(text).joined(separator: separator)
  }
}
