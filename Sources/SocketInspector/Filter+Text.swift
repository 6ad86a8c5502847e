extension Filter {
  /// Creates a filter from text, as on the command line: selectors, and the options that choose sockets.
  ///
  ///     let filter = try Filter("tcp/8000- ^8080 --state established --remote 10.0.0.0/8 -4")
  ///     let servers = try Filter("-tl --command 'node server.js*'")
  ///
  /// Words are separated as in a shell: quotes and backslashes protect blanks. The options are those of ``Key``,
  /// `--user`, `--protocol`, and with their letters and aliases `--all`, `--listening`, `--tcp`, `--udp`, `--ipv4`
  /// and `--ipv6`; letters can be combined. Users and interfaces that are given by name are looked up on this
  /// machine.
  ///
  /// - Throws: ``FilterTextError`` if a word is invalid, or names a user that does not exist.
  public init(_ text: String) throws(FilterTextError) {
    self.init()
    let typed = ShellWords(text)
    if !typed.isComplete { throw FilterTextError(text, .openQuote) }
    var words = typed.words[...]
    var choice = SocketChoice()
    while let word = words.popFirst() {
      if word.hasPrefix("--") {
        try add(option: word, &words, &choice)
      } else if word.hasPrefix("-") {
        for letter in word == "-" ? word[...] : word.dropFirst() where !choice.add(letter) {
          throw FilterTextError(word.count > 2 ? "-\(letter) in \(word)" : word, .option)
        }
      } else {
        let criterion = try Criterion<Selector>(word)
        selectors += criterion.included
        excludedSelectors += criterion.excluded
      }
    }
    choice.apply(to: &self)
    self = resolvingInterfaces(InterfaceNames.index)
  }

  /// Adds an option; its value follows `=` or is the next word.
  private mutating func add(
    option word: String, _ rest: inout ArraySlice<String>, _ choice: inout SocketChoice
  ) throws(FilterTextError) {
    let parts = word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0]
    if parts.count == 1, choice.add(option: name) { return }
    let key = Key(rawValue: name)
    guard key != nil || ["user", "protocol"].contains(name) else {
      throw FilterTextError(word, .option)
    }
    guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
      throw FilterTextError(word, .missingValue)
    }
    if let key {
      try add(key, value)
    } else if name == "user" {
      userIDs.add(
        try Criterion(parsing: value) { (user) throws(FilterTextError) in
          [try Self.userID(user)]
        })
    } else {
      try choice.add(protocols: value)
    }
  }

  private static func userID(_ user: String) throws(FilterTextError) -> UInt32 {
    if user.isDecimal, let number = UInt32(user) { return number }
    guard let number = UserNames.userID(of: user) else { throw FilterTextError(user, .user) }
    return number
  }
}

/// The options that choose tables, families and listening sockets. They add up.
private struct SocketChoice {
  private var tables: Set<SocketTable.ID> = []
  private var families: Set<IPAddress.Family> = []
  private var isListeningOnly = false
  /// `-a`, which overrides `-l`.
  private var isEverySocket = false

  /// - Returns: Whether there is such an option.
  mutating func add(_ letter: Character) -> Bool {
    switch letter {
    case "a": isEverySocket = true
    case "l": isListeningOnly = true
    case "t": tables.insert(.tcp)
    case "u": tables.insert(.udp)
    case "4": families.insert(.ipv4)
    case "6": families.insert(.ipv6)
    default: return false
    }
    return true
  }

  /// - Parameter name: The name after `--`.
  /// - Returns: Whether there is such an option.
  mutating func add(option name: String) -> Bool {
    switch name {
    case "all": add("a")
    case "listening", "listen": add("l")
    case "tcp": add("t")
    case "udp": add("u")
    case "ipv4", "inet": add("4")
    case "ipv6", "inet6": add("6")
    default: false
    }
  }

  /// Adds the names of `--protocol`: those of tables, `inet` and `inet6`.
  mutating func add(protocols text: String) throws(FilterTextError) {
    let names = ["inet", "inet6"] + SocketTable.ID.allCases.map(\.rawValue)
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if word.isEmpty { throw FilterTextError(text, .emptyValue) }
      guard names.contains(word.lowercased()), add(option: word.lowercased()) else {
        throw FilterTextError(word, .word(kind: "protocol", choices: names))
      }
    }
  }

  func apply(to filter: inout Filter) {
    if !tables.isEmpty { filter.tables = tables }
    if !families.isEmpty { filter.families = families }
    filter.isListeningOnly = isListeningOnly && !isEverySocket
  }
}
