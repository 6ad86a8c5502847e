import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Where the list, the cursor and the pages of the live view are after keys and updates, and whether the screen
/// says how to go on.
@Suite struct LivePlaceTests {
  private func rows(_ ports: some Sequence<Int>, busy: Int = 0) -> [KernelRow] {
    ports.map { port in
      var row = KernelRow.listener("127.0.0.1:\(port)", inode: UInt64(port))
      row.receiveQueue = port == busy ? 9 : 0
      return row
    }
  }

  private func plain(_ line: String) -> String { line.replacing(/\u{1b}\[[0-9;]*m/, with: "") }

  /// Whoever sorts wants to see the largest, not the place that a row without interest has moved to.
  @Test func sortingShowsTheBeginning() throws {
    let watched = try WatchedTree(try ProcTree(tcp: rows(1...100)))
    _ = watched.screen()
    watched.press("S")
    #expect(watched.selectedPort == 100 && watched.model.list.visible.lowerBound == 0)
    watched.press("GS")
    #expect(watched.selectedPort == 1 && watched.model.list.visible.lowerBound == 0)
    // A row that stays on the screen stays selected.
    watched.press("jjjs")
    #expect(watched.model.list.visible.lowerBound == 0)
    #expect(watched.selectedPort == 4)
  }

  /// The list must not run away with a connection that stops sending.
  @Test func aSortedListStaysWhenItsFirstRowGoesDown() throws {
    var output = OutputOptions()
    output.columnChoice = try ColumnParser.choice("local,receive_queue,state,pid,process")
    output.sortKeys = try ColumnParser.sortKeys("receive_queue:desc")
    let watched = try WatchedTree(try ProcTree(tcp: rows(1...100, busy: 50)), output)
    _ = watched.screen()
    #expect(watched.selectedPort == 50)
    try watched.update(tcp: rows(1...100, busy: 70))
    #expect(watched.selectedPort == 70 && watched.model.list.cursor.index == 0)
    #expect(watched.model.list.visible.lowerBound == 0)
  }

  /// A closed socket has no owner any more, but its owner is not hidden.
  @Test func aClosedSocketIsNotCountedAsHidden() throws {
    let tree = try ProcTree(tcp: rows(1...3))
    try tree.addProcess(7, name: "worker", sockets: [3: 1, 4: 2, 5: 3])
    try tree.addUnreadableProcess(60)
    let watched = try WatchedTree(tree)
    _ = watched.screen()
    let before = watched.screen().last
    try watched.tree.remove("7")
    try watched.tree.addProcess(7, name: "worker", sockets: [3: 1, 4: 2])
    try watched.update(tcp: rows(1...2))
    let screen = watched.screen()
    #expect(screen.contains { plain($0).hasPrefix("- tcp") })
    #expect(screen.last?.contains("of 1 socket hidden") == before?.contains("of 1 socket hidden"))
    #expect(!watched.model.rowsToVerify.contains { watched.model.list[$0].change == .closed })
  }

  /// What a socket was is often what people want to know once it has gone.
  @Test func theDetailsStayWhenTheSocketGoes() throws {
    let watched = try WatchedTree(try ProcTree(tcp: rows(1...3)))
    watched.press("j\r")
    _ = watched.screen()
    try watched.update(tcp: rows([1, 3]))
    try watched.update()
    let screen = watched.screen(rows: 60)
    #expect(screen.contains("The socket is gone. It was last seen like this:"))
    #expect(screen.contains { $0.contains("local_port ") && $0.hasSuffix(" 2") })
    #expect(screen.last?.contains("/2") == false, "it has no place")
    watched.press("n")
    #expect(watched.selectedPort == 3)
  }

  /// A connection that gets no acknowledgment is why people look, and a screen without colors must show it too.
  @Test func problemsHaveAMark() throws {
    func connection(_ port: Int, state: UInt8 = 1, retransmits: UInt32 = 0) -> KernelRow {
      var row = KernelRow.connection(
        "10.0.0.7:\(port)", "10.0.0.9:80", state: state, inode: UInt64(port))
      row.retransmits = retransmits
      return row
    }
    let watched = try WatchedTree(
      try ProcTree(tcp: [
        connection(40_001), connection(40_002, retransmits: 2), connection(40_003, state: 8),
        connection(40_004, state: 3, retransmits: 3),
      ]))
    let screen = watched.screen().map(plain)
    func mark(_ port: Int) -> String? {
      screen.first { $0.contains(":\(port) ") }.map { String($0.prefix(2)) }
    }
    #expect([40_001, 40_002, 40_003, 40_004].map(mark) == ["  ", "! ", "! ", "  "])
    #expect(screen[0].contains("2 problems"))
    let colored = watched.screen(isColored: true)
    let row = try #require(colored.first { $0.contains(":40002 ") })
    #expect(row.contains("\u{1b}[35m!\u{1b}[0m") && row.contains("\u{1b}[35mESTABLISHED"))
    watched.press("?")
    #expect(watched.screen(rows: 60).contains { $0.contains("! problem: ") })
  }

  /// A question whose keys are not on the screen, or whose end cannot be read, is answered blindly.
  @Test(arguments: [(40, 10), (80, 24)])
  func aLongQuestionScrolls(columns: Int, rows: Int) throws {
    let tree = try ProcTree(tcp: self.rows(1...1))
    for pid in 2000..<2030 {
      try tree.addProcess(Int32(pid), name: "worker", sockets: [3: 1])
      let rest = Array(repeating: "0", count: 17).joined(separator: " ")
      try tree.folder.write("\(pid) (worker) S 1 \(rest) 5000 0 0\n", to: "\(pid)/stat")
    }
    let watched = try WatchedTree(tree)
    let sockets = watched.model.list.rows.map(\.socket)
    let plan = SignalPlan(.terminate, toOwnersOf: sockets, in: try ProcFileSystem(tree.path))
    watched.model.ask(plan, for: sockets)
    try #require(watched.model.page == .signal)
    let first = watched.screen(columns: columns, rows: rows)
    #expect(first.last?.hasPrefix("y yes  9 KILL instead  Esc no") == true, "\(first)")
    #expect(first.last?.hasSuffix("more below") == true || columns < 80)
    var text = first.joined()
    for _ in 0..<100 {
      watched.press("\u{1b}[6~")
      #expect(watched.model.page == .signal)
      text += watched.screen(columns: columns, rows: rows).joined()
    }
    for pid in 2000..<2030 { #expect(text.contains("\(pid) worker")) }
    watched.press("j")
    #expect(watched.model.page == .list && watched.model.message == "nothing was sent")
  }

  /// The wrong reason leads to the wrong key.
  @Test func anEmptyListNamesTheRightReason() throws {
    let watched = try WatchedTree(try ProcTree(tcp: rows([22, 80, 443])))
    watched.press("/listen\rt")
    #expect(
      watched.model.emptyReason
        == "All 3 sockets that match the filter are hidden (tcp); press t to show them")
    watched.press("\u{1b}/ 443\r")
    #expect(
      watched.model.emptyReason
        == "The only socket that matches the filter is hidden (tcp); press t to show it")
    watched.press("\u{1b}/ mysqld\r")
    #expect(
      watched.model.emptyReason
        == "The filter excludes all 3 sockets: mysqld (press Esc to clear it)")
    let screen = watched.screen(columns: 40, rows: 10)
    #expect(screen.contains { $0.hasSuffix("Esc to clear it)") }, "\(screen)")
  }

  /// Control characters cannot be seen, and occur in no row.
  @Test func controlCharactersAreNotTyped() throws {
    let watched = try WatchedTree(try ProcTree(tcp: rows(1...3)))
    watched.press("/a\tb\u{1}c\u{c}")
    #expect(watched.model.list.filter.text == "a bc" && watched.model.needsRedraw)
  }

  /// Whoever presses q to leave a group quits the program.
  @Test func theWayBackIsNamed() throws {
    let tree = try ProcTree(tcp: rows(1...3))
    try tree.addProcess(7, name: "(denied)", sockets: [3: 1])
    let watched = try WatchedTree(tree)
    watched.press("p")
    let groups = watched.screen(columns: 120)
    #expect(groups.last?.hasPrefix("? help  q quit  Esc back") == true)
    #expect(groups.last?.contains("p by process") == false)
    #expect(groups.contains { $0.contains(#"\x28denied)"#) }, "a name that reads like a reason")
    watched.press("\r")
    #expect(watched.screen(columns: 80).last?.hasPrefix("? help  q quit  Esc back") == true)
  }

  /// A click on the heading sorts, also by a column that came to the screen by scrolling.
  @Test(arguments: [40, 80])
  func headingsAreKnownWhileScrolled(columns: Int) throws {
    let watched = try WatchedTree(
      try ProcTree(
        tcp: rows(1...3),
        tcp6: [
          .connection(
            "[2001:db8:a:b:c:d:1234:5678]:443", "[2001:db8:8765:4321:f:e:d:c]:50124", inode: 9)
        ]))
    let renderer = ScreenRenderer(columns: columns, rows: 24, isColored: false)
    for _ in 0..<4 {
      watched.press("\u{1b}[C")
      let screen = renderer.draw(&watched.model)
      let heading = plain(String(decoding: screen.lines[1], as: UTF8.self))
      for title in ["State", "PID", "Process", "Local Address", "Foreign Address", "Service"] {
        guard let range = heading.firstRange(of: title) else { continue }
        let position = heading.distance(from: heading.startIndex, to: range.lowerBound)
        #expect(screen.table.column(position)?.title == title, "\(heading)")
      }
    }
  }

  /// `/proc` has no such numbers: columns that stay empty forever look broken.
  @Test func iSaysThatNumbersNeedNetlink() throws {
    let watched = try WatchedTree(try ProcTree(tcp: rows(1...3)))
    watched.press("i")
    let screen = watched.screen(columns: 120)
    #expect(!screen[1].contains("RTT"))
    #expect(screen.last?.contains("they require netlink") == true, "\(screen)")
  }
}
