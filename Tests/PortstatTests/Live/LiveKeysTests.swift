import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The keys that choose columns, pages and processes, and the mouse.
@Suite struct LiveKeysTests {
  private static let (left, right) = ("\u{1b}[D", "\u{1b}[C")

  /// Two programs with several sockets, and connections with long addresses.
  private func servers() throws -> WatchedTree {
    let tree = try ProcTree(
      tcp: [
        .listener("0.0.0.0:443", inode: 101), .listener("127.0.0.1:5432", inode: 102),
        .connection("10.0.0.7:443", "10.0.0.9:51000", inode: 103),
        .connection("10.0.0.7:443", "10.0.0.9:51001", inode: 104),
        .connection("10.0.0.7:443", "10.0.0.10:51000", state: 6, inode: 0),
      ],
      tcp6: [
        .connection(
          "[2001:db8:a:b:c:d:1234:5678]:443", "[2001:db8:8765:4321:f:e:d:c]:50124", inode: 105)
      ])
    try tree.addProcess(7, name: "nginx", sockets: [3: 101, 4: 103])
    try tree.addProcess(8, name: "nginx", sockets: [4: 104, 5: 105])
    try tree.addProcess(9, name: "postgres", sockets: [3: 102])
    return try WatchedTree(tree)
  }

  private func plain(_ line: String) -> String { line.replacing(/\u{1b}\[[0-9;]*m/, with: "") }

  private func plain(_ lines: [String]) -> [String] { lines.map { plain($0) } }

  // MARK: Order

  /// Users of top and htop choose the column with `<` and `>`, and look for a mark in the heading.
  @Test func lessAndGreaterChooseTheColumn() throws {
    let watched = try servers()
    let keys = watched.model.list.columns.map(\.key)
    watched.press(">>")
    #expect(watched.model.list.order.keys.first?.column.key == keys[1])
    watched.press("<<")
    #expect(watched.model.list.order.keys.isEmpty)
    watched.press("<")
    #expect(watched.model.list.order.keys.first?.column.key == keys.last)
  }

  /// Without a mark nobody knows why the rows have this order. With `LC_ALL=C`, an arrow would be garbage.
  @Test func theHeadingMarksTheOrder() throws {
    let watched = try servers()
    #expect(!plain(watched.screen(isUTF8: true)[1]).contains("▴"))
    watched.press("s")
    #expect(plain(watched.screen(isUTF8: true)[1]).hasPrefix("  Proto▴ Local"))
    #expect(plain(watched.screen()[1]).hasPrefix("  Proto< Local"))
    watched.press("S")
    #expect(plain(watched.screen(isUTF8: true)[1]).hasPrefix("  Proto▾ Local"))
    #expect(
      watched.screen()[1].hasPrefix("\u{1b}[1;4m  Proto> Local")
        && watched.screen()[1].hasSuffix("m"))
  }

  /// Who sorts would lose a column, and see all others move.
  @Test(arguments: [40, 80, 100, 160])
  func theMarkMovesNoColumn(columns: Int) throws {
    let watched = try servers()
    let unmarked = plain(watched.screen(columns: columns, isUTF8: true)[1])
    for _ in watched.model.list.columns {
      watched.press("s")
      let heading = plain(watched.screen(columns: columns, isUTF8: true)[1])
      guard watched.model.list.order.keys.first != nil else { continue }
      #expect(heading.count(where: { $0 == "▴" || $0 == "▾" }) == 1, "\(heading)")
      let words = heading.replacing(/[▴▾]/, with: " ").split(separator: " ")
      #expect(words == unmarked.split(separator: " "), "\(heading)")
    }
  }

  /// Function keys are what users of htop and of Windows press.
  @Test func functionKeysWork() throws {
    let watched = try servers()
    watched.press("\u{1b}OP")
    #expect(watched.model.page == .help)
    #expect(watched.press("\u{1b}[21~"), "F10 goes back first")
    watched.press("\u{1b}OR443\r")
    #expect(watched.model.list.filter.text == "443")
    watched.press("\u{1b}[15~")
    #expect(watched.model.page == .processes)
    #expect(!watched.press("\u{1b}[21~"))
  }

  /// Esc goes back one step at a time, and never quits: who presses it once too often must not lose the view.
  @Test func escapeGoesBackOneStep() throws {
    let watched = try servers()
    watched.press("/443\r\r?")
    #expect(watched.model.page == .help)
    for page in [LiveModel.Page.details, .list] {
      #expect(watched.press("\u{1b}"))
      #expect(watched.model.page == page && watched.model.list.filter.text == "443")
    }
    for _ in 0..<3 {
      #expect(watched.press("\u{1b}"))
      #expect(watched.model.page == .list && watched.model.list.filter.text == "")
    }
  }

