import SocketInspector

/// A list of protocols as ss and BSD's netstat take it, and what to type instead: `-f inet6`, `-A tcp,unix`.
struct UnsupportedProtocols {
  private let words: [String]
  /// Whether `inet` stands for IPv4, as for `-f`, or for TCP and UDP over both families, as for `-A`.
  private let takesFamily: Bool

  /// - Returns: nil if a word is unknown.
  init?(_ text: String, takesFamily: Bool) {
    words = text.drop { $0 == "=" }.lowercased().split(separator: ",").map(String.init)
    self.takesFamily = takesFamily
    let known = ["tcp", "udp", "all"] + Self.familyLetters.keys + Self.tablesOfFamily.keys
    guard !words.isEmpty,
      words.allSatisfy({ known.contains($0) || UnlistedSockets.reason($0) != nil })
    else {
      return nil
    }
  }

  func error(_ problem: String) -> UsageError {
    if words.count == 1, let name = DualStackName(words[0]) {
      return UsageError("\(problem): \(name.text): \(name.meaning)", instead: name.option)
    }
    if let reason = words.lazy.compactMap(UnlistedSockets.reason).first {
      let rest = words.filter { UnlistedSockets.reason($0) == nil }
      let fact = "\(problem): \(reason)"
      return rest.isEmpty
        ? UsageError(fact) : UsageError(fact, instead: Self.options(rest, takesFamily))
    }
    return UsageError(problem, instead: Self.options(words, takesFamily))
  }

  /// The words for an address family, and the letters of portstat's options.
  static let familyLetters: [String: Character] = [
    "inet": "4", "inet4": "4", "ipv4": "4", "inet6": "6", "ipv6": "6",
  ]

  /// The words of sockstat and of the Proto column for one protocol over one family, and the letters of portstat's
  /// options.
  private static let tablesOfFamily = Dictionary(
    uniqueKeysWithValues: SocketTable.ID.allCases.flatMap { table in
      [("4", "4"), ("6", "6"), ("46", "6")].map { suffix, letter in
        ("\(table.rawValue)\(suffix)", "\(table.rawValue.prefix(1))\(letter)")
      }
    })

  /// `-tu6` for `tcp6,udp6`, and `-t4 or -u6` for `tcp4,udp6`, which are two listings; nil if other words are among
  /// them.
  private static func optionsOfFamilies(_ words: [String]) -> String? {
    guard words.allSatisfy({ tablesOfFamily[$0] != nil }) else { return nil }
    let letters = words.compactMap { tablesOfFamily[$0] }.unique
    let families = Set(letters.map { $0.suffix(1) })
    guard families.count == 1, let family = families.first else {
      return letters.map { "-\($0)" }.joined(separator: " or ")
    }
    return "-" + letters.map { $0.prefix(1) }.joined() + family
  }

  private static func options(_ words: [String], _ takesFamily: Bool) -> String {
    if let options = optionsOfFamilies(words) { return options }
    if Set(words).count == 1, let word = words.first {
      if word == "tcp" || word == "udp" { return "--\(word)" }
      if takesFamily || word.hasSuffix("6") { return familyLetters[word].map { "-\($0)" } ?? "-46" }
    }
    return "-tu"
  }
}
