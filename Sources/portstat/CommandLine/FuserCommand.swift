/// The arguments of fuser that signal the users of a port, `-k [-SIGNAL] [-n PROTOCOL] PORT` (fuser(1)), and
/// the same in portstat's words.
struct FuserCommand {
  private static let signals = [
    "1": "HUP", "2": "INT", "3": "QUIT", "9": "KILL", "10": "USR1", "12": "USR2", "15": "TERM",
  ]

  private var signal: String?
  private var port: String?

  /// - Returns: nil if no word asks for a signal.
  init?(_ words: [String]) {
    var isFound = false
    var table: String?
    for (index, word) in words.enumerated() {
      let letters = word.dropFirst()
      if word.hasPrefix("--") {
        guard word == "--kill" || word.hasPrefix("--kill=") else { continue }
        isFound = true
        if let name = word.split(separator: "=").dropFirst().first { readSignal(name) }
      } else if word.hasPrefix("-"), readSignal(letters) {
        isFound = isFound || letters.contains("K")
      } else if word.hasPrefix("-") {
        isFound = isFound || letters.contains("k") || letters == "K"
      } else if ["tcp", "udp"].contains(word.lowercased()), index > 0,
        Self.endsWithN(words[index - 1])
      {
        table = word.lowercased()
      } else if port == nil, Offer([word]).isAccepted {
        port = word
      }
    }
    if !isFound { return nil }
    // `ss -K dst 10.0.0.9`: its filter is not a port.
    if words.contains(where: { ["dst", "src", "state"].contains($0) }) { port = nil }
    if let table, let port { self.port = "\(table)/\(port)" }
  }

  /// What to type; `PORT` stands for a port that is missing.
  var text: String {
    ["--signal" + (signal.map { "=\($0)" } ?? ""), port ?? "PORT"].joined(separator: " ")
  }

  /// Whether a word is `-n`, maybe with other letters before.
  private static func endsWithN(_ word: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("n")
  }

  /// Reads `9`, `KILL` or `SIGKILL`.
  @discardableResult
  private mutating func readSignal(_ text: some StringProtocol) -> Bool {
    let text = text.uppercased().hasPrefix("SIG") ? String(text.dropFirst(3)) : String(text)
    guard let name = Self.signals[text] ?? Self.signals.values.first(where: { $0 == text }) else {
      return false
    }
    signal = name
    return true
  }
}
