/// A filter of ss, such as `state established ( dport = :https or sport = :https )` (ss(8), FILTER), and the
/// same as options.
struct SSFilter {
  /// A comparison: an option, and a value for it.
  private struct Term: Hashable {
    let option: String
    /// As for the option: alternatives separated by commas, and excluded values with the prefix `^`.
    let value: String

    /// The values, each with its prefix.
    var values: [Substring] { value.split(separator: ",") }
    /// Whether the value includes something, instead of only excluding.
    var includes: Bool { values.contains { !$0.hasPrefix("^") } }
    var excludes: Bool { values.contains { $0.hasPrefix("^") } }

    /// The term that selects everything else; nil if no value does.
    var negated: Term? {
      if includes, excludes { return nil }
      let values = values.map { includes ? "^\($0)" : String($0.dropFirst()) }
      return Term(option: option, value: values.joined(separator: ","))
    }

    /// The ports of `80`, `80-443` or `80-`; nil for names, lists and other options.
    private var range: ClosedRange<UInt16>? {
      guard option == "local-port" || option == "remote-port" else { return nil }
      let ends = value.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = ends.first.flatMap({ UInt16($0) }) else { return nil }
      if ends.count == 1 { return first...first }
      guard let last = ends[1].isEmpty ? .max : UInt16(ends[1]), first <= last else { return nil }
      return first...last
    }

    /// The range of ports that are in both terms; nil if there is none.
    func intersection(_ other: Term) -> Term? {
      guard let range, let others = other.range, range.overlaps(others) else { return nil }
      let both = range.clamped(to: others)
      let (first, last) = (both.lowerBound, both.upperBound)
      return Term(option: option, value: first == last ? "\(first)" : "\(first)-\(last)")
    }
  }

  private static let keywords: Set<String> = [
    "sport", "dport", "src", "dst", "state", "exclude", "dev", "fwmark", "cgroup",
  ]
  /// The conditions that portstat does not have, and what they are about.
  private static let unknownConditions = [
    "autobound": "how a port was chosen", "fwmark": "packet marks", "cgroup": "control groups",
  ]

  private var tokens: ArraySlice<String>

  /// - Parameter words: The words of the filter.
  private init(_ words: [String]) {
    let text = words.joined(separator: " ")
    var tokens: [String] = []
    var isOperator = false
    for character in text {
      let startsOperator = "=!<>&|".contains(character)
      if character == " " || "()".contains(character) {
        tokens += character == " " ? [""] : ["\(character)", ""]
      } else if startsOperator == isOperator, let last = tokens.last, !last.isEmpty, last != "(" {
        tokens[tokens.count - 1] = last + "\(character)"
      } else {
        tokens.append("\(character)")
      }
      isOperator = startsOperator
    }
    self.tokens = tokens.filter { !$0.isEmpty }[...]
  }

  /// Whether a word begins a filter. `src` is also a service, so it takes an address or operator after it.
  static func begins(_ word: TypedWord) -> Bool {
    let tokens = SSFilter(word.phrase).tokens.map { $0.lowercased() }
    guard let first = tokens.first(where: { !["(", "not", "!"].contains($0) }) else { return false }
    if first == "autobound" { return true }
    guard keywords.contains(first), tokens.count > 1 else { return false }
    return first != "src" || tokens.contains { $0.contains(".") || $0.contains(":") || $0 == "=" }
  }

  /// What a filter is about that portstat has no option for; nil if it has one for everything.
  static func unknownCondition(_ words: [String]) -> String? {
    SSFilter(words).tokens.lazy.compactMap { unknownConditions[$0.lowercased()] }.first
  }

  /// The options that select the same sockets; nil if there are none.
  ///
  /// - Parameter words: The words of the filter.
  static func options(_ words: [String]) -> String? {
    var filter = SSFilter(words)
    var terms: [Term] = []
    // States stand before the expression and apply to all of it.
    while let token = filter.tokens.first?.lowercased(), ["state", "exclude"].contains(token) {
      guard let states = filter.factor() else { return nil }
      terms += states
    }
    if !filter.tokens.isEmpty {
      guard let expression = filter.expression(), filter.tokens.isEmpty else { return nil }
      terms += expression
    }
    return conjunction(of: terms)?.map { "--\($0.option) \($0.value)" }.joined(separator: " ")
  }

  /// Parses terms that are joined by `or`, up to the end or a closing parenthesis. `and` binds more tightly
  /// (`misc/ssfilter.y` in iproute2).
  private mutating func expression() -> [Term]? {
    guard var terms = conjunction() else { return nil }
    while let token = tokens.first, Self.isOr(token) {
      tokens.removeFirst()
      guard let other = conjunction(), terms.count == 1, other.count == 1,
        let merged = Self.merged(terms + other)
      else { return nil }
      terms = [merged]
    }
    return terms
  }

