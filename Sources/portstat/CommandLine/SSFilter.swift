/// A filter of ss, such as `state established ( dport = :https or sport = :https )` (ss(8), FILTER), and the
/// same as options.
struct SSFilter {
  /// A comparison: an option, and a value for it.
  private struct Term: Hashable {
    var option: String
    var value: String
  }

  private static let keywords: Set<String> = ["sport", "dport", "src", "dst", "state", "exclude"]

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
    guard let first = tokens.first(where: { !["(", "not", "!"].contains($0) }),
      keywords.contains(first), tokens.count > 1
    else { return false }
    return first != "src" || tokens.contains { $0.contains(".") || $0.contains(":") || $0 == "=" }
  }

  /// The options that select the same sockets; nil if there are none.
  ///
  /// - Parameter words: The words of the filter.
  static func options(_ words: [String]) -> String? {
    var filter = SSFilter(words)
    guard let terms = filter.expression(), filter.tokens.isEmpty else { return nil }
    return terms.map { "--\($0.option) \($0.value)" }.joined(separator: " ")
  }

  /// Parses terms up to the end or a closing parenthesis.
  private mutating func expression() -> [Term]? {
    var all: [Term] = []
    while let token = tokens.first, token != ")" {
      guard let terms = alternatives() else { return nil }
      all += terms
      if let token = tokens.first, ["and", "&&", "&"].contains(token) { tokens.removeFirst() }
    }
    // In ss too, one of the states is enough.
    let states = all.filter { $0.option == "state" && !$0.value.hasPrefix("^") }
    if states.count > 1 {
      let values = states.map(\.value).joined(separator: ",")
      all.removeAll { states.contains($0) }
      all.insert(Term(option: "state", value: values), at: 0)
    }
    // portstat takes several values of one option as alternatives.
    return Set(all.map(\.option)).count == all.count ? all : nil
  }

  /// Parses terms that are joined by `or`.
  private mutating func alternatives() -> [Term]? {
    guard var terms = factor() else { return nil }
    while let token = tokens.first, ["or", "||", "|"].contains(token) {
      tokens.removeFirst()
      guard let other = factor(), terms.count == 1, other.count == 1,
        let merged = Self.merged(terms + other)
      else { return nil }
      terms = [merged]
    }
    return terms
  }

  /// Two alternatives as one option: values of the same option, or the local and the remote port.
  private static func merged(_ terms: [Term]) -> Term? {
    guard let first = terms.first, let last = terms.last,
      !terms.contains(where: { $0.value.hasPrefix("^") })
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
      guard let terms = factor(), terms.count == 1, let term = terms.first else { return nil }
      let value = term.value.hasPrefix("^") ? String(term.value.dropFirst()) : "^" + term.value
      return [Term(option: term.option, value: value)]
    case "state", "exclude":
      guard let state = tokens.popFirst() else { return nil }
      let name = state.lowercased() == "listening" ? "listen" : state.lowercased()
      return [Term(option: "state", value: (token == "exclude" ? "^" : "") + name)]
    case "sport": return port("local-port")
    case "dport": return port("remote-port")
    case "src": return address("local")
    case "dst": return address("remote")
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
      terms.append(Term(option: option, value: (isExcluded ? "^" : "") + host))
    }
    if !port.isEmpty, port != "*" {
      terms.append(Term(option: "\(option)-port", value: (isExcluded ? "^" : "") + port))
    }
    return isExcluded && terms.count > 1 ? nil : terms
  }
}
