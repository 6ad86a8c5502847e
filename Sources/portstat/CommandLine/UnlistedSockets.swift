/// The kinds of sockets that other programs list and portstat does not.
enum UnlistedSockets {
  /// The words for `-A` of ss and `-f` of BSD's netstat, and the letters of ss and netstat.
  private static let kinds: [(word: String, letter: Character?)] = [
    ("unix", "x"), ("raw", "w"), ("packet", "0"), ("sctp", "S"), ("dccp", "d"), ("netlink", nil),
    ("vsock", nil), ("icmp", nil), ("xdp", nil), ("mptcp", nil), ("tipc", nil), ("local", nil),
    ("link", nil),
  ]

  private static func text(_ word: String) -> String {
    word == "dccp"
      ? "dccp sockets are not listed: Linux has removed DCCP" : "\(word) sockets are not listed yet"
  }

  /// `unix sockets are not listed yet`; nil for another word.
  ///
  /// - Parameter word: A word in lower case, such as `unix` or `unix_stream`.
  static func reason(_ word: String) -> String? {
    let isListed = { (kind: String) in
      word == kind || (["unix", "packet"].contains(kind) && word.hasPrefix("\(kind)_"))
    }
    return kinds.contains { isListed($0.word) } ? text(word) : nil
  }

  /// The error for the option of one kind; nil for another option.
  ///
  /// - Parameter option: The option with its hyphens.
  static func error(option: String) -> UsageError? {
    let kind = kinds.first { kind in
      option == "--\(kind.word)" || kind.letter.map { option == "-\($0)" } == true
    }
    return kind.map {
      UsageError("unsupported option '\(option)': \(text($0.word))")
    }
  }
}
