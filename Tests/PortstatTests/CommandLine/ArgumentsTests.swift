import SocketInspector
import Testing

@testable import portstat

/// The arguments as typed, before anything is looked up.
@Suite struct ArgumentsTests {
  private func parse(_ words: String...) throws -> Arguments {
    try OptionParser(options: OptionTable.all).parse(words)
  }

  /// A key in the live filter must not wait for a server that knows the users.
  @Test func userNamesAreNotLookedUp() throws {
    let arguments = try parse("--user", "no-such-user-here,7,^root,^8")
    #expect(arguments.filter.userIDs.included == [7] && arguments.filter.userIDs.excluded == [8])
    #expect(arguments.userNames.included == ["no-such-user-here"])
    #expect(arguments.userNames.excluded == ["root"])
  }

  /// When users are looked up, each name must be looked up once, and excluded ones must stay
  /// excluded.
  @Test func includedAndExcludedUsersAreResolved() throws {
    let arguments = try parse("--user", "alice,^bob,0")
    var asked: [String] = []
    let filter = try arguments.filter { name in
      asked.append(name)
      return name == "alice" ? 1001 : 1002
    }
    #expect(filter.userIDs.included == [0, 1001] && filter.userIDs.excluded == [1002])
    #expect(asked == ["alice", "bob"])
    #expect(throws: UsageError.self) { try arguments.filter { _ in nil } }
  }

  /// `-q` prints PIDs, but `--help` must print the help whatever else is given.
  @Test func helpTakesPrecedenceOverQuiet() throws {
    #expect(try parse("-q", "8080").mode == .pids)
    #expect(try parse("--help", "-q").mode == .document(.help))
    #expect(try parse("-q", "--help").mode == .document(.help))
    #expect(throws: UsageError.self) { try parse("-q", "--watch") }
    #expect(throws: UsageError.self) { try parse("--watch", "-q") }
  }
}