  /// Parses terms that are joined by `and`, or by nothing.
  private mutating func conjunction() -> [Term]? {
    var terms: [Term] = []
    while let token = tokens.first, token != ")", !Self.isOr(token) {
      guard let more = factor() else { return nil }
      terms += more
      if let token = tokens.first, ["and", "&&", "&"].contains(token) { tokens.removeFirst() }
    }
    return terms.isEmpty ? nil : Self.conjunction(of: terms)
  }

  private static func isOr(_ token: String) -> Bool { ["or", "||", "|"].contains(token) }

  /// Terms that all have to hold, with each option once. nil if two terms of one option include values: for
  /// portstat, either of them is enough, as of states for ss too. Ranges of ports become one range.
  private static func conjunction(of terms: [Term]) -> [Term]? {
    var all: [Term] = []
    for term in terms {
      guard let index = all.firstIndex(where: { $0.option == term.option }) else {
        all.append(term)
        continue
      }
      if all[index].includes, term.includes, term.option != "state" {
        guard let both = all[index].intersection(term) else { return nil }
        all[index] = both
        continue
      }
      all[index] = Term(option: term.option, value: "\(all[index].value),\(term.value)")
    }
    return all
  }

  /// Two alternatives as one option: values of the same option, or the local and the remote port.
  private static func merged(_ terms: [Term]) -> Term? {
    guard let first = terms.first, let last = terms.last, !terms.contains(where: \.excludes)
    else { return nil }
    if first.option == last.option {
      return Term(option: first.option, value: "\(first.value),\(last.value)")
    }
    guard Set(terms.map(\.option)) == ["local-port", "remote-port"], first.value == last.value
    else { return nil }
    return Term(option: "port", value: first.value)
  }

  private mutating func factor() -> [Term]? {
    guard let token = tokens.popFirst()?.lowercased() else { return nil }
    switch token {
    case "(":
      let terms = expression()
      return tokens.popFirst() == ")" ? terms : nil
    case "not", "!":
      guard let terms = factor(), terms.count == 1 else { return nil }
      return terms.first?.negated.map { [$0] }
    case "state", "exclude":
      // `state=listen` is not of ss, but clear.
      if tokens.first == "=" { tokens.removeFirst() }
      guard let state = tokens.popFirst() else { return nil }
      let name = state.lowercased() == "listening" ? "listen" : state.lowercased()
      return [Term(option: "state", value: (token == "exclude" ? "^" : "") + name)]
    case "sport": return port("local-port")
    case "dport": return port("remote-port")
    case "src": return address("local")
    case "dst": return address("remote")
    case "dev": return interface()
    default: return nil
    }
  }

  private mutating func comparison() -> String? {
    guard let token = tokens.first else { return nil }
    let known = ["=", "==", "eq", "!=", "ne", ">", "gt", ">=", "ge", "<", "lt", "<=", "le"]
    return known.contains(token) ? tokens.popFirst() : "="
  }

  private mutating func port(_ option: String) -> [Term]? {
    guard let comparison = comparison(), let text = tokens.popFirst() else { return nil }
    let port = text.hasPrefix(":") ? String(text.dropFirst()) : text
    let value: String
    switch comparison {
    case "=", "==", "eq": value = port
    case "!=", "ne": value = "^\(port)"
    case let order:
      guard let number = UInt16(port) else { return nil }
      switch order {
      case ">", "gt": value = number < .max ? "\(number + 1)-" : ""
      case ">=", "ge": value = "\(number)-"
      case "<", "lt": value = number > 0 ? "0-\(number - 1)" : ""
      default: value = "0-\(number)"
      }
    }
    return value.isEmpty ? nil : [Term(option: option, value: value)]
  }

  /// `dev = lo`, `dev != eth0`, `dev == 2`.
  private mutating func interface() -> [Term]? {
    guard let comparison = comparison(), let name = tokens.popFirst() else { return nil }
    switch comparison {
    case "=", "==", "eq": return [Term(option: "interface", value: name)]
    case "!=", "ne": return [Term(option: "interface", value: "^\(name)")]
    default: return nil
    }
  }

  /// `src 10.0.0.7`, `dst = 10.0.0.0/8:https`, `src :22`.
  private mutating func address(_ option: String) -> [Term]? {
    guard let comparison = comparison(), let text = tokens.popFirst() else { return nil }
    guard ["=", "==", "eq", "!=", "ne"].contains(comparison) else { return nil }
    let isExcluded = comparison == "!=" || comparison == "ne"
    let colon = text.count { $0 == ":" } == 1 || text.contains("]:") ? text.lastIndex(of: ":") : nil
    let host = text[..<(colon ?? text.endIndex)]
    let port = colon.map { text[text.index(after: $0)...] } ?? ""
    var terms: [Term] = []
    if !host.isEmpty, host != "*" {
      let networks = host.lowercased() == "localhost" ? MisplacedValue.loopback : String(host)
      terms.append(Term(option: option, value: networks))
    }
    if !port.isEmpty, port != "*" {
      terms.append(Term(option: "\(option)-port", value: String(port)))
    }
    if !isExcluded { return terms }
    return terms.count == 1 ? terms.first?.negated.map { [$0] } : nil
  }
}
