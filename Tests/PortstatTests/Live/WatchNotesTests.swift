import Foundation
import TestSupport
import Testing

@testable import portstat

/// What `--watch` says that it could not see.
@Suite struct WatchNotesTests {
  private let hidden = "owners of sockets are hidden"

  private func tree(_ rows: [KernelRow] = [.listener("127.0.0.1:80", inode: 100)]) throws
    -> ProcTree
  {
    let tree = try ProcTree(tcp: rows)
    try tree.addProcess(7, name: "worker", sockets: [3: 100])
    return tree
  }

  /// Makes a tree another one between two updates.
  private func replace(_ tree: ProcTree, _ rows: [KernelRow]) throws {
    let lines = [ProcTree.heading] + rows.enumerated().map { $1.tcpText(number: $0) }
    try tree.writeLines(lines, to: "new/tcp")
    #expect(rename("\(tree.path)/new/tcp", "\(tree.path)/self/net/tcp") == 0)
  }

  private func watch(_ tree: ProcTree, _ arguments: String...) throws -> BackgroundProgram {
    try BackgroundProgram(
      .portstat, ["--watch=0.1", "--jsonl", "--proc", tree.path] + arguments)
  }

  private func notes(_ program: BackgroundProgram) throws -> [String] {
    try program.errorText.split(separator: "\n").map(String.init)
  }

  // MARK: The stream

  /// A stream of one process's sockets was empty and silent where that process could not be read: as
  /// if it had none.
  @Test(arguments: ["--pid=60", "--process=secret"])
  func aStreamSaysThatTheOwnerThatIsAskedForIsHidden(filter: String) throws {
    let tree = try tree()
    try tree.addUnreadableProcess(60)
    let program = try watch(tree, filter)
    let text = try eventually("the note") {
      let text = try program.errorText
      return text.hasSuffix("\n") ? text : nil
    }
    #expect(text.hasPrefix("portstat: owners of sockets may be hidden: "))
    program.signal(SIGTERM)
    #expect(try program.status() == 0)
    #expect(try program.lines.isEmpty)
  }

  /// On a busy machine the number of hidden owners is another one at each update: the log of a stream
  /// filled up with the same note.
  @Test func theNoteOfAStreamIsWrittenOnceWhateverTheCounts() throws {
    let tree = try tree()
    let program = try watch(tree)
    try program.waitForLines("the listener") { $0.count == 1 }
    for round in 1...8 {
      let pid = Int32(60 + round % 3)
      if round > 3 { try tree.remove("\(pid)") }
      try tree.addUnreadableProcess(pid)
      if round % 2 == 0 { try tree.addUnreadableProcess(10 + Int32(round)) }
      // Without an owner, one more or one less each time.
      try replace(
        tree,
        (0...(round % 3 + 1)).map { .listener("127.0.0.1:\(80 + $0)", inode: UInt64(100 + $0)) }
          + [.listener("127.0.0.1:\(1000 + round)", inode: UInt64(1000 + round))])
      try program.waitForLines("round \(round)") { lines in
        lines.contains { $0.contains("\"opened\"") && $0.contains(":\(1000 + round),") }
      }
    }
    program.signal(SIGTERM)
    _ = try program.status()
    let notes = try notes(program)
    #expect(notes.count { $0.contains(hidden) } == notes.count)
    // With and without other owners that may be hidden too.
    #expect(notes.count == 1, "\(notes)")
  }

  /// A table that cannot be read any more is said, once, also when it comes and goes.
  @Test func aTableThatBecomesUnreadableIsSaidOnce() throws {
    let tree = try tree()
    let program = try watch(tree)
    try program.waitForLines("the listener") { $0.count == 1 }
    for round in 1...3 {
      try tree.remove("self/net/udp")
      try tree.makeFolder("self/net/udp")
      try replace(tree, [.listener("127.0.0.1:\(80 + round)", inode: 100)])
      try program.waitForLines("another listener") {
        $0.contains { $0.contains(":\(80 + round),") }
      }
      try tree.remove("self/net/udp")
      try tree.writeTable("udp", [])
      try replace(tree, [.listener("127.0.0.1:\(90 + round)", inode: 100)])
      try program.waitForLines("another listener") {
        $0.contains { $0.contains(":\(90 + round),") }
      }
    }
    program.signal(SIGTERM)
    _ = try program.status()
    let notes = try notes(program)
    let unreadable = notes.filter { $0.contains("/udp: Is a directory") }
    #expect(unreadable.count == 1, "\(notes)")
  }

  // MARK: One listing

  /// Where a mount option hides processes, but not from a group, there are two reasons for one note,
  /// which was printed twice.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, setpriv, nsenter and python3"))
  func oneListingSaysEachNoteOnce() throws {
    let network = try NetworkNamespace(
      """
      import socket
      listener = socket.create_server(("0.0.0.0", 80))
      """, mounting: "hidepid=2,gid=\(UnnamedUser.id)")
    let user = try Capabilities.AnotherUser()
    let run = try Program.run(command: network.prefix + user.command + ["80"])
    #expect(run.errorText == "portstat: the owner of 1 socket is hidden: run as root to see them\n")
  }

  // MARK: The live view

