import SocketInspector

/// The filter of the live view: its text, and the criteria that the text stands for.
struct LiveFilter {
  /// The maximum length of the text in bytes, so that parsing it after each key stays fast.
  static let maxLength = 1024

  private(set) var text = ""
  /// The message if the text is invalid, or if users have to be looked up; otherwise nil.
  private(set) var error: String?
  /// The criteria of the last valid text.
  private(set) var criteria = Filter()

  /// Whether the text has not been edited since it was parsed.
  private var isParsed = true
  /// Whether characters were dropped because the text was too long.
  private var isTruncated = false
  /// The parsed text, if it names users that were not looked up yet.
  private var unresolved: Arguments?

  /// Whether a socket matches the criteria.
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
      let words = text.split(separator: " ").map(String.init)
      let arguments = try OptionParser(options: OptionTable.all).parse(words)
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
