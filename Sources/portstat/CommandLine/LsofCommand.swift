/// The arguments of lsof that select sockets, `-i[46][PROTOCOL][@HOST][:PORTS]` and `-sPROTOCOL:STATE`, with
/// `-p`, `-c`, `-u`, `-F` and `-r` (lsof(8)), and the same in portstat's words.
struct LsofCommand {
  /// What earlier `-i` select: selectors, or protocols and families as letters. One of them has to match.
  private var earlier: (selectors: [String], letters: String) = ([], "")
  private var table: String?
  private var family: Character?
  private var host: String?
  private var ports: String?
  private var state: String?
  /// Filters by owner, from `-p`, `-c` and `-u`.
  private var owners: [String] = []
  /// Options for the output, from `-F` and `-r`.
  private var output: [String] = []
  /// Whether `-t` asks for PIDs only.
  private var isTerse = false
  private var isNumeric = false
  /// Whether `+c` asks for longer names.
  private var showsLongNames = false

  /// - Returns: nil if no word is a selection of lsof's.
  init?(_ words: [String], machine: MachineFacts = .none) {
    var isSelective = false
    var hasSelection = false
    var hasInternet = false
    var letters = ""
    for (index, word) in words.enumerated() where word.hasPrefix("-") && !word.hasPrefix("--") {
      let next = index + 1 < words.count ? words[index + 1] : ""
      let rest = word.dropFirst()
      if let text = Self.value("i", of: rest, or: next, where: Self.isSelection),
        !hasSelection || keepSelection(), readSelection(text)
      {
        isSelective = true
        hasSelection = true
        letters += rest.prefix { $0 != "i" }
      } else if let text = Self.value("s", of: rest, or: next, where: Self.isState) {
        readState(text)
        isSelective = true
      } else if let owner = AttachedOwner(
        TypedWord(words: words, index: index), besideSelection: true, machine)
      {
        owners += owner.arguments
      } else if !readOutput(rest, next) {
        letters += rest
        hasInternet = hasInternet || rest.contains("i")
        readOwner(rest, next)
      }
    }
    showsLongNames = words.contains { $0.hasPrefix("+c") && $0.dropFirst(2).allSatisfy(\.isNumber) }
    isTerse = letters.contains("t")
    isNumeric = letters.contains("P")
    let hasMore = !owners.isEmpty || isNumeric || showsLongNames || !output.isEmpty
    guard isSelective || (hasInternet && hasMore) else { return nil }
  }

  func error(_ problem: String) -> UsageError {
    // `@HOST` is either end, but a listening socket has no remote end.
    let isOne = earlier.selectors.isEmpty && earlier.letters.isEmpty
    let areMixed =
      ports == nil
      ? !earlier.selectors.isEmpty || (host != nil && !isOne) : !earlier.letters.isEmpty
    if areMixed {
      return UsageError("\(problem): -i with ports and -i without ports cannot be combined")
    }
    let ends: [End] = host == nil || state == "listen" || !isOne ? [.local] : [.local, .remote]
    let offers = ends.map { Offer(arguments($0)) }
    if let rejected = offers.first(where: { !$0.isAccepted }) { return rejected.error(problem) }
    return UsageError(problem, instead: offers.map(\.text).joined(separator: " or "))
  }

  /// The end of a connection that `@HOST` names.
  enum End {
    case local
    case remote
  }

  /// The arguments for portstat.
  func arguments(_ end: End = .local) -> [String] {
    let isSelector = ports != nil && (host == nil || end == .local)
    var letters = ""
    if isTerse { letters += "q" } else if showsLongNames { letters += "W" }
    letters += earlier.letters
    if let table, !isSelector { letters += table.prefix(1) }
    if let family { letters.append(family) }
    if state == "listen" { letters += "l" }
    var words = owners
    if let state, state != "listen" { words += ["--state", state] }
    if isSelector, let ports {
      words += earlier.selectors + [selector(ports)]
    } else if let host {
      let networks = host.lowercased() == "localhost" ? MisplacedValue.loopback : host
      words += [end == .local ? "--local" : "--remote", networks]
      if let ports { words += ["--remote-port", ports] }
    }
    words += output
    if letters.isEmpty, words.isEmpty, isNumeric { letters = "n" }
    return (letters.isEmpty ? [] : ["-\(letters)"]) + words
  }