  /// The live view showed (denied) and empty lists without a word on what it could not see.
  @Test func theLastLineAndTheHelpPageShowWhatCouldNotBeSeen() throws {
    let watched = try WatchedTree(fixture: "damaged")
    let last = try #require(watched.screen(columns: 200).last)
    #expect(last.hasPrefix("? help  q quit"))
    #expect(last.contains("owners of 3 sockets hidden"))
    #expect(last.contains("tcp: 11 lines left out") && last.contains("udp6: 1 line left out"))
    watched.press("?")
    let help = watched.screen(columns: 100, rows: 40).joined(separator: "\n")
    #expect(help.contains("What could not be seen:"))
    #expect(help.contains("owners of 3 sockets are hidden, and others may share sockets"))
    #expect(help.contains("udp6: line 1 is no row and was left out: no valid heading at column 1"))
  }

  /// A narrow window cut the notes off, so that nothing said that rows were missing.
  @Test(arguments: [
    (80, "", "  tcp: 11 lines left out  udp6: 1 line left out  1 more issue"),
    (60, "", "  tcp: 11 lines left out  2 more issues"), (40, "", "  3 issues"),
    (26, "", "  3 issues"),
    (50, "/--state listen,established\r", "  3 issues  /--state listen,establi>"),
  ])
  func notesThatDoNotFitAreCounted(columns: Int, keys: String, ending: String) throws {
    let watched = try WatchedTree(fixture: "damaged")
    watched.press(keys)
    #expect(watched.screen(columns: columns).last == "? help  q quit" + ending)
  }

  /// Whoever looks at one socket sees there that it may be a part of the truth.
  @Test func theDetailsPageShowsWhatCouldNotBeSeen() throws {
    let watched = try WatchedTree(fixture: "damaged")
    watched.press("\r")
    let details = watched.screen(columns: 200, rows: 100).joined(separator: "\n")
    #expect(details.contains("local_port") && details.contains("What could not be seen:"))
    for note in watched.model.notesOnRows { #expect(details.contains(note.text)) }
  }

  /// A screen that shows everything says nothing.
  @Test func nothingIsSaidWhereNothingIsHidden() throws {
    let watched = try WatchedTree(fixture: "web-server")
    #expect(watched.screen().last == "? help  q quit")
    watched.press("/--pid 9")
    #expect(watched.screen().last == "? help  q quit  /--pid 9_")
    watched.press("\u{1b}?")
    #expect(!watched.screen().joined().contains("could not be seen"))
  }

  /// A table that becomes unreadable empties a part of the list.
  @Test func aTableThatBecomesUnreadableIsShown() throws {
    let watched = try WatchedTree(try tree())
    try watched.tree.remove("self/net/udp")
    try watched.tree.makeFolder("self/net/udp")
    try watched.look()
    #expect(watched.screen(columns: 200).last?.contains("self/net/udp: Is a directory") == true)
    try watched.tree.remove("self/net/udp")
    try watched.tree.writeTable("udp", [])
    try watched.look()
    #expect(watched.screen(columns: 200).last == "? help  q quit")
  }

  /// A filter that was typed asks for owners too.
  @Test func aTypedFilterOnOwnersSaysThatTheyMayBeHidden() throws {
    let tree = try tree()
    try tree.addUnreadableProcess(60)
    let watched = try WatchedTree(tree)
    #expect(watched.screen().last == "? help  q quit")
    watched.press("/--pid 60\r")
    #expect(watched.screen().last == "? help  q quit  /--pid 60  owners may be hidden")
  }

  /// The same through the program and a terminal.
  @Test(.enabled(if: Program.isInstalled("tmux"), "tmux is not installed"))
  func aTerminalShowsWhatCouldNotBeSeen() throws {
    let tmux = try Tmux(columns: 100, rows: 30)
    try tmux.type(
      "'\(Program.portstat.path)' --watch=0.5 --proc '\(Fixtures.path("damaged"))'")
    func hasAll(_ text: String) -> Bool {
      text.contains("What could not be seen:") && text.contains("tcp: 11 lines are no rows")
        && text.contains("udp6: line 1 is no row")
        && text.contains("owners of 3 sockets are hidden")
    }
    try tmux.wait("the notes") {
      $0.contains("? help  q quit  tcp: 11 lines left out  udp6: 1 line left out")
        && $0.contains("owners of 3 sockets hidden")
    }
    try tmux.press("?")
    try tmux.wait("the notes on the help page", until: hasAll)
    try tmux.press("?", "Enter", "G")
    try tmux.wait("the notes on the details page") {
      hasAll($0) && !$0.contains("everything about the row")
    }
    try tmux.resize(columns: 40, rows: 10)
    try tmux.wait("the number of issues") { $0.contains("? help  q quit  3 issues") }
    try tmux.press("q", "q")
  }

  /// A filter on owners hid every row where no column shows owners, as if the process had no socket.
  @Test(.enabled(if: Program.isInstalled("tmux"), "tmux is not installed"))
  func aTypedFilterFindsOwnersThatNoColumnShows() throws {
    let tree = try tree()
    let tmux = try Tmux(columns: 100, rows: 24)
    try tmux.type(
      "'\(Program.portstat.path)' --watch=0.2 --columns local,state --proc '\(tree.path)'")
    try tmux.wait("the list") { $0.contains("127.0.0.1:80") }
    try tmux.press("/", "-", "-", "p", "i", "d", "Space", "8", "Enter")
    try tmux.wait("no row") { $0.contains("--pid 8") && !$0.contains("127.0.0.1:80") }
    try tmux.press("/", "BSpace", "7", "Enter")
    try tmux.wait("its row") { $0.contains("--pid 7") && $0.contains("127.0.0.1:80") }
    try tmux.press("q")
  }
}
