import TestSupport
import Testing

/// The PIDs that `-q` prints.
@Suite struct PIDActionTests {
  private func run(_ tree: String, _ arguments: String...) throws -> Program.Run {
    try Program.portstat.run(["--proc", Fixtures.path(tree)] + arguments)
  }

  /// `kill $(portstat -q 8080)` needs each owner exactly once, and nothing else.
  @Test func quietPrintsEachPIDOnce() throws {
    #expect(try run("shared-listener", "-q", "8080").text == "11\n12\n13\n14\n15\n")
    #expect(try run("shared-listener", "-q").text == "11\n12\n13\n14\n15\n16\n17\n")
    #expect(try run("shared-listener", "-q", "8443", "8080", "-l", "--pid=16").text == "16\n")
    #expect(try run("thread-held", "-q", "7103").text == "11\n")
  }

  /// `kill $(portstat -q 8200) && restart` would restart a service although nothing was signaled: the socket is
  /// in flight between two processes, or only entries in TIME_WAIT are left.
  @Test func socketsWithoutAnOwnerAreNoMatch() throws {
    let flying = try run("shared-listener", "-q", "8200")
    #expect(flying.text.isEmpty && flying.status == 1)
    let waiting = try run("every-state", "-q", "--state", "time-wait")
    #expect(waiting.text.isEmpty && waiting.status == 1)
    #expect(try run("every-state", "--state", "time-wait").status == 0)
  }

  /// Without any process in the recording, a script would learn that nobody has the socket open.
  @Test func withoutProcessesNothingIsCertain() throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("127.0.0.1:7801", inode: 100)], in: "net")
    func status(_ arguments: String...) throws -> Int32 {
      try Program.portstat.run(["--proc", tree.path] + arguments).status
    }
    #expect(try status("-q", "7801") == 3)
    #expect(try status("7801", "--process", "caddy") == 3)
    #expect(try status("7801") == 0)
    #expect(try status("-q", "7802") == 1)
  }

  /// If the owner is hidden, `kill $(portstat -q 8080)` kills nothing, and the note and the status
  /// must tell the script why.
  @Test func hiddenOwnersAreReported() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addUnreadableProcess(60)
    let run = try Program.portstat.run("-q", "80", "--proc", tree.path)
    #expect(run.status == 3 && run.output.isEmpty)
    #expect(run.errorText.hasPrefix("portstat: the owner of 1 socket is hidden: "))
    #expect(try self.run("damaged", "-q", "80").errorText.contains("tcp: skipped 11 lines"))
  }
}
