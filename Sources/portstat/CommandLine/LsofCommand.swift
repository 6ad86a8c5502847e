/// The arguments of lsof that select sockets, `-i[46][PROTOCOL][@HOST][:PORTS]` and `-sPROTOCOL:STATE`, with
/// `-p`, `-c` and `-u` (lsof(8)), and the same in portstat's words.
struct LsofCommand {
  private var table: String?
  private var family: Character?
  private var host: String?
  private var ports: String?
  private var state: String?
  /// Filters by owner, from `-p`, `-c` and `-u`.
  private var owners: [String] = []
  /// Whether `-t` asks for PIDs only.
  private var isTerse = false
  private var isNumeric = false

  /// - Returns: nil if no word is a selection of lsof's.
  init?(_ words: [String]) {
    var isSelective = false
    var hasInternet = false
    var letters = ""
    for (index, word) in words.enumerated() where word.hasPrefix("-") && !word.hasPrefix("--") {
      let next = index + 1 < words.count ? words[index + 1] : ""
      let rest = word.dropFirst()
      if let text = Self.value("i", of: rest, or: next, where: Self.isSelection),
        readSelection(text)
      {
        isSelective = true
        letters += rest.prefix { $0 != "i" }
      } else if let text = Self.value("s", of: rest, or: next, where: Self.isState) {
        readState(text)
        isSelective = true
      } else {
        letters += rest
        hasInternet = hasInternet || rest.contains("i")
        readOwner(rest, next)
      }
    }
    isTerse = letters.contains("t")
    isNumeric = letters.contains("P")
    guard isSelective || (hasInternet && (!owners.isEmpty || isNumeric)) else { return nil }
  }

  func error(_ problem: String) -> UsageError {
    let offer = Offer(arguments)
    guard let host, let ports else { return offer.error(problem) }
    // `@HOST` is either end.
    let local = Offer([(table.map { "\($0)/" } ?? "") + "\(host):\(ports)"])
    if !local.isAccepted { return local.error(problem) }
    return UsageError(problem, instead: "\(local.text) or \(offer.text)")
  }

  /// The arguments for portstat.
  var arguments: [String] {
    var letters = ""
    if isTerse { letters += "q" }
    if let table, ports == nil || host != nil { letters += table.prefix(1) }
    if let family { letters.append(family) }
    if state == "listen" { letters += "l" }
    var words = owners
    if let state, state != "listen" { words += ["--state", state] }
    if let host {
      words += ["--remote", host]
      if let ports { words += ["--remote-port", ports] }
    } else if let ports {
      words.append(table.map { "\($0)/\(ports)" } ?? ports)
    }
    if letters.isEmpty, words.isEmpty, isNumeric { letters = "n" }
    return (letters.isEmpty ? [] : ["-\(letters)"]) + words
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

  /// Reads `-p PID`, `-c NAME` and `-u USER`; a PID may be attached.
  private mutating func readOwner(_ letters: Substring, _ next: String) {
    for (letter, option) in [("p", "--pid"), ("c", "--process"), ("u", "--user")] {
      // Attached letters may be other options.
      let isAttached = letter == "p" && letters.hasPrefix("p") && Int32(letters.dropFirst()) != nil
      let value = isAttached ? String(letters.dropFirst()) : next
      guard isAttached || letters.hasSuffix(letter), Offer([option, value]).isAccepted,
        !value.hasPrefix("-")
      else { continue }
      owners += [option, value]
    }
  }
}
