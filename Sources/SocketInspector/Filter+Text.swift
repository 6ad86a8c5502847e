extension Filter {
  /// Creates a filter from text, as on the command line: selectors, and the options that filter, separated by
  /// blanks.
  ///
  ///     let filter = try Filter("tcp/8000- ^8080 --state established --remote 10.0.0.0/8 -4")
  ///
  /// The options are those of ``Key``, `--user`, `--tcp`, `--udp`, `--ipv4`, `--ipv6` and `--listening`, with
  /// their letters. Users and interfaces that are given by name are looked up on this machine.
  ///
  /// - Throws: ``FilterTextError`` if a word is invalid, or names a user that does not exist.
  public init(_ text: String) throws(FilterTextError) {
    self.init()
    var words = text.split(separator: " ")[...]
    var tables: Set<SocketTable.ID> = []
    var families: Set<IPAddress.Family> = []
    while let word = words.popFirst() {
      switch word {
      case "-t", "--tcp": tables.insert(.tcp)
      case "-u", "--udp": tables.insert(.udp)
      case "-4", "--ipv4": families.insert(.ipv4)
      case "-6", "--ipv6": families.insert(.ipv6)
      case "-l", "--listening": isListeningOnly = true
      case _ where word.hasPrefix("-"): try add(option: word, &words)
      default:
        let criterion = try Criterion<Selector>(String(word))
        selectors += criterion.included
        excludedSelectors += criterion.excluded
      }
    }
    if !tables.isEmpty { self.tables = tables }
    if !families.isEmpty { self.families = families }
    self = resolvingInterfaces(InterfaceNames.index)
  }

  /// Adds an option with its value, which follows `=` or is the next word.
  private mutating func add(
    option word: Substring, _ rest: inout ArraySlice<Substring>
  ) throws(FilterTextError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].hasPrefix("--"), let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
      throw FilterTextError(word, .option)
    }
    let name = String(parts[0].dropFirst(2))
    if name == "user" {
      userIDs.add(
        try Criterion(parsing: String(value)) { (user) throws(FilterTextError) in
          [try Self.userID(user)]
        })
    } else if let key = Key(rawValue: name) {
      try add(key, String(value))
    } else {
      throw FilterTextError(word, .option)
    }
  }

  private static func userID(_ user: String) throws(FilterTextError) -> UInt32 {
    if user.isDecimal, let number = UInt32(user) { return number }
    guard let number = UserNames.userID(of: user) else { throw FilterTextError(user, .user) }
    return number
  }
}
