import SocketInspector

/// The arguments of fuser that signal the users of a port, `-k [-SIGNAL] [-n PROTOCOL] PORT` (fuser(1)), and
/// those of ss that close connections, `-K FILTER` (ss(8)), and the same in portstat's words.
///
/// Whatever narrows the selection is kept: without it, the signal would reach other processes.
struct FuserCommand {
  private static let signals = [
    "1": "HUP", "2": "INT", "3": "QUIT", "9": "KILL", "10": "USR1", "12": "USR2", "15": "TERM",
  ]

  private let words: [String]
  private var isFound = false
  private var signal: String?
  /// Letters that choose protocols and families.
  private var letters: [Character] = []
  /// Long options, each before its value.
  private var options: [String] = []
  /// The protocol of `-n udp`.
  private var table: String?
  /// Ports and other words that are no options: maybe a filter of ss.
  private var selectors: [String] = []

  /// - Returns: nil if no word asks for a signal.
  init?(_ words: [String]) {
    self.words = words
    var rest = words[...]
    while let word = rest.popFirst() {
      if Self.isSignal(word) {
        readSignal(word.dropFirst())
        isFound = isFound || word == "-KILL"
      } else if word.hasPrefix("--") {
        readLong(word, &rest)
      } else if word.hasPrefix("-") {
        readLetters(word.dropFirst())
      } else {
        readWord(word)
      }
    }
    if !isFound { return nil }
  }

  /// The error that says what to type. What selects connections is not turned into `--signal`: the remote port
  /// 443 of `ss -K dport = :443` is not the port of a local server.
  func error(_ problem: String) -> UsageError {
    if let unlisted { return unlisted }
    if SSFilter.begins(TypedWord(words: selectors, index: 0)) {
      if let port = Self.localPort(selectors) { return error(problem, selecting: [port]) }
      let command = Offer(["ss"] + words).quoted
      return UsageError("\(problem): \(Self.closesNothing)", instead: command)
    }
    return error(problem, selecting: selectors)
  }

  /// The error for another protocol of `ss -K`, such as `-x`.
  private var unlisted: UsageError? {
    let options = words.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") && !Self.isSignal($0) }
    guard options.contains(where: { $0.contains("K") }) else { return nil }
    return options.joined().filter { "xwdS0".contains($0) }.lazy
      .compactMap { UnlistedSockets.error(option: "-\($0)") }.first
  }

  private func error(_ problem: String, selecting selectors: [String]) -> UsageError {
    let areValid = selectors.allSatisfy { Offer([$0]).isAccepted }
    let filter = filterWords(areValid ? selectors : [])
    if let arguments = Offer(filter).arguments {
      if arguments.filter.selectsConnections {
        return UsageError("\(problem): \(Self.closesNothing)")
      }
      let isTemplate = !areValid || !arguments.selectsSockets
      if isTemplate {
        return UsageError(problem, instead: Offer([option] + filter + ["PORT"]).text)
      }
    }
    return offer(filter).error(problem)
  }

  private static let closesNothing = "portstat does not close connections"

  /// The letters, options and selectors. A protocol is named once: by the selectors, if these do.
  private func filterWords(_ selectors: [String]) -> [String] {
    var letters = letters
    var selectors = selectors
    if let table { selectors = selectors.map { Self.marked($0, table) } }
    if selectors.contains(where: Self.namesTable) { letters.removeAll { "tu".contains($0) } }
    if let table, selectors.isEmpty { letters.append(contentsOf: table.prefix(1)) }
    return (letters.isEmpty ? [] : ["-" + String(letters)]) + options + selectors
  }

  /// `--signal 8080`; `--signal :22`, because 22 may be a signal too.
  private func offer(_ filter: [String]) -> Offer {
    let offer = Offer([option] + filter)
    guard !offer.isAccepted, let first = filter.first else { return offer }
    let unambiguous = Offer([option, ":\(first)"] + filter.dropFirst())
    return unambiguous.isAccepted ? unambiguous : offer
  }

  private var option: String { "--signal" + (signal.map { "=\($0)" } ?? "") }

  private static func namesTable(_ selector: String) -> Bool {
    SocketTable.ID.allCases.contains { selector.lowercased().contains($0.rawValue) }
  }

  /// `udp/53` for `53`; what is excluded may have any protocol.
  private static func marked(_ selector: String, _ table: String) -> String {
    namesTable(selector) || selector.hasPrefix("^") ? selector : "\(table)/\(selector)"
  }

  /// The port of `sport = :80`; nil for any other filter.
  private static func localPort(_ filter: [String]) -> String? {
    let parts = SSFilter.options(filter)?.split(separator: " ") ?? []
    guard parts.count == 2, parts[0] == "--local-port", !parts[1].contains("^") else { return nil }
    return String(parts[1])
  }

  /// Reads `--kill`, `--kill=HUP`, `--kill=8080`, and options of portstat.
  private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
    if parts.first == "kill" {
      isFound = true
      if parts.count == 2, Self.signalName(parts[1]) == nil { readWord(parts[1]) }
      if parts.count == 2 { readSignal(parts[1]) }
      return
    }
    options.append(word)
    let option = OptionTable.all.first { $0.isNamed(parts.first ?? "") }
    if case .required = option?.argument, parts.count == 1, let value = rest.popFirst() {
      options.append(value)
    }
  }

  /// Reads `-k`, `-ik`, `-tuK`; the value of `-f` and `-A` may be attached.
  private mutating func readLetters(_ text: Substring) {
    let own = text.prefix { $0 != "f" && $0 != "A" }
    for letter in own {
      if letter == "k" || letter == "K" { isFound = true }
      if "tu46".contains(letter), !letters.contains(letter) { letters.append(letter) }
    }
    let rest = text[own.endIndex...].dropFirst()
    if UnsupportedProtocols.familyLetters[rest.lowercased()] != nil
      || SocketTable.ID(rawValue: rest.lowercased()) != nil
    {
      readWord(String(rest))
    } else {
      isFound = isFound || rest.lowercased().contains("k")
    }
  }

  /// Reads a protocol, a family or a selector.
  private mutating func readWord(_ word: String) {
    if let table = SocketTable.ID(rawValue: word.lowercased()) {
      self.table = table.rawValue
    } else if let family = UnsupportedProtocols.familyLetters[word.lowercased()] {
      letters.append(family)
    } else {
      selectors.append(word)
    }
  }

  /// `-9`, `-TERM`
  private static func isSignal(_ word: String) -> Bool {
    word.hasPrefix("-") && signalName(word.dropFirst()) != nil
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

extension Arguments {
  /// Whether a selector or a filter is given, as `--signal` requires.
  fileprivate var selectsSockets: Bool { filter.hasCriteria || !userNames.isEmpty }
}

extension Filter {
  /// Whether the filter is about connections, which have a remote end and a state.
  fileprivate var selectsConnections: Bool {
    !remotePorts.isEmpty || !remoteNetworks.isEmpty || !states.isEmpty || !directions.isEmpty
  }
}
