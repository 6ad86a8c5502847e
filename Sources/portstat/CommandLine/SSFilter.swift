import SocketInspector

/// A filter of ss, such as `state established ( dport = :https or sport = :https )` (ss(8), FILTER), and the
/// same as options.
struct SSFilter {
  private typealias Term = SSFilterTerm

  private static let keywords: Set<String> = [
    "sport", "dport", "src", "dst", "state", "exclude", "dev", "fwmark", "cgroup",
  ]
  /// The conditions that portstat does not have, and what they are about.
  private static let unknownConditions = [
    "autobound": "how a port was chosen", "fwmark": "packet marks",
  ]

  /// What pcap-filter(7), which tcpdump uses, has after `src` and `dst`.
  private static let qualifiers: Set<String> = ["port", "host", "net"]

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
    return first != "src"
      || tokens.contains {
        $0.contains(".") || $0.contains(":") || $0 == "=" || qualifiers.contains($0)
      }
  }

  /// What a filter is about that portstat has no option for; nil if it has one for everything.
  static func unknownCondition(_ words: [String]) -> String? {
    SSFilter(words).tokens.lazy.compactMap { unknownConditions[$0.lowercased()] }.first
  }

  /// Whether a filter names a control group.
  static func namesControlGroup(_ words: [String]) -> Bool {
    SSFilter(words).tokens.contains { $0.lowercased() == "cgroup" }
  }

  /// Why the sockets of another family are not listed, which an address names: `unix:/run/x`; nil if none does.
  static func unlistedSockets(_ words: [String]) -> String? {
    SSFilter(words).tokens.lazy.compactMap { token in
      token.firstIndex(of: ":").flatMap { UnlistedSockets.reason(token[..<$0].lowercased()) }
    }.first
  }

  /// The options that select the same sockets; nil if there are none.
  ///
  /// - Parameter words: The words of the filter.
  static func options(_ words: [String]) -> String? {
    var filter = SSFilter(words)
    // `state established or state listen` is not of ss, but clear.
    let terms =
      filter.statesAndExpression()
      ?? {
        filter = SSFilter(words)
        let terms = filter.expression()
        return filter.tokens.isEmpty ? terms : nil
      }()
    return terms.flatMap(conjunction)?.map { "--\($0.option) \($0.value)" }
      .joined(separator: " ")
  }

  /// Parses the whole filter as ss does.
  private mutating func statesAndExpression() -> [Term]? {
    var terms: [Term] = []
    // States stand before the expression and apply to all of it.
    while let token = tokens.first?.lowercased(), ["state", "exclude"].contains(token) {
      guard let states = factor() else { return nil }
      terms += states
    }
    if !tokens.isEmpty {
      guard let expression = expression(), tokens.isEmpty else { return nil }
      terms += expression
    }
    return terms
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
    case "cgroup": return controlGroup()
    default: return nil
    }
  }

  /// The comparisons of ss (`yylex` in `misc/ssfilter.y`), and the sign of each.
  private static let comparisons = [
    "=": "=", "==": "=", "eq": "=", "!=": "!=", "ne": "!=", "neq": "!=", ">": ">", "gt": ">",
    ">=": ">=", "ge": ">=", "geq": ">=", "<": "<", "lt": "<", "<=": "<=", "le": "<=", "leq": "<=",
  ]

  /// Parses a comparison, which is `=` if there is none.
  private mutating func comparison() -> String? {
    guard let token = tokens.first else { return nil }
    guard let sign = Self.comparisons[token.lowercased()] else { return "=" }
    tokens.removeFirst()
    return sign
  }

  /// `sport = :443`, `dport >= https`, `sport = 127.0.0.1:443`.
  private mutating func port(_ option: String) -> [Term]? {
    guard let comparison = comparison(), let text = tokens.popFirst() else { return nil }
    let (host, named) = Self.ends(text)
    let port = named ?? text
    if comparison == "=" || comparison == "!=" {
      let address = option.replacing("-port", with: "")
      return Self.terms(address, named == nil ? "" : host, port, isExcluded: comparison == "!=")
    }
    guard named == nil || host.isEmpty || host == "*", let number = Self.number(ofPort: port) else {
      return nil
    }
    let value: String
    switch comparison {
    case ">": value = number < .max ? "\(number + 1)-" : ""
    case ">=": value = "\(number)-"
    case "<": value = number > 0 ? "0-\(number - 1)" : ""
    default: value = "0-\(number)"
    }
    return value.isEmpty ? nil : [Term(option: option, value: value)]
  }

  /// The number of a port or service; nil if it stands for several.
  private static func number(ofPort text: String) -> UInt16? {
    let ports = Set(((try? PortPattern.patterns(text)) ?? []).map(\.ports))
    return ports.count == 1 && ports.first?.count == 1 ? ports.first?.lowerBound : nil
  }

  /// `cgroup = /system.slice/ssh.service`: its unit, or the container.
  private mutating func controlGroup() -> [Term]? {
    guard let comparison = comparison(), let path = tokens.popFirst() else { return nil }
    guard comparison == "=" || comparison == "!=" else { return nil }
    let group = ControlGroup(path: Array(path.utf8))
    let mark = comparison == "!=" ? "^" : ""
    if let container = group.container {
      let name = String(decoding: container.labelBytes, as: UTF8.self)
      return [Term(option: "container", value: mark + name)]
    }
    return group.unit.map { [Term(option: "unit", value: mark + $0)] }
  }

  /// `dev = lo`, `dev != eth0`, `dev == 2`.
  private mutating func interface() -> [Term]? {
    guard let comparison = comparison(), let name = tokens.popFirst() else { return nil }
    switch comparison {
    case "=": return [Term(option: "interface", value: name)]
    case "!=": return [Term(option: "interface", value: "^\(name)")]
    default: return nil
    }
  }

  /// `src 10.0.0.7`, `dst = 10.0.0.0/8:https`, `src :22`.
  private mutating func address(_ option: String) -> [Term]? {
    // `dst port 443`, `src host 10.0.0.7`
    if let token = tokens.first, Self.qualifiers.contains(token) {
      tokens.removeFirst()
      if token == "port" { return port("\(option)-port") }
    }
    guard let comparison = comparison(), let text = tokens.popFirst() else { return nil }
    guard comparison == "=" || comparison == "!=" else { return nil }
    let (host, port) = Self.ends(text)
    return Self.terms(option, host, port ?? "", isExcluded: comparison == "!=")
  }

  /// Separates the address from the port, which is nil if there is no colon before it.
  private static func ends(_ text: String) -> (host: String, port: String?) {
    // The family that ss accepts before an address.
    for family in ["inet:", "inet6:"] where text.hasPrefix(family) {
      return ends(String(text.dropFirst(family.count)))
    }
    let hasPort = text.count { $0 == ":" } == 1 || text.contains("]:")
    guard hasPort, let colon = text.lastIndex(of: ":") else { return (text, nil) }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }

  /// The terms for an address and a port of one end, each of which may be empty or `*`.
  private static func terms(
    _ option: String, _ host: String, _ port: String, isExcluded: Bool
  ) -> [Term]? {
    var terms: [Term] = []
    if !host.isEmpty, host != "*" {
      let networks =
        host.lowercased() == "localhost"
        ? MisplacedValue.loopback : ForeignNotation.wholeNetwork(host) ?? host
      terms.append(Term(option: option, value: networks))
    }
    if !port.isEmpty, port != "*" {
      terms.append(Term(option: "\(option)-port", value: port))
    }
    if !isExcluded { return terms }
    return terms.count == 1 ? terms.first?.negated.map { [$0] } : nil
  }
}
