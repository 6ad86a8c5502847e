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
      let (words, options) = Self.split(text)
      let arguments = try OptionParser(options: OptionTable.all).parse(options)
      self.words = words
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

  /// Splits the text into words to search for, and options with their values.
  private static func split(_ text: String) -> (words: [String], options: [String]) {
    var (words, options): ([String], [String]) = ([], [])
    var rest = self.words(of: text)[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      if word == "--" { return (words + rest, options) }
      options.append(word)
      let option = OptionTable.all.first { $0.isNamed(String(word.dropFirst(2))) }
      if case .required? = option?.argument, let value = rest.popFirst() { options.append(value) }
    }
    return (words, options)
  }

  /// Splits the text at spaces outside of quotes, as a shell does. A quote that is not closed yet ends with the
  /// text.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        words += word.map { [$0] } ?? []
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
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
