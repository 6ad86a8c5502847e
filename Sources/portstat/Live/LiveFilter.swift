import SocketInspector

/// The filter of the live view: what was typed, and what it means.
struct LiveFilter {
  /// How many bytes the text may have, so that parsing it after a key stays cheap.
  static let longest = 1024

  private(set) var text = ""
  /// What is wrong with the text, or missing; nil if nothing is.
  private(set) var error: String?
  /// What the text means. While it makes no sense, the last one that did stays in force.
  private(set) var criteria = Filter()

  /// Whether the text was not edited since it was parsed.
  private var isParsed = true
  /// Whether something was left out because the text was too long.
  private var isCut = false
  /// The words, if they name users that were not looked up yet.
  private var unresolved: Arguments?

  /// Whether a socket is shown.
  func matches(_ socket: Socket) -> Bool {
    if text.isEmpty, !criteria.hasCriteria { return true }
    return socket.matches(criteria)
  }

  mutating func append(_ character: Character) {
    if text.utf8.count + character.utf8.count > Self.longest {
      isParsed = false
      isCut = true
    } else if !isCut {
      edit { $0.append(character) }
    }
  }

  mutating func removeLast() { edit { _ = $0.popLast() } }

  mutating func clear() { edit { $0 = "" } }

  private mutating func edit(_ edit: (inout String) -> Void) {
    edit(&text)
    isParsed = false
    isCut = false
  }

  /// Parses the text as the command line would, if it was edited.
  ///
  /// - Returns: Whether it was.
  mutating func parse() -> Bool {
    if isParsed { return false }
    isParsed = true
    error = nil
    unresolved = nil
    if isCut {  // the rest may have said something else
      error = "filter too long: expected at most \(Self.longest) bytes"
      return true
    }
    do throws(UsageError) {
      let words = text.split(separator: " ").map(String.init)
      let arguments = try OptionParser(options: OptionTable.all).parse(words)
      if arguments.userNames.isEmpty {
        criteria = arguments.filter
      } else {
        unresolved = arguments
        error = "press Enter to look up the user"
      }
    } catch {
      self.error = error.description
    }
    return true
  }

  /// Looks up the users that the text names. Not done at each key, because the machine may ask a
  /// server for them.
  ///
  /// - Returns: Whether there were any.
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
