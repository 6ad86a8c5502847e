import Foundation
import TestSupport
import Testing

/// Trees that are damaged: what is whole in them is told, nothing that is not in them.
@Suite(.enabled(if: Program.isInstalled("timeout"), "timeout is not installed"))
struct DamagedTreeTests {
  private static let forms = [
    ["-W"], ["-aneo"], ["--json"], ["--csv"], ["-q"], ["-q", "1-65535"], ["--process", "^nginx"],
    ["--sort", "process:desc"], ["--user", "^0"], ["--columns", "processes"],
  ]

  /// A recording that was cut in the middle, or a proc file system in a state that nobody thought of:
  /// the program must not die or hang of it, and not tell of sockets that are not there.
  @Test(arguments: Fixtures.names)
  func aTreeDamagedAtRandomGivesWhatIsWhole(fixture: String) throws {
    let whole = try SocketRecord.records(["--proc", Fixtures.path(fixture)])
    let owners = Dictionary(whole.map { ($0.inode, Set($0.processes.map(\.pid))) }) { $0.union($1) }
    var generator = SeededGenerator(seed: fixture.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    for number in 0..<LongTests.count(5, long: 25) {
      let tree = try DamagedTree(fixture, &generator)
      let comment = Comment(rawValue: "\(number): \(tree.damages)")
      let run = try run(tree, ["--jsonl"], comment)
      let found = try SocketRecord.records(run.output)
      checkRows(found, of: tree, whole, comment)
      for socket in found {
        guard let known = owners[socket.inode] else { continue }
        #expect(Set(socket.processes.map(\.pid)).isSubset(of: known), comment)
      }
      _ = try self.run(tree, Self.forms[number % Self.forms.count], comment)
    }
  }

  /// Runs the program, and checks how it ends.
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

  private func checkRows(
    _ found: [SocketRecord], of tree: DamagedTree, _ whole: [SocketRecord], _ comment: Comment
  ) {
    let rows = Set(found.map(\.row))
    let identities = Dictionary(grouping: whole, by: \.identity)
    for identity in tree.wholeRows.subtracting(tree.damagedRows) {
      // The kernel may repeat a row: two lines of one identity need not be two rows.
      guard let same = identities[identity], same.count == 1 else { continue }
      #expect(rows.contains(same[0].row), comment)
    }
    let strangers = rows.subtracting(whole.map(\.row))
    #expect(strangers.count <= tree.damagedLineCount, comment)
    #expect(found.count == rows.count, comment)
  }

  /// What root reads in spite of missing rights, another user does not.
  @Test(
    .enabled(
      if: Capabilities.runsAsAnotherUser, "needs root, setpriv, and Swift where all may read it"))
  func filesWithoutRightsAreToldAsDenied() throws {
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
