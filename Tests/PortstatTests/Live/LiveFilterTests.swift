import SocketInspector
import Testing

@testable import portstat

/// The filter that the user types in the live view.
@Suite struct LiveFilterTests {
  private func typed(_ text: String) -> LiveFilter {
    var filter = LiveFilter()
    for character in text { filter.append(character) }
    return filter
  }

  /// What portstat offers is quoted for the shell: it must work here too, also while the quote is still open.
  @Test(
    arguments: [
      ("--process 'my app'", ["my app"], []), ("--process='my app' x", ["my app"], ["x"]),
      (#"--process "my app" 'a  b'"#, ["my app"], ["a  b"]), ("--process 'my a", ["my a"], []),
      ("'10.0.0.1 x", [], ["10.0.0.1 x"]), (" a  'b' ", [], ["a", "b"]), ("''", [], [""]),
      (#"--process my\ app"#, ["my app"], []), (#"--process=my\ app a\ b"#, ["my app"], ["a b"]),
      (#"a\"#, [], ["a"]),
    ] as [(String, [String], [String])])
  func quotesGroupWords(text: String, names: [String], words: [String]) {
    var filter = typed(text)
    let isNew = filter.parse()
    #expect(isNew && filter.error == nil, "\(filter.error ?? "")")
    #expect(filter.criteria.processNames.included == names.map { NamePattern($0) })
    #expect(filter.words == words)
  }

  /// An option that does nothing here would look as if it worked.
  @Test(
    arguments: [
      ("--json", "--json"), ("--watch=3", "--watch"), ("--columns local,state", "--columns"),
      ("--format csv", "--format"), ("--quiet", "--quiet"), ("--help", "--help"),
      ("nginx --sort pid", "--sort"), ("--proc /x", "--proc"), ("--netstat", "--netstat"),
      ("--netns all", "--netns"),
    ])
  func anOptionThatChoosesNoSocketsIsRejected(text: String, option: String) throws {
    var filter = typed("--state listen")
    _ = filter.parse()
    for character in " \(text)" { filter.append(character) }
    _ = filter.parse()
    let error = try #require(filter.error)
    #expect(error.contains("'\(option)'"), "\(error)")
    #expect(filter.criteria.states.included == [.listen], "the last filter stays in force")
  }

  /// Letters of options would be searched for, and the list would be empty without a reason. A login shell has
  /// such a name too.
  @Test(
    arguments: [
      ("-q", "rows are searched for the text '-q'"),
      ("-tl", "rows are searched for the text '-tl'; for the option, type --tcp --listening"),
      ("-bash", nil), ("-", nil), ("-- -q", nil),
    ] as [(String, String?)])
  func lettersOfOptionsAreText(text: String, hint: String?) {
    var filter = typed(text)
    _ = filter.parse()
    #expect(filter.error == hint)
    #expect(filter.words == [text.replacing("-- ", with: "")])
  }

  /// A lookup for every key would freeze the live view while the server that knows the users is
  /// slow.
  @Test func usersAreLookedUpOnceAndNotWhileParsing() {
    var filter = typed("--user alice --state listen")
    var isNew = filter.parse()
    #expect(isNew && filter.error == "press Enter to look up the user")
    #expect(filter.criteria.states.isEmpty, "the last filter stays in force")
    var asked: [String] = []
    func userID(_ name: String) -> UInt32? {
      asked.append(name)
      return 1001
    }
    isNew = filter.lookUpUsers(userID)
    #expect(isNew)
    #expect(filter.error == nil && filter.criteria.userIDs.included == [1001])
    #expect(filter.criteria.states.included == [.listen])
    isNew = filter.lookUpUsers(userID) || filter.parse()
    #expect(!isNew)
    #expect(asked == ["alice"])
  }

  /// A filter on a user that does not exist must not look like a user without sockets.
  @Test func aUserThatDoesNotExistIsReported() {
    var filter = typed("--user bob")
    let isRead = filter.parse() && filter.lookUpUsers { _ in nil }
    #expect(isRead)
    #expect(filter.error?.contains("invalid user 'bob'") == true)
    #expect(filter.criteria.userIDs.isEmpty)
    filter.clear()
    _ = filter.parse()
    #expect(filter.error == nil)
  }

  /// User IDs must work immediately, without a lookup.
  @Test func userIDsWorkAsTheyAreTyped() {
    var filter = typed("--user 7")
    _ = filter.parse()
    #expect(filter.error == nil)
    #expect(filter.criteria.userIDs.included == [7])
  }

  /// A pasted megabyte must not be parsed, and its beginning must not be taken for the whole
  /// filter.
  @Test func textThatIsTooLongIsRejected() {
    var filter = typed(String(repeating: "8", count: LiveFilter.maxLength + 1))
    _ = filter.parse()
    #expect(filter.error?.contains("at most 1024 bytes") == true)
    #expect(filter.text.utf8.count == LiveFilter.maxLength)
    filter.removeLast()
    filter.append("9")
    _ = filter.parse()
    #expect(filter.error == nil)
  }
}