  private func selector(_ ports: String) -> String {
    (table.map { "\($0)/" } ?? "") + (host.map { "\($0):" } ?? "") + ports
  }

  /// Keeps what one `-i` selects before another one is read.
  ///
  /// - Returns: true.
  private mutating func keepSelection() -> Bool {
    if let ports {
      earlier.selectors.append(selector(ports))
    } else {
      earlier.letters += (table?.prefix(1) ?? "") + (family.map { "\($0)" } ?? "")
    }
    (table, host, ports, family) = (nil, nil, nil, nil)
    return true
  }

  /// The value of a letter in combined options: the rest of the word, or the next word; nil if it does not
  /// look like one.
  private static func value(
    _ letter: Character, of letters: Substring, or next: String, where isValue: (Substring) -> Bool
  ) -> Substring? {
    guard let position = letters.firstIndex(of: letter) else { return nil }
    let attached = letters[letters.index(after: position)...]
    let value = attached.isEmpty ? next[...] : attached
    return isValue(value) ? value : nil
  }

  private static func isSelection(_ text: Substring) -> Bool {
    if text.isEmpty { return false }
    // `-i 8080` is not lsof's, but its meaning is clear.
    if UInt16(text) != nil { return true }
    let text = text.lowercased().drop { $0 == "4" || $0 == "6" }
    return text.isEmpty || [":", "@", "tcp", "udp"].contains { text.hasPrefix($0) }
  }

  private static func isState(_ text: Substring) -> Bool {
    ["tcp:", "udp:"].contains { text.lowercased().hasPrefix($0) }
  }

  private mutating func readSelection(_ text: Substring) -> Bool {
    var rest = text
    if UInt16(text) != nil, text != "4", text != "6" {
      ports = String(text)
      return true
    }
    if let first = rest.first, first == "4" || first == "6" {
      family = first
      rest = rest.dropFirst()
    }
    if ["tcp", "udp"].contains(rest.prefix(3).lowercased()) {
      table = rest.prefix(3).lowercased()
      rest = rest.dropFirst(3)
    }
    if rest.hasPrefix("@") {
      rest = rest.dropFirst()
      let end = rest.hasPrefix("[") ? rest.firstIndex(of: "]").map { rest.index(after: $0) } : nil
      let host = rest[..<(end ?? rest.firstIndex(of: ":") ?? rest.endIndex)]
      self.host = String(host)
      rest = rest[host.endIndex...]
    }
    if rest.hasPrefix(":") {
      ports = String(rest.dropFirst())
      rest = ""
    }
    return rest.isEmpty
  }

  private mutating func readState(_ text: Substring) {
    state = text.dropFirst(4).lowercased()
    table = table ?? text.prefix(3).lowercased()
  }

  /// Reads `-F [FIELDS]`, output for programs, and `-r [SECONDS]`, which repeats the listing every 15 seconds unless
  /// told otherwise.
  private mutating func readOutput(_ letters: Substring, _ next: String) -> Bool {
    if letters.hasPrefix("F") {
      output.append("--jsonl")
      return true
    }
    guard letters.hasPrefix("r") else { return false }
    let text = letters.count > 1 ? String(letters.dropFirst()) : next
    if letters.count > 1, ValueParser.seconds(text) == nil { return false }
    let seconds = text.isEmpty || ValueParser.seconds(text) == nil ? "15" : text
    output.append("--watch=\(seconds)")
    return true
  }

  /// Reads `-p PID`, `-c NAME` and `-u USER`.
  private mutating func readOwner(_ letters: Substring, _ value: String) {
    guard let letter = letters.last, let option = AttachedOwner.options[letter],
      Offer([option, value]).isAccepted, !value.hasPrefix("-")
    else { return }
    owners += [option, value]
  }
}
