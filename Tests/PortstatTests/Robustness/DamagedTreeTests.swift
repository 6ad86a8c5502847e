import Foundation
import TestSupport
import Testing

/// Damaged trees: portstat must show what is intact, and nothing that is not there.
@Suite(.enabled(if: Program.isInstalled("timeout"), "timeout is not installed"))
struct DamagedTreeTests {
  private static let variants = [
    ["-W"], ["-aneo"], ["--json"], ["--csv"], ["-q"], ["-q", "1-65535"], ["--process", "^nginx"],
    ["--sort", "process:desc"], ["--user", "^0"], ["--columns", "processes"],
  ]

  /// portstat must not crash, hang, or show sockets that do not exist because a recording was
  /// truncated or a proc file system is in an unexpected state.
  @Test(arguments: Fixtures.names)
  func aRandomlyDamagedTreeShowsWhatIsIntact(fixture: String) throws {
    let whole = try SocketRecord.records(["--proc", Fixtures.path(fixture)])
    let owners = Dictionary(whole.map { ($0.inode, Set($0.processes.map(\.pid))) }) { $0.union($1) }
    var generator = SeededGenerator(seed: fixture.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    var intactCount = 0
    for number in 0..<LongTests.count(5, long: 25) {
      let tree = try DamagedTree(fixture, &generator)
      let comment = Comment(rawValue: "\(number): \(tree.damages)")
      let run = try run(tree, ["--jsonl"], comment)
      let found = try SocketRecord.records(run.output)
      intactCount += checkRows(found, of: tree, whole, comment)
      for socket in found {
        guard let known = owners[socket.inode] else { continue }
        #expect(Set(socket.processes.map(\.pid)).isSubset(of: known), comment)
      }
      _ = try self.run(tree, Self.variants[number % Self.variants.count], comment)
    }
    #expect(intactCount > 0, "no row was left intact")
  }

  /// Runs portstat and checks its exit status and the form of its notes.
  private func run(
    _ tree: DamagedTree, _ arguments: [String], _ comment: Comment
  ) throws -> Program.Run {
    let timeout = try Program.installed("timeout")
    let run = try timeout.run(
      ["-s", "KILL", "120", Program.portstat.path, "--proc", tree.path] + arguments)
    #expect([0, 1, 3, 4].contains(run.status), comment)
    let notes = run.errorText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(notes.last == "", comment)
    #expect(notes.dropLast().allSatisfy { $0.hasPrefix("portstat: ") }, comment)
    #expect(run.status != 4 || notes.count > 1, comment)
    return run
  }

  /// Checks that every intact row was found, and hardly any others.
  ///
  /// - Returns: The number of intact rows.
  private func checkRows(
    _ found: [SocketRecord], of tree: DamagedTree, _ whole: [SocketRecord], _ comment: Comment
  ) -> Int {
    let rows = Set(found.map(\.row))
    var intactCount = 0
    let identities = Dictionary(grouping: whole, by: \.identity)
    for identity in tree.intactRows.subtracting(tree.damagedRows) {
      // The kernel may repeat a row, so two lines with one identity can be one row.
      guard let same = identities[identity], same.count == 1 else { continue }
      intactCount += 1
      #expect(rows.contains(same[0].row), comment)
    }
    let unexpected = rows.subtracting(whole.map(\.row))
    #expect(unexpected.count <= tree.damagedLineCount, comment)
    #expect(found.count == rows.count, comment)
    return intactCount
  }

  /// Files that an ordinary user may not read must be reported as such, or a listing looks complete
  /// that is not. Root can read them anyway.
  @Test(
    .enabled(
      if: Capabilities.runsAsAnotherUser,
      "needs root, setpriv, and a Swift installation that all users can read"))
  func unreadableFilesAreReportedAsDenied() throws {
    let portstat = try Capabilities.AnotherUser()
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 101)])
    try tree.addProcess(7, name: "known", sockets: [3: 100])
    try tree.addProcess(8, name: "secret", sockets: [3: 101])
    chmod("\(tree.path)/8/fd", 0)
    let run = try portstat.run("--proc", tree.path, "--jsonl")
    #expect(try SocketRecord.records(run.output).map(\.ownership) == ["known", "denied"])
    #expect(run.errorText.contains("the owner of 1 socket is hidden"))
    #expect(run.status == 0)
    chmod("\(tree.path)/self/net/tcp", 0)
    let closed = try portstat.run("--proc", tree.path, "-t")
    #expect(closed.status == 4)
    #expect(closed.errorText.hasSuffix("/tcp: Permission denied\n"))
  }
}
