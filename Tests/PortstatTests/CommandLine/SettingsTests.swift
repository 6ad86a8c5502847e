import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Settings that depend on the terminal and the users of the machine.
@Suite struct SettingsTests {
  private func settings(
    _ arguments: [String], on terminal: Terminal = Terminal()
  ) throws -> Settings {
    let arguments = try OptionParser(options: OptionTable.all).parse(arguments)
    return try Settings(arguments, on: terminal) { $0 == "alice" ? 1001 : nil }
  }

  /// Escape sequences are garbage in a file or a pipe, and unwanted by some users.
  @Test(arguments: [
    ("auto", true, true, true), ("auto", false, true, false), ("auto", true, false, false),
    ("always", false, false, true), ("never", true, true, false),
  ])
  func colorsAreForTerminals(
    color: String, isOutput: Bool, allowsColor: Bool, isColored: Bool
  ) throws {
    let terminal = Terminal(isOutput: isOutput, width: 80, allowsColor: allowsColor)
    #expect(try settings(["--color", color], on: terminal).isColored == isColored)
  }

  /// `--user alice` must find alice's sockets only.
  @Test func usersAreLookedUp() throws {
    let filter = try settings(["--user", "alice,^0", "--user=7"]).query.filter
    #expect(filter.userIDs.included.sorted() == [7, 1001] && filter.userIDs.excluded == [0])
    #expect(
      throws: UsageError(
        "--user: invalid user 'bob': expected a user name or UID")
    ) { try settings(["--user", "alice,bob"]) }
  }

  /// A missing or additional column would break scripts that split the output into fields.
  @Test func columnsFollowFromTheOptions() throws {
    #expect(try settings(["--csv"]).columns.map(\.key) == SocketColumns.csv.map(\.key))
    #expect(try settings(["--columns=pid,state"]).columns.map(\.key) == ["pid", "state"])
    #expect(try settings(["-o"]).columns.map(\.key).contains("timer"))
    #expect(try !settings([]).columns.map(\.key).contains("timer"))
  }

  /// Searching owners takes most of the time, so it must happen only if something shows them.
  @Test(arguments: [
    (["--json", "--columns", "local,state"], false), (["--columns=inode", "--sort=pid"], true),
    ([], true), (["-q"], true), (["--csv", "--columns", "ownership"], true),
    (["--columns=local_port,service,class"], false),
  ])
  func ownersAreSearchedOnlyIfNeeded(arguments: [String], needsOwners: Bool) throws {
    #expect(try settings(arguments).query.requirements.contains(.owners) == needsOwners)
  }

  /// Options that only choose tables are not filters: with them, an empty listing is not a failure.
  @Test(arguments: [
    (["-tulpn"], false), (["-4"], false), (["-l"], false), (["8080"], true), (["--pid=1"], true),
    (["--state=listen"], true), (["--direction=^inbound"], true), (["--user=0"], true),
    (["--process=a"], true), (["--scope=any"], true), (["--class=dynamic"], true),
    (["--local=::1"], true), (["--remote=::1"], true), (["--local-port=1"], true),
    (["--remote-port=1"], true), (["--port=1"], true),
  ])
  func onlySelectorsAndFiltersAreCriteria(arguments: [String], hasCriteria: Bool) throws {
    #expect(try settings(arguments).hasCriteria == hasCriteria)
  }
}
