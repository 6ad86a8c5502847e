/// The arguments of lsof that select sockets, `-i[46][PROTOCOL][@HOST][:PORTS]` and `-sPROTOCOL:STATE`
/// (lsof(8)), and the same in portstat's words.
struct LsofCommand {
  private var table: String?
  private var family: Character?
  private var host: String?
  private var ports: String?
  private var state: String?
  /// Whether `-t` asks for PIDs only.
  private var isTerse = false

  /// - Returns: nil if no word is a selection of lsof's.
  init?(_ words: [String]) {
    var isFound = false
    for (index, word) in words.enumerated() where word.hasPrefix("-") && !word.hasPrefix("--") {
      let letters = word.dropFirst()
      let next = index + 1 < words.count ? words[index + 1] : ""
      if let text = Self.value("i", of: letters, or: next, where: Self.isSelection),
        readSelection(text)
      {
        isFound = true
        isTerse = isTerse || letters.prefix { $0 != "i" }.contains("t")
      } else if let text = Self.value("s", of: letters, or: next, where: Self.isState) {
        readState(text)
        isFound = true
      } else {
        isTerse = isTerse || letters.contains("t")
      }
    }
    if !isFound { return nil }
  }

  /// The arguments for portstat.
  var arguments: String {
    var letters = ""
    if isTerse { letters += "q" }
    if let table, ports == nil || host != nil { letters += table.prefix(1) }
    if let family { letters.append(family) }
    if state == "listen" { letters += "l" }
    var words = letters.isEmpty ? [] : ["-\(letters)"]
    if let state, state != "listen" { words += ["--state", state] }
    if let host {
      words += ["--remote", host]
      if let ports { words += ["--remote-port", ports] }
    } else if let ports {
      words.append(table.map { "\($0)/\(ports)" } ?? ports)
    }
    return words.joined(separator: " ")
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
    let text = text.lowercased().drop { $0 == "4" || $0 == "6" }
    return [":", "@", "tcp", "udp"].contains { text.hasPrefix($0) }
  }

  private static func isState(_ text: Substring) -> Bool {
    ["tcp:", "udp:"].contains { text.lowercased().hasPrefix($0) }
  }

  private mutating func readSelection(_ text: Substring) -> Bool {
    var rest = text
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
}
