import SocketInspector

/// The filter of the live view: its text, and the search and the criteria that the text stands for. Plain words
/// are searched for in the rows; words that begin with `--` are options of the command line.
struct LiveFilter {
  /// The maximum length of the text in bytes, so that parsing it after each key stays fast.
  static let maxLength = 1024

  private(set) var text = ""
  /// The message if the text is invalid, or if users have to be looked up; otherwise nil.
  private(set) var error: String?
  /// The criteria of the last valid text.
  private(set) var criteria = Filter()
  /// The words that must occur in a row, by the last valid text.
  private(set) var words: [String] = []

  /// Whether the text has not been edited since it was parsed.
  private var isParsed = true
  /// Whether characters were dropped because the text was too long.
  private var isTruncated = false
  /// The parsed text, if it names users that were not looked up yet.
  private var unresolved: Arguments?

  /// Whether a socket matches the criteria. ``RowSearch`` searches for the words.
  func matches(_ socket: Socket) -> Bool {
    if text.isEmpty, !criteria.hasCriteria { return true }
    return socket.matches(criteria)
  }

  /// Appends a character. Once the text is too long, more characters are dropped.
  mutating func append(_ character: Character) {
    if text.utf8.count + character.utf8.count > Self.maxLength {
      isParsed = false
      isTruncated = true
    } else if !isTruncated {
      edit { $0.append(character) }
    }
  }

  mutating func removeLast() { edit { _ = $0.popLast() } }

  /// Removes the last word, and the blanks after it.
  mutating func removeLastWord() {
    edit { text in
      while text.last == " " { text.removeLast() }
      while let last = text.last, last != " " { text.removeLast() }
    }
  }

  mutating func clear() { edit { $0 = "" } }

  private mutating func edit(_ edit: (inout String) -> Void) {
    edit(&text)
    isParsed = false
    isTruncated = false
  }

  /// Parses the text like a command line, if it was edited.
  ///
  /// - Returns: Whether it was edited.
  mutating func parse() -> Bool {
    if isParsed { return false }
    isParsed = true
    error = nil
    unresolved = nil
    if isTruncated {  // The dropped characters may change the meaning.
      error = "filter too long: expected at most \(Self.maxLength) bytes"
      return true
    }
    do throws(UsageError) {
      let (words, options, hint) = try Self.split(text)
      let arguments = try OptionParser(options: OptionTable.all).parse(options)
      self.words = words
      error = hint
      if arguments.userNames.isEmpty {
        criteria = try arguments.filter { _ in nil }
      } else {
        unresolved = arguments
        error = "press Enter to look up the user"
      }
    } catch {
      self.error = error.description
    }
    return true
  }

  /// Splits the text into words to search for, and options with their values. The hint is for words that look
  /// like options.
  private static func split(
    _ text: String
  ) throws(UsageError) -> (words: [String], options: [String], hint: String?) {
    var (words, options): ([String], [String]) = ([], [])
    var hint: String?
    // A quote that is not closed yet ends with the text.
    var rest = ShellWords(text).words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        hint = hint ?? Self.hint(word)
        continue
      }
      if word == "--" { return (words + rest, options, hint) }
      options.append(word)
      let name = word.dropFirst(2).prefix { $0 != "=" }
      let option = OptionTable.all.first { $0.isNamed(String(name)) }
      if let option, !option.choosesSockets {
        throw UsageError(
          "invalid option '--\(name)' in a filter: expected one that chooses sockets, such as --state"
        )
      }
      if word.contains("=") { continue }
      if case .required? = option?.argument, let value = rest.popFirst() { options.append(value) }
    }
    return (words, options, hint)
  }

  /// What to type instead of letters that are options on the command line only; nil for other words.
  private static func hint(_ word: String) -> String? {
    let letters = word.dropFirst()
    guard word.first == "-", !letters.isEmpty, !letters.contains("-") else { return nil }
    let options = letters.map { letter in OptionTable.all.first { $0.short == letter } }
    guard options.allSatisfy({ $0 != nil }) else { return nil }
    let names = options.compactMap(\.self).filter(\.choosesSockets).map { "--\($0.long)" }
    let remedy = names.isEmpty ? "" : "; for the option, type \(names.joined(separator: " "))"
    return "rows are searched for the text '\(word)'\(remedy)"
  }

  /// Looks up the users that the text names. This is not done after each key, because the user database may
  /// ask a server.
  ///
  /// - Parameter userID: Looks up the UID of a user by name; returns nil if there is no such user.
  /// - Returns: Whether there were users to look up.
  mutating func lookUpUsers(_ userID: (String) -> UInt32?) -> Bool {
    guard let arguments = unresolved else { return false }
    unresolved = nil
    error = nil
    do throws(UsageError) {
      criteria = try arguments.filter(userID: userID)
    } catch {
      self.error = error.description
    }
    return true
  }
}

extension Option {
  /// Whether the option says which sockets to show, of those that were read: other network namespaces are not.
  fileprivate var choosesSockets: Bool {
    (section == .selection || section == .filters) && long != "netns"
  }
}
