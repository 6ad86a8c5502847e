import Foundation
import TestSupport
import Testing

@testable import portstat

/// What `--watch` reports about data that it could not read.
@Suite struct WatchNotesTests {
  private let hidden = "owners of sockets are hidden"
  /// What the last line says about data that is hidden or missing.
  private static var issue: Regex<Substring> { #/hidden|skipped|issue|Is a directory/# }

  private func tree(_ rows: [KernelRow] = [.listener("127.0.0.1:80", inode: 100)]) throws
    -> ProcTree
  {
    let tree = try ProcTree(tcp: rows)
    try tree.addProcess(7, name: "worker", sockets: [3: 100])
    return tree
  }

  private func watch(_ tree: ProcTree, _ arguments: String...) throws -> BackgroundProgram {
    try BackgroundProgram(
      .portstat, ["--watch=0.1", "--jsonl", "--proc", tree.path] + arguments)
  }

  private func notes(_ program: BackgroundProgram) throws -> [String] {
    try program.errorText.split(separator: "\n").map(String.init)
      .filter { !$0.contains("connections that open and close between two updates") }
  }

  // MARK: The stream

  /// A stream filtered by a process that cannot be read was empty and silent, as if the process had
  /// no sockets.
  @Test(arguments: ["--pid=60", "--process=secret"])
  func aStreamReportsThatTheRequestedOwnerIsHidden(filter: String) throws {
    let tree = try tree()
    try tree.addUnreadableProcess(60)
    let program = try watch(tree, filter)
    let text = try eventually("the note") {
      try notes(program).first
    }
    #expect(text.hasPrefix("portstat: sockets may have hidden owners that match: "))
    program.signal(SIGTERM)
    #expect(try program.status() == 0)
    #expect(try program.lines.isEmpty)
  }

  /// On a busy machine the number of hidden owners differs at each update, and the log of a stream
  /// filled up with the same note.
  @Test func aNoteWithDifferentCountsIsWrittenOnce() throws {
    let tree = try tree()
    let program = try watch(tree)
    try program.waitForLines("the listener") { $0.count == 1 }
    for round in 1...8 {
      let pid = Int32(60 + round % 3)
      if round > 3 { try tree.remove("\(pid)") }
      try tree.addUnreadableProcess(pid)
      if round % 2 == 0 { try tree.addUnreadableProcess(10 + Int32(round)) }
      // One more or one fewer socket without an owner each time.
      try tree.replaceTCP(
        with: (0...(round % 3 + 1)).map {
          .listener("127.0.0.1:\(80 + $0)", inode: UInt64(100 + $0))
        }
          + [.listener("127.0.0.1:\(1000 + round)", inode: UInt64(1000 + round))])
      try program.waitForLines("round \(round)") { lines in
        lines.contains { $0.contains("\"opened\"") && $0.contains(":\(1000 + round),") }
      }
    }
    program.signal(SIGTERM)
    _ = try program.status()
    let notes = try notes(program)
    #expect(notes.count { $0.contains(hidden) } == notes.count)
    // One note, although further owners may be hidden in some updates only.
    #expect(notes.count == 1, "\(notes)")
  }

  /// An unreadable table must be reported, but only once, even if it becomes readable in between.
  @Test func aTableThatBecomesUnreadableIsReportedOnce() throws {
    let tree = try tree()
    let program = try watch(tree)
    try program.waitForLines("the listener") { $0.count == 1 }
    for round in 1...3 {
      try tree.remove("self/net/udp")
      try tree.makeFolder("self/net/udp")
      try tree.replaceTCP(with: [.listener("127.0.0.1:\(80 + round)", inode: 100)])
      try program.waitForLines("another listener") {
        $0.contains { $0.contains(":\(80 + round),") }
      }
      try tree.remove("self/net/udp")
      try tree.writeTable("udp", [])
      try tree.replaceTCP(with: [.listener("127.0.0.1:\(90 + round)", inode: 100)])
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

  /// Where a mount option hides processes, but not from one group, there are two reasons for one
  /// note, which was printed twice.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, setpriv, nsenter and python3"))
  func aListingPrintsEachNoteOnce() throws {
    let network = try NetworkNamespace(
      """
      import socket
      listener = socket.create_server(("0.0.0.0", 80))
      """, mounting: "hidepid=2,gid=\(UnnamedUser.id)")
    let user = try Capabilities.AnotherUser()
    let run = try Program.run(command: network.prefix + user.command + ["80"])
    #expect(
      run.errorText == """
        portstat: the owner of 1 socket is hidden (/proc is mounted with hidepid, permission denied \
        for 1 process, processes outside this PID namespace cannot be seen); run as root and on the \
        host to see it

        """)
  }

  // MARK: The live view

  /// The live view showed (denied) and empty lists without saying what it could not read.
  @Test func theLastLineAndTheHelpShowIssues() throws {
    let watched = try WatchedTree(fixture: "damaged")
    let last = try #require(watched.screen(columns: 200).last)
    #expect(last.hasPrefix("? help  q quit"))
    #expect(last.contains("owners of 3 sockets hidden"))
    #expect(last.contains("tcp: 11 lines skipped") && last.contains("udp6: 1 line skipped"))
    watched.press("?")
    let help = watched.screen(columns: 100, rows: 40).joined(separator: "\n")
    #expect(help.contains("What could not be seen:"))
    #expect(help.contains("owners of 3 sockets are hidden, and others may share sockets"))
    #expect(help.contains("/udp6 is empty: expected a table header"))
  }

  /// In a narrow window the notes were cut, so that nothing said that rows were missing.
  @Test(arguments: [
    (130, "", "  tcp: 11 lines skipped  udp6: 1 line skipped  owners of 3 sockets hidden"),
    (80, "", "  tcp: 11 lines skipped  2 more issues  2 columns hidden"),
    (60, "", "  3 issues  3 columns hidden"), (26, "", "  3 issues"),
    (50, "/--state listen,established\r", "  3 issues  /--state listen,establi>"),
  ])
  func notesThatDoNotFitAreCounted(columns: Int, keys: String, ending: String) throws {
    let watched = try WatchedTree(fixture: "damaged")
    watched.press(keys)
    let last = try #require(watched.screen(columns: columns).last)
    #expect(last.hasPrefix("? help  q quit") && last.contains(ending), "\(last)")
  }

  /// The details of one socket must also say that they may be incomplete.
  @Test func theDetailsShowIssues() throws {
    let watched = try WatchedTree(fixture: "damaged")
    watched.press("\r")
    let details = watched.screen(columns: 200, rows: 100).joined(separator: "\n")
    #expect(details.contains("local_port") && details.contains("What could not be seen:"))
    #expect(watched.model.notesOnRows.count == 3)
    for note in watched.model.notesOnRows { #expect(details.contains(note.text)) }
  }

  /// If nothing is hidden, the live view must not say so.
  @Test func noIssueIsShownIfNothingIsHidden() throws {
    let watched = try WatchedTree(fixture: "web-server")
    #expect(watched.screen().last?.contains(Self.issue) == false)
    watched.press("/--pid 9")
    #expect(watched.screen().last?.hasPrefix("/--pid 9_  ") == true)
    #expect(watched.screen().last?.contains(Self.issue) == false)
    watched.press("\u{1b}?")
    #expect(!watched.screen().joined().contains("could not be seen"))
  }

  /// If a table becomes unreadable, a part of the list is missing, and the screen must say why.
  @Test func aTableThatBecomesUnreadableIsShown() throws {
    let watched = try WatchedTree(try tree())
    try watched.tree.remove("self/net/udp")
    try watched.tree.makeFolder("self/net/udp")
    try watched.update()
    #expect(watched.screen(columns: 200).last?.contains("self/net/udp: Is a directory") == true)
    try watched.tree.remove("self/net/udp")
    try watched.tree.writeTable("udp", [])
    try watched.update()
    #expect(watched.screen(columns: 200).last?.contains(Self.issue) == false)
  }

  /// A filter on owners that the user types depends on owners that may be hidden.
  @Test func aTypedFilterOnOwnersReportsHiddenOwners() throws {
    let tree = try tree()
    try tree.addUnreadableProcess(60)
    let watched = try WatchedTree(tree)
    #expect(watched.screen().last?.contains(Self.issue) == false)
    watched.press("/--pid 60\r")
    let last = try #require(watched.screen().last)
    #expect(
      last.hasPrefix("? help  q quit  /--pid 60  ") && last.contains("hidden owners may match"))
  }

  /// The same with the real program on a terminal.
  @Test(.enabled(if: Program.isInstalled("tmux"), "tmux is not installed"))
  func theIssuesAreShownOnATerminal() throws {
    let tmux = try Tmux(columns: 110, rows: 30)
    try tmux.type(
      "'\(Program.portstat.path)' --watch=0.5 --proc '\(Fixtures.path("damaged"))'")
    func hasAll(_ text: String) -> Bool {
      text.contains("What could not be seen:") && text.contains("tcp: skipped 11 lines")
        && text.contains("/udp6 is empty")
        && text.contains("owners of 3 sockets are hidden")
    }
    try tmux.wait("the notes") {
      $0.contains("? help  q quit") && $0.contains("tcp: 11 lines skipped  udp6: 1 line skipped")
        && $0.contains("owners of 3 sockets hidden")
    }
    try tmux.press("?")
    try tmux.wait("the notes on the help page", until: hasAll)
    try tmux.press("?", "Enter", "G")
    try tmux.wait("the notes on the details page") {
      hasAll($0) && !$0.contains("all details of the row")
    }
    try tmux.resize(columns: 40, rows: 10)
    try tmux.wait("the number of issues") { $0.contains(/q (quit|back) .* 3 issues/) }
    try tmux.press("q", "q")
  }

  /// If no column shows owners, a filter on owners hid every row, as if the process had no socket.
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
