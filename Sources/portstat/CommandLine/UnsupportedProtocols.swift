/// A list of protocols as ss and BSD's netstat take it, and what to type instead: `-f inet6`, `-A tcp,unix`.
struct UnsupportedProtocols {
  private let words: [String]
  /// Whether `inet` stands for IPv4, as for `-f`, or for TCP and UDP over both families, as for `-A`.
  private let takesFamily: Bool

  /// - Returns: nil if a word is unknown.
  init?(_ text: String, takesFamily: Bool) {
    words = text.drop { $0 == "=" }.lowercased().split(separator: ",").map(String.init)
    self.takesFamily = takesFamily
    let known = ["tcp", "udp", "all"] + Self.familyLetters.keys
    guard !words.isEmpty,
      words.allSatisfy({ known.contains($0) || UnlistedSockets.reason($0) != nil })
    else {
      return nil
    }
  }

  func error(_ problem: String) -> UsageError {
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

  private static func options(_ words: [String], _ takesFamily: Bool) -> String {
    if Set(words).count == 1, let word = words.first {
      if word == "tcp" || word == "udp" { return "--\(word)" }
      if takesFamily || word.hasSuffix("6") { return familyLetters[word].map { "-\($0)" } ?? "-46" }
    }
    return "-tu"
  }
}
