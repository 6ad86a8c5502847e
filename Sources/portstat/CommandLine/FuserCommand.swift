import SocketInspector

/// The arguments of fuser that signal the users of a port, `-k [-SIGNAL] [-n PROTOCOL] PORT` (fuser(1)), and
/// those of ss that close connections, `-K FILTER` (ss(8)), and the same in portstat's words.
struct FuserCommand {
  private static let signals = [
    "1": "HUP", "2": "INT", "3": "QUIT", "9": "KILL", "10": "USR1", "12": "USR2", "15": "TERM",
  ]

  private let words: [String]
  private var signal: String?
  private var port: String?

  /// - Returns: nil if no word asks for a signal.
  init?(_ words: [String]) {
    self.words = words
    var isFound = false
    var table: String?
    for (index, word) in words.enumerated() {
      if Self.asksForSignal(word) {
        isFound = true
        if let name = word.split(separator: "=").dropFirst().first { readSignal(name) }
      } else if word.hasPrefix("-"), !word.hasPrefix("--") {
        readSignal(word.dropFirst())
      } else if ["tcp", "udp"].contains(word.lowercased()), index > 0,
        Self.endsWithN(words[index - 1])
      {
        table = word.lowercased()
      } else if port == nil, !word.hasPrefix("-"), Offer([word]).isAccepted {
        port = word
      }
    }
    if words.contains("-KILL") { isFound = true }
    if !isFound { return nil }
    if let table, let port { self.port = "\(table)/\(port)" }
  }

  /// The error that says what to type. What selects connections is not turned into `--signal`: the remote port
  /// 443 of `ss -K dport = :443` is not the port of a local server.
  func error(_ problem: String) -> UsageError {
    let filter = words.filter { !$0.hasPrefix("-") }
    if SSFilter.begins(TypedWord(words: filter, index: 0)) {
      if let port = Self.localPort(filter) {
        return UsageError(problem, instead: offer(port))
      }
      let command = Offer(["ss"] + words).quoted
      return UsageError("\(problem): \(Self.closesNothing)", instead: command)
    }
    let rest = words.filter { !Self.asksForSignal($0) && !Self.isSignal($0) }
    if rest.contains(where: { $0.hasPrefix("--") }),
      let arguments = try? OptionParser(options: OptionTable.all, offersArguments: false).parse(
        rest)
    {
      return arguments.filter.selectsConnections
        ? UsageError("\(problem): \(Self.closesNothing)")
        : UsageError(problem, instead: Offer([option] + rest).text)
    }
    return UsageError(problem, instead: offer(port ?? "PORT"))
  }

  private static let closesNothing = "portstat does not close connections"

  /// `--signal 8080`; `--signal :22`, because 22 may be a signal too.
  private func offer(_ port: String) -> String {
    let isAmbiguous = port != "PORT" && !Offer([option, port]).isAccepted
    return "\(option) \(isAmbiguous ? ":" : "")\(port)"
  }

  private var option: String { "--signal" + (signal.map { "=\($0)" } ?? "") }

  /// The port of `sport = :80`; nil for any other filter.
  private static func localPort(_ filter: [String]) -> String? {
    let parts = SSFilter.options(filter)?.split(separator: " ") ?? []
    guard parts.count == 2, parts[0] == "--local-port", !parts[1].contains("^") else { return nil }
    return String(parts[1])
  }

  /// `-k`, `-ik`, `-K`, `--kill`, `--kill=HUP`; not `-KILL`, which is a signal.
  private static func asksForSignal(_ word: String) -> Bool {
    if word.hasPrefix("--") { return word == "--kill" || word.hasPrefix("--kill=") }
    let letters = word.dropFirst()
    return word.hasPrefix("-") && !isSignal(word) && letters.contains { $0 == "k" || $0 == "K" }
  }

  /// `-9`, `-TERM`
  private static func isSignal(_ word: String) -> Bool {
    word.hasPrefix("-") && signalName(word.dropFirst()) != nil
  }

  /// Whether a word is `-n`, maybe with other letters before.
  private static func endsWithN(_ word: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("n")
  }

  /// The name for `9`, `KILL` or `SIGKILL`.
  private static func signalName(_ text: some StringProtocol) -> String? {
    let text = text.uppercased().hasPrefix("SIG") ? String(text.dropFirst(3)) : String(text)
    return signals[text] ?? signals.values.first { $0 == text }
  }

  private mutating func readSignal(_ text: some StringProtocol) {
    signal = Self.signalName(text) ?? signal
  }
}

extension Filter {
  /// Whether the filter is about connections, which have a remote end and a state.
  fileprivate var selectsConnections: Bool {
    !remotePorts.isEmpty || !remoteNetworks.isEmpty || !states.isEmpty || !directions.isEmpty
  }
}
