import Foundation
import TestSupport
import Testing

/// Names of programs, command lines and executables in the output.
@Suite struct ProgramNameOutputTests {
  /// A Node.js server of process 70, which process 1 started with the socket, and a Django server.
  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:7601", inode: 100), .listener("127.0.0.1:7602", inode: 200),
    ])
    try tree.addProcess(1, name: "systemd", sockets: [31: 100])
    try tree.addProcess(70, name: "MainThread", sockets: [3: 100])
    try tree.folder.link("70/exe", to: "/opt/app/bin/node")
    try tree.folder.write("node\0server.js\0", to: "70/cmdline")
    try tree.addProcess(80, name: "gunicorn-worker", sockets: [5: 200])
    try tree.folder.link("80/exe", to: "/usr/bin/python3.12")
    try tree.folder.write("python3\0/srv/gunicorn-workers.py\0--reload\0", to: "80/cmdline")
    return tree
  }

  private func run(_ tree: ProcTree, _ arguments: String...) throws -> Program.Run {
    try Program.portstat.run(["--proc", tree.path] + arguments)
  }

  /// `portstat 3000` answered MainThread, or systemd: nobody knows which program that is.
  @Test func theTableNamesThePrograms() throws {
    let tree = try tree()
    let text = try run(tree, "--no-header").text
    #expect(text.contains("node") && !text.contains("MainThread") && !text.contains("systemd"))
    #expect(text.contains("gunicorn-workers.py"))
    // All owners, with the one that is named first before process 1.
    #expect(try run(tree, "-W", "7601").text.contains("70,1"))
    #expect(try run(tree, "--csv", "-H", "--columns", "pid", "7601").text == "1;70\r\n")
  }

  /// Scripts that compare `name` with the kernel's names must keep working; those for people need the program.
  @Test func jsonHasBothNames() throws {
    let text = try run(tree(), "--json", "7601").text
    #expect(text.contains(#""pid":70,"name":"MainThread","program":"node""#))
    #expect(text.contains(#""pid":1,"name":"systemd","program":"systemd""#))
  }

  /// The columns that ps(1) and lsof(8) users look for.
  @Test func commandAndExecutableAreColumns() throws {
    let tree = try tree()
    #expect(
      try run(tree, "--jsonl", "--columns", "command,executable", "7602").text
        == #"{"command":["python3 /srv/gunicorn-workers.py --reload"],"executable":["/usr/bin/python3.12"]}"#
        + "\n")
    let table = try run(tree, "-H", "-W", "--columns", "command", "7602").text
    #expect(table.contains("python3 /srv/gunicorn-workers.py --reload"))
  }

  /// Twenty Python programs have one name; only their command lines tell them apart.
  @Test(
    arguments: [
      ("*gunicorn*", 0, 1), ("node server.js", 0, 1), ("node", 1, 0), ("^*server.js", 0, 1),
      ("*.js,*--reload", 0, 2), ("?ode server.js", 0, 1),
    ] as [(String, Int32, Int)])
  func commandLinesAreFilteredBy(glob: String, status: Int32, count: Int) throws {
    let run = try run(tree(), "--command", glob, "--jsonl", "--columns", "local_port")
    #expect(run.status == status && run.lines.count == count)
  }

  // MARK: Updates

  /// A script that wants three updates had to kill portstat at the right moment.
  @Test(.timeLimit(.minutes(2)), arguments: [1, 3])
  func aStreamEndsAfterSomeUpdates(count: Int) throws {
    let tree = try tree()
    let run = try run(tree, "--watch=0.1", "--updates", "\(count)", "--jsonl", "-t")
    #expect(run.status == 0)
    #expect(run.lines.count == 2 && run.lines.allSatisfy { $0.contains("opened") })
  }

  /// The live view must end too, and leave the terminal as it was.
  @Test(.timeLimit(.minutes(2)), .enabled(if: Program.isInstalled("tmux"), "tmux is not installed"))
  func theLiveViewEndsAfterSomeUpdates() throws {
    let tree = try tree()
    let tmux = try Tmux(columns: 100, rows: 10)
    try tmux.type(
      "'\(Program.portstat.path)' --watch=0.1 --updates=4 --proc '\(tree.path)'; echo ended $?")
    try tmux.wait("the end") { $0.contains("ended 0") && !$0.contains("? help") }
  }

  /// `--updates` without `--watch`, or with a number that makes no sense, must not be ignored.
  @Test(arguments: [
    ["--updates", "2"], ["--watch", "--updates", "0"], ["--watch", "--updates=x"],
  ])
  func aNumberOfUpdatesThatCannotBeMeantIsRefused(arguments: [String]) throws {
    let run = try Program.portstat.run(arguments)
    #expect(run.status == 2 && run.text.isEmpty)
    #expect(run.errorText.contains("updates"))
  }
}