  // MARK: Sideways

  /// A long address that is cut must be readable somehow, and State, PID and Process stay on the screen.
  @Test(arguments: [60, 70, 80])
  func aLongAddressIsWholeAfterScrolling(columns: Int) throws {
    let watched = try servers()
    func row() throws -> String {
      try #require(
        plain(watched.screen(columns: columns)).first { $0.contains("tcp6") || $0.contains("<") })
    }
    let cut = try #require(plain(watched.screen(columns: columns)).first { $0.contains("tcp6") })
    #expect(cut.contains(">"))
    var seen = ""
    for _ in 0..<20 {
      watched.press(Self.right)
      let screen = plain(watched.screen(columns: columns))
      #expect(screen.allSatisfy { $0.count <= columns })
      let row = try #require(screen.first { $0.contains("  ESTABLISHED  8    nginx") })
      seen += row + "\n"
      for line in screen[2...7] where !line.isEmpty {
        #expect(
          line.contains(/(LISTEN|ESTABLISHED|TIME_WAIT) +([789]|-) +(nginx|postgres|\(time-wait\))/)
        )
      }
    }
    let rows = plain(watched.screen(columns: columns))
    #expect(rows.contains { $0.contains("well-known") }, "the last column, which was omitted")
    for _ in 0..<20 { watched.press(Self.left) }
    #expect(plain(watched.screen(columns: columns)).contains(cut))
    #expect(watched.model.sideways == nil)
  }

  /// In a very narrow window the whole row scrolls.
  @Test func aNarrowWindowScrollsTheWholeRow() throws {
    let watched = try servers()
    var text = ""
    for _ in 0..<40 {
      let screen = plain(watched.screen(columns: 40, rows: 10))
      #expect(screen.allSatisfy { $0.count <= 40 })
      text += screen.joined(separator: "\n")
      watched.press(Self.right)
    }
    #expect(text.contains("[2001:db8:a:b:c:d:1234:5678]:443"))
    #expect(text.contains("well-known"))
  }

  /// If every column fits, there is nothing to scroll, and no column may jump to another place.
  @Test func nothingScrollsOnAWideScreen() throws {
    let watched = try servers()
    let before = watched.screen(columns: 200)
    watched.press(Self.right + Self.right)
    #expect(watched.screen(columns: 200).dropLast() == before.dropLast())
  }

  /// At 40 columns a whole IPv4 address with its port must fit: the port is what people look for.
  @Test func anIPv4AddressFitsOnTheSmallestScreen() throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:5432", inode: 101),
      .connection("127.0.0.1:5432", "127.0.0.1:51000", inode: 102),
    ])
    try tree.addProcess(4321, name: "postgres", sockets: [3: 101, 4: 102])
    let screen = plain(try WatchedTree(tree).screen(columns: 40, rows: 10))
    #expect(screen[2].contains(/127.0.0.1:5432 +LISTEN +4321 +postgres/), "\(screen)")
    #expect(screen[3].contains(/127.0.0.1:5432 +ESTAB +4321 +postgres/), "\(screen)")
  }

  /// Opening a page can cause an update at once. One connection in a hundredth of a second is not a hundred per
  /// second.
  @Test func anEarlyUpdateDoesNotInflateChurn() throws {
    let watched = try servers()
    usleep(600_000)
    try watched.update()
    let before = watched.model.figures.churn?.opened
    try watched.update(tcp: [.listener("0.0.0.0:443", inode: 101)])
    #expect(before == 0 && watched.model.figures.churn?.closed == 0)
    usleep(600_000)
    try watched.update()
    #expect((watched.model.figures.churn?.closed ?? 0) > 0)
  }

  // MARK: Processes

  /// Which program has how many connections is hard to see in a list of them all.
  @Test func pGroupsByProcess() throws {
    let watched = try servers()
    watched.press("p")
    #expect(watched.model.page == .processes)
    let screen = plain(watched.screen())
    #expect(screen[1].hasPrefix("  Process"))
    let cells = screen[2...4].map { $0.split(separator: " ").map(String.init) }
    #expect(cells[0] == ["nginx", "7+1", "4", "1", "3", "0", "2", "-"])
    #expect(cells[1] == ["postgres", "9", "1", "1", "0", "0", "0", "-"])
    #expect(cells[2] == ["(time-wait)", "-", "1", "0", "0", "1", "1", "-"])
    #expect(screen.last?.hasSuffix("1/3") == true)
    watched.press("j\r")
    #expect(watched.model.page == .list && watched.ports == [5432])
    #expect(plain(watched.screen(columns: 80)).last?.contains("process postgres") == true)
    watched.press("p")
    #expect(watched.model.page == .processes && watched.model.processes.cursor.index == 1)
    watched.press("ppp")
    #expect(watched.model.page == .list && watched.ports.count == 6)
    watched.press("pj\r\u{1b}")
    #expect(watched.model.page == .processes)
    watched.press("\u{1b}")
    #expect(watched.model.page == .list)
  }

  /// Whoever has most connections is looked for: numbers begin with the largest.
  @Test func processesAreSortedByTheirNumbers() throws {
    let watched = try servers()
    watched.press("p")
    let order = { watched.model.processes.groups.map(\.id.text) }
    #expect(order() == ["nginx", "postgres", "(time-wait)"])
    watched.press("S")
    #expect(order() == ["(time-wait)", "postgres", "nginx"])
    watched.press("sss")
    #expect(plain(watched.screen(isUTF8: true)[1]).contains("Sockets▾"))
    #expect(order().first == "nginx")
    watched.press("S")
    #expect(order().last == "nginx")
  }

  /// The list of processes must follow the sockets, and the filter.
  @Test func processesFollowTheSockets() throws {
    let watched = try servers()
    watched.press("p/--process postgres\r")
    #expect(watched.model.processes.groups.map(\.id.text) == ["postgres"])
    watched.press("\u{1b}")
    #expect(watched.model.page == .processes && watched.model.processes.count == 3)
    try watched.update(tcp: [.listener("127.0.0.1:5432", inode: 102)])
    try watched.update()
    #expect(watched.model.processes.groups.map(\.id.text) == ["nginx", "postgres"])
  }

  /// Who watches a list of processes in reverse order would lose the place with each update.
  @Test func aReversedListOfProcessesStays() throws {
    let tree = try ProcTree(tcp: (1...60).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...60 {
      try tree.addProcess(Int32(100 + pid), name: "p\(100 + pid)", sockets: [3: UInt64(pid)])
    }
    let watched = try WatchedTree(tree)
    watched.press("pSG")
    _ = watched.screen()
    let visible = watched.model.processes.visible
    let first = watched.model.processes.groups[visible.lowerBound].id.text
    // A process at the end of the names, which is the beginning of the list.
    try watched.tree.addProcess(900, name: "p900", sockets: [3: 99])
    try watched.update(
      tcp: (1...60).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) }
        + [.listener("127.0.0.1:99", inode: 99)])
    #expect(watched.model.processes.count == 61)
    #expect(watched.model.processes.visible.lowerBound == visible.lowerBound)
    #expect(watched.model.processes.groups[visible.lowerBound - 1].id.text != first)
  }

  // MARK: Details

  /// To read through many sockets, nobody wants to go back to the list for each.
  @Test func nShowsTheNextRow() throws {
    let watched = try servers()
    watched.press("\r")
    var ports: [UInt16?] = []
    for key in ["", "n", "n", "N"] {
      watched.press(key)
      _ = watched.screen()
      ports.append(watched.selectedPort)
      #expect(watched.model.page == .details)
    }
    let all = watched.model.list.rows.map(\.socket.local.port)
    #expect(ports == [all[0], all[1], all[2], all[1]])
    #expect(
      watched.screen().last?.hasPrefix("? help  q back  n next  N previous  x signal") == true)
    watched.press("q")
    #expect(watched.model.list.cursor.index == 1)
  }

  /// A page that is longer than the screen must say so.
  @Test func aPageSaysThatThereIsMore() throws {
    let watched = try servers()
    watched.press("\r")
    let last = try #require(watched.screen(rows: 20).last)
    #expect(last.contains(#/ \d+ more below$/#))
    watched.press("G")
    #expect(watched.screen(rows: 20).last?.contains("more below") == false)
  }

  /// A signal to nobody, or to a process that has closed the socket, must not be offered.
  @Test func xOnAClosedSocketSendsNothing() throws {
    let watched = try servers()
    try watched.update(tcp: [])
    #expect(watched.model.list.selected?.change == .closed)
    watched.press("x")
    #expect(watched.model.takeRequest() == nil)
    #expect(watched.screen().last?.contains("the socket is closed: nothing was sent") == true)
    watched.press("?")
    #expect(watched.screen().last?.contains("nothing was sent") == false)
  }

  /// In the tree of another machine, the same PID is another process here.
  @Test func xOnARecordingSendsNothing() throws {
    let watched = try servers()
    watched.press("x")
    guard case .planSignal(let signal, let sockets) = watched.model.takeRequest() else {
      Issue.record("no request")
      return
    }
    #expect(signal == .terminate && sockets.map(\.inode) == [101])
    let signals = LiveSignals(Query(procPath: watched.tree.path))
    watched.model.ask(try signals.plan(signal, sockets), for: sockets)
    #expect(watched.model.page == .list)
    #expect(watched.screen().last?.contains("another machine or PID namespace") == true)
  }

  // MARK: Mouse

  /// With the mouse off, its reports must do nothing: text can be selected. On, it selects, sorts and scrolls.
  @Test func theMouseSelectsAndSorts() throws {
    let watched = try servers()
    let renderer = ScreenRenderer(columns: 100, rows: 24, isColored: false)
    func click(_ column: Int, _ row: Int, _ kind: MouseEvent.Kind = .press) {
      let screen = renderer.draw(&watched.model)
      watched.model.press(MouseEvent(kind: kind, column: column, row: row), on: screen)
    }
    click(5, 4)
    #expect(watched.model.list.cursor.index == 0)
    watched.press("m")
    #expect(watched.model.isMouseOn)
    click(5, 4)
    #expect(watched.model.list.cursor.index == 2)
    click(5, 20)
    #expect(watched.model.list.cursor.index == 2, "below the last row")
    click(3, 1)
    #expect(watched.model.list.order.keys.map(\.column.key) == ["protocol"])
    click(3, 1)
    #expect(watched.model.list.order.keys.first?.isDescending == true)
    watched.press("m")
    #expect(!watched.model.isMouseOn)
  }

  @Test func theWheelScrolls() throws {
    let watched = try WatchedTree(
      try ProcTree(tcp: (1...100).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) }))
    let renderer = ScreenRenderer(columns: 100, rows: 24, isColored: false)
    watched.press("m")
    var tops: [Int] = []
    for kind in [MouseEvent.Kind.wheelDown, .wheelDown, .wheelUp, .wheelUp, .wheelUp] {
      let screen = renderer.draw(&watched.model)
      watched.model.press(MouseEvent(kind: kind, column: 1, row: 5), on: screen)
      tops.append(watched.model.list.visible.lowerBound)
      #expect(watched.model.list.visible.contains(watched.model.list.cursor.index))
    }
    #expect(tops == [3, 6, 3, 0, 0])
  }

  // MARK: Rows and lines

  /// A list that jumps when sockets above the cursor come and go cannot be read.
  @Test func rowsKeepTheirPlacesOnTheScreen() throws {
    func rows(_ ports: some Sequence<Int>) -> [KernelRow] {
      ports.map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) }
    }
    let watched = try WatchedTree(try ProcTree(tcp: rows(101...200)))
    _ = watched.screen()
    watched.press("GG")
    for _ in 0..<30 { watched.press("k") }
    func line() -> Int? { plain(watched.screen()).firstIndex { $0.contains(":170 ") } }
    let place = try #require(line())
    try watched.update(tcp: rows(91...200))
    #expect(line() == place)
    try watched.update(tcp: rows(120...200))
    try watched.update()
    #expect(line() == place)
  }

  /// A row whose owner was not read again must not name a process that may have closed the socket.
  @Test func anOwnerThatWasNotCheckedIsNotNamed() throws {
    let watched = try servers()
    let renderer = ScreenRenderer(columns: 100, rows: 24, isColored: false)
    let screen = plain(
      renderer.draw(&watched.model).lines.map { String(decoding: $0, as: UTF8.self) })
    #expect(screen[2].contains(/LISTEN +- +\(checking\)/), "\(screen[2])")
    #expect(screen.contains { $0.contains(/TIME_WAIT +- +\(time-wait\)/) }, "\(screen)")
    #expect(plain(watched.screen(columns: 100))[2].contains(/LISTEN +7 +nginx/))
  }

  /// The last line says where the cursor is, and which keys there are, as far as there is room.
  @Test func theLastLineHasPositionAndKeys() throws {
    let watched = try servers()
    watched.press("jj")
    let wide = try #require(watched.screen(columns: 120).last)
    #expect(wide.hasPrefix("? help  q quit  / filter  s sort  p by process  i TCP  "))
    #expect(wide.hasSuffix(" 3/6") && wide.count == 120)
    #expect(watched.screen(columns: 40, rows: 10).last?.hasSuffix(" 3/6") == true)
    watched.press("/post")
    let typed = try #require(watched.screen(columns: 80).last)
    #expect(
      typed.hasPrefix("/post_  Enter keep  Esc clear") && typed.hasSuffix(" 1/1"))
    watched.press(" x")
    #expect(watched.screen(columns: 80).last?.hasPrefix("/post x_") == true)
  }

  /// What changed since the last update is counted, so that churn is seen in a list that shows a part.
  @Test func theFirstLineCountsChurn() throws {
    let watched = try servers()
    #expect(!watched.screen()[0].contains("/s"))
    usleep(600_000)
    try watched.update(tcp: [.listener("0.0.0.0:443", inode: 101)])
    #expect(watched.screen()[0].contains(/\+0 -[0-9.k]+ \/s/))
  }
}
