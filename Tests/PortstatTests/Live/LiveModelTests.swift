import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What keys do, and how the rows change when the sockets change.
@Suite struct LiveModelTests {
  /// Listeners on ports 1 to `count`.
  private func listeners(_ count: Int) -> [KernelRow] {
    (1...count).map { .listener("127.0.0.1:\($0)", inode: UInt64(100 + $0)) }
  }

  private func watched(_ count: Int) throws -> WatchedTree {
    try WatchedTree(try ProcTree(tcp: listeners(count)))
  }

  /// TCP and UDP sockets, listening and connected, with owners.
  private func mixed(_ view: OutputOptions = OutputOptions()) throws -> WatchedTree {
    let tree = try ProcTree(
      tcp: [
        .listener("127.0.0.1:22", inode: 101), .listener("0.0.0.0:443", inode: 102),
        .connection("10.0.0.7:443", "10.0.0.9:51000", inode: 103),
        .connection("10.0.0.7:40000", "10.0.0.9:80", state: 8, inode: 104),
      ],
      udp: [
        .unconnected("127.0.0.1:53", inode: 105),
        .connection("10.0.0.7:40001", "10.0.0.9:53", inode: 106),
      ])
    try tree.addProcess(7, name: "sshd", sockets: [3: 101])
    try tree.addProcess(8, name: "nginx", sockets: [3: 102, 4: 103])
    return try WatchedTree(tree, view)
  }

  // MARK: Keys

  /// Users learn the keys from the help only: a key that these tests do not cover, or that the help
  /// omits, would go unnoticed.
  @Test func theHelpListsTheKeysThatAreTestedHere() {
    #expect(
      KeyTable.all.map(\.keys) == [
        "up, down, k, j", "PgUp, PgDn", "Home, End, g, G", "left, right", "/, F3", "Ctrl-U, Ctrl-W",
        "Esc", "s, >, <, S", "t, u, l, e", "p, F5", "i", "Enter", "n, N", "x, F9, Del", "space",
        "+, -", "m", "?, F1", "q, F10",
      ])
  }

  /// `q` quits the list, and goes back from the help and the details.
  @Test func qQuits() throws {
    let watched = try watched(3)
    #expect(!watched.press("q"))
    for page in ["?", "\r"] {
      #expect(watched.press(page))
      #expect(watched.model.page != .list)
      #expect(watched.press("q"))
      #expect(watched.model.page == .list)
    }
  }

  /// Arrow keys and letters move the cursor by one row and stop at both ends.
  @Test(arguments: [("\u{1b}[A", "\u{1b}[B"), ("k", "j"), ("\u{1b}OA", "\u{1b}OB")])
  func upAndDownMoveByARow(up: String, down: String) throws {
    let watched = try watched(3)
    var seen: [UInt16?] = []
    for key in [up, down, down, down, up, up, up] {
      watched.press(key)
      seen.append(watched.selectedPort)
    }
    #expect(seen == [1, 2, 3, 3, 2, 1, 1])
  }

  /// Page Up and Page Down move by one screen, and the cursor stays visible.
  @Test func pagesMoveByAScreen() throws {
    let watched = try watched(100)
    watched.model.resize(columns: 120, rows: 23)
    var seen: [Int] = []
    for key in ["6", "6", "6", "6", "6", "6", "5", "5"] {
      watched.press("\u{1b}[\(key)~")
      seen.append(watched.model.list.cursor.index)
      #expect(watched.model.list.visible.contains(watched.model.list.cursor.index))
      #expect(watched.model.list.visible.count == 20)
    }
    #expect(seen == [20, 40, 60, 80, 99, 99, 79, 59])
  }

  /// `g` and `G` go to the first and the last row.
  @Test func gGoesToTheEnds() throws {
    let watched = try watched(100)
    watched.press("G")
    #expect(watched.selectedPort == 100)
    #expect(watched.model.list.visible == 80..<100)
    watched.press("g")
    #expect(watched.selectedPort == 1)
    #expect(watched.model.list.visible == 0..<20)
  }

  /// No key may crash an empty list.
  @Test func anEmptyListAcceptsEveryKey() throws {
    let watched = try WatchedTree(try ProcTree())
    watched.press("jkgG\u{1b}[5~\u{1b}[6~sSstule \r+-?jG?\u{1b}/zz\u{1b}")
    #expect(watched.model.page == .list)
    #expect(watched.model.selected == nil)
    #expect(watched.model.list.visible.isEmpty)
  }

  /// `s` sorts by each column of the table in turn, and then returns to the default order.
  @Test func sSortsByTheNextColumn() throws {
    let watched = try mixed()
    let listing = watched.ports
    var keys: [String?] = []
    for _ in watched.model.list.columns {
      watched.press("s")
      keys.append(watched.model.list.order.keys.first?.column.key)
      if keys.last == "local" {
        #expect(watched.ports.first == 40000 || watched.ports.first == 443)
      }
      if keys.last == "pid" {
        #expect(watched.ports.prefix(3).sorted() == [22, 443, 443])
        #expect(watched.ports.first == 22)
      }
    }
    #expect(keys == watched.model.list.columns.map(\.key))
    watched.press("s")
    #expect(watched.model.list.order.keys.isEmpty)
    #expect(watched.ports == listing)
    watched.press("s")
    #expect(watched.model.list.order.keys.first?.column.key == "protocol")
  }

  /// `S` reverses the order that the command line asked for.
  @Test func uppercaseSReversesTheOrder() throws {
    var view = OutputOptions()
    view.sortKeys = try ColumnParser.sortKeys("local_port")
    let watched = try mixed(view)
    let ascending: [UInt16] = [22, 53, 443, 443, 40000, 40001]
    #expect(watched.ports == ascending)
    watched.press("S")
    #expect(watched.ports == ascending.reversed())
    watched.press("S")
    #expect(watched.ports == ascending)
  }

  /// `S` must work in the default order too: nothing tells the user to press `s` first.
  @Test func uppercaseSReversesTheDefaultOrder() throws {
    let watched = try mixed()
    let listing = watched.ports
    watched.press("S")
    #expect(watched.ports == listing.reversed())
  }

  /// `t`, `u`, `l` and `e` hide the sockets that they stand for, and show them again.
  @Test(
    arguments: [
      ("t", [53, 40001]), ("u", [22, 443, 443, 40000]), ("l", [443, 40000, 40001]),
      ("e", [22, 443, 53, 40000]), ("tu", []), ("le", [40000]), ("tl", [40001]),
    ] as [(String, [UInt16])])
  func lettersHideAndShow(keys: String, ports: [UInt16]) throws {
    let watched = try mixed()
    let all = watched.ports
    watched.press(keys)
    #expect(watched.ports.sorted() == ports.sorted())
    watched.press(keys)
    #expect(watched.ports == all)
  }

  /// Enter shows the details of the row; Enter, Esc and `q` leave them.
  @Test func enterShowsTheRow() throws {
    let watched = try mixed()
    for leave in ["\r", "\u{1b}", "q"] {
      watched.press("j\r")
      #expect(watched.model.page == .details)
      let port = try #require(watched.selectedPort)
      let line = watched.screen().first { $0.contains("local_port ") }
      #expect(line?.hasSuffix(" \(port)") == true)
      watched.press(leave)
      #expect(watched.model.page == .list)
    }
    watched.press("k\r?")
    #expect(watched.model.page == .help)
  }

  /// `?` shows the help; `?`, Esc and `q` leave it.
  @Test func questionMarkShowsHelp() throws {
    let watched = try mixed()
    for leave in ["?", "\u{1b}", "q"] {
      watched.press("?")
      #expect(watched.model.page == .help)
      let screen = watched.screen(columns: 200, rows: 60).joined(separator: "\n")
      for entry in KeyTable.all { #expect(screen.contains(entry.meaning)) }
      watched.press(leave)
      #expect(watched.model.page == .list)
    }
  }

  /// Pages that are longer than the screen scroll with the same keys as the list.
  @Test func pagesThatAreLongerThanTheScreenScroll() throws {
    let watched = try mixed()
    watched.press("?")
    let first = watched.screen(rows: 8)
    watched.press("jj")
    let second = watched.screen(rows: 8)
    #expect(first[4] == second[2] && first[4] != first[2])
    watched.press("G")
    #expect(watched.screen(rows: 8)[6].contains("~ changed"))
    watched.press("g")
    #expect(watched.screen(rows: 8) == first)
    // Scrolling stops at the last line, so that one key press is enough to scroll back.
    watched.press("GGG")
    let last = watched.screen(rows: 8)
    watched.press("k")
    #expect(watched.screen(rows: 8) != last)
  }

  /// Space pauses the live view and resumes it.
  @Test func spacePauses() throws {
    let watched = try mixed()
    watched.press(" ")
    #expect(watched.model.isPaused)
    #expect(watched.screen()[0].contains("PAUSED"))
    watched.press(" ")
    #expect(!watched.model.isPaused)
    #expect(!watched.screen()[0].contains("PAUSED"))
  }

  /// `+` makes updates more frequent and `-` less, between 0.1 seconds and a day.
  @Test func plusAndMinusChangeTheInterval() throws {
    let watched = try WatchedTree(try ProcTree(), interval: 3)
    watched.press("+")
    #expect(watched.model.interval == 2)
    watched.press("--")
    #expect(watched.model.interval == 10)
    #expect(watched.screen()[0].contains("every 10 s"))
    for _ in 0..<20 { watched.press("+") }
    #expect(watched.model.interval == 0.1)
    for _ in 0..<20 { watched.press("-") }
    #expect(watched.model.interval == 86400)
  }

  // MARK: Filter

  /// The filter is applied at each key. An option that is not complete leaves the last filter in force.
  @Test func theFilterIsAppliedAsItIsTyped() throws {
    let watched = try mixed()
    watched.press("/n")
    #expect(watched.model.isTyping && watched.ports.count == 6, "ESTABLISHED, UNKNOWN, nginx …")
    watched.press("gi")
    #expect(watched.ports == [443, 443])
    watched.press("nx --state list")
    #expect(watched.model.list.filter.error != nil)
    #expect(watched.ports == [443, 443], "the last valid filter")
    watched.press("en")
    #expect(watched.model.list.filter.error == nil)
    #expect(watched.ports == [443])
    watched.press(String(repeating: "\u{7f}", count: 15))
    #expect(watched.model.list.filter.text == "nginx" && watched.ports == [443, 443])
    watched.press("\r")
    #expect(!watched.model.isTyping && watched.ports == [443, 443])
    watched.press("\u{1b}")
    #expect(watched.model.list.filter.text == "" && watched.ports.count == 6)
  }

  /// People type what they see on the screen: an address, a state, a name. All words must occur in the row.
  @Test(
    arguments: [
      ("sshd", [22]), ("SSHD", [22]), ("Listen", [22, 443]), ("10.0.0.9:80", [40000]),
      ("nginx listen", [443]), ("close_wait", [40000]), ("0.0.9 udp", [40001]),
      (":53", [53, 40001]),
      ("8 nginx 51000", [443]), ("well-known 127", [22, 53]), ("nginx sshd", []),
      ("domain", [53, 40001]), ("^22", []), ("-z", []), ("*:*", [22, 53, 443]), ("é", []),
    ] as [(String, [UInt16])])
  func theFilterSearchesTheText(words: String, ports: [UInt16]) throws {
    let watched = try mixed()
    watched.press("/\(words)\r")
    #expect(watched.model.list.filter.error == nil)
    #expect(watched.ports.sorted() == ports)
  }

  /// Words that begin with `--` must work as on the command line, between words to search for too.
  @Test(
    arguments: [
      ("--udp", [53, 40001]), ("--tcp --listening", [22, 443]), ("--process nginx", [443, 443]),
      ("--pid 7", [22]), ("--remote 10.0.0.9", [443, 40000, 40001]), ("--local-port=53", [53]),
      ("--direction inbound", [443]), ("--state ^listen", [53, 443, 40000, 40001]),
      ("  443  ", [443, 443]), ("-- 22", [22]), ("10.0.0.9 --udp", [40001]),
      ("--state established 443 nginx", [443]), ("--inet 53 --udp", [53, 40001]),
      ("-- --udp", []), ("--pid=8 0.0.0.0", [443]),
    ] as [(String, [UInt16])])
  func theFilterAcceptsTheOptionsOfTheCommandLine(words: String, ports: [UInt16]) throws {
    let watched = try mixed()
    watched.press("/\(words)\r")
    #expect(watched.model.list.filter.error == nil)
    #expect(watched.ports.sorted() == ports.sorted())
  }

  /// Owners that are only counted on the screen must be found too.
  @Test func theFilterFindsEveryOwner() throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:81", inode: 101), .listener("127.0.0.1:82", inode: 102),
    ])
    try tree.addProcess(7, name: "parent", sockets: [3: 101])
    try tree.addProcess(9, name: "Kind-Ö", sockets: [3: 101])
    let watched = try WatchedTree(tree)
    for words in ["kind", "KIND-ö", "parent"] {
      watched.press("/\(words)\r")
      #expect(watched.ports == [81], "\(words)")
      watched.press("\u{1b}")
    }
  }

  /// Ctrl-U and Ctrl-W edit a line in every shell.
  @Test func ctrlUAndCtrlWEraseWords() throws {
    let watched = try mixed()
    watched.press("/nginx  443 --udp ")
    var texts: [String] = []
    for _ in 0..<4 {
      watched.press("\u{17}")
      texts.append(watched.model.list.filter.text)
    }
    #expect(texts == ["nginx  443 ", "nginx  ", "", ""])
    watched.press("sshd\u{15}")
    #expect(
      watched.model.isTyping && watched.model.list.filter.text == "" && watched.ports.count == 6)
    watched.press("22\r")
    #expect(watched.ports == [22])
  }

  /// An empty screen looks like a machine without sockets, or like a broken program.
  @Test func anEmptyListSaysWhy() throws {
    let none = try WatchedTree(try ProcTree())
    #expect(none.screen()[2] == "  There are no sockets.")
    let watched = try mixed()
    #expect(watched.model.emptyReason == nil)
    watched.press("/mysqld")
    #expect(
      watched.screen()[2] == "  The filter excludes all 6 sockets: mysqld (press Esc to clear it)")
    watched.press("\u{1b}tu")
    #expect(
      watched.screen()[2] == "  All 6 sockets are hidden (tcp, udp); press t or u to show them")
    watched.press("tu")
    #expect(!watched.screen()[2].contains("hidden"))
  }

  /// Who leaves the live view open all day forgets with which options it was started.
  @Test func theFiltersOfTheCommandLineAreShown() throws {
    let settings = try Settings(
      try OptionParser(options: OptionTable.all).parse([
        "-tlnp", "--watch", "8080", "--state=listen", "--user", "7", "--sort", "pid",
      ]), on: Terminal())
    let all = try OptionParser(options: OptionTable.all).parse(["-plant", "--port", "5"])
    #expect(try Settings(all, on: Terminal()).filterText == "--tcp --port 5")
    #expect(settings.filterText == "--tcp --listening 8080 --state listen --user 7")
    var model = LiveModel(settings, interval: 1)
    let renderer = ScreenRenderer(columns: 120, rows: 24, isColored: false)
    func line(_ number: Int) -> String {
      String(decoding: renderer.draw(&model).lines[number], as: UTF8.self)
    }
    #expect(line(0).hasPrefix("every 1 s  filter: --tcp --listening 8080 "))
    #expect(line(2) == "  No socket matches --tcp --listening 8080 --state listen --user 7")
    _ = model.press(.character("q"))
  }

  /// While the user types a filter, letters are text, not commands. Esc clears the filter.
  @Test func keysAreTextWhileAFilterIsTyped() throws {
    let watched = try mixed()
    #expect(watched.press("/q?jsSG +t"))
    #expect(watched.model.list.filter.text == "q?jsSG +t")
    #expect(watched.model.page == .list && !watched.model.isPaused)
    #expect(watched.screen(columns: 200).last?.contains("q?jsSG +t") == true)
    watched.press("\u{1b}")
    #expect(watched.model.list.filter.text == "" && !watched.model.isTyping)
    #expect(watched.ports.count == 6)
    watched.press("/\u{7f}\u{7f}22")
    #expect(watched.ports == [22])
  }

  /// A space that is shown as `\x20` looks like a typing error.
  @Test func aTypedSpaceIsASpace() throws {
    let watched = try mixed()
    watched.press("/foo  bar ")
    let screen = watched.screen()
    #expect(screen.last?.contains("/foo  bar _") == true)
    #expect(
      screen.contains { $0.contains("The filter excludes all 6 sockets: foo bar (press Esc") })
    #expect(!screen.contains { $0.contains("x20") })
  }

  /// The filter must apply to new sockets too.
  @Test func theFilterAppliesToNewSockets() throws {
    let watched = try watched(3)
    watched.press("/--local-port 2,9\r")
    #expect(watched.ports == [2])
    try watched.update(tcp: listeners(9))
    #expect(watched.ports == [2, 9])
    #expect(watched.model.figures.totals[.listening] == 9, "totals count all sockets")
  }

  // MARK: Rows

  /// A closed socket stays in its place for one update, marked, so that the user can notice it.
  @Test func closedSocketsStayForOneUpdate() throws {
    let watched = try watched(4)
    #expect(watched.model.list.rows.allSatisfy { $0.change == nil })
    var rows = listeners(5)
    rows.remove(at: 1)
    try watched.update(tcp: rows)
    #expect(watched.ports == [1, 2, 3, 4, 5])
    #expect(watched.model.list.rows.map(\.change) == [nil, .closed, nil, nil, .opened])
    #expect(watched.model.figures.totals[.listening] == 4)
    let screen = watched.screen()
    let marks = screen[2...6].map { $0.replacing("\u{1b}[7m", with: "").prefix(5) }
    #expect(marks == ["  tcp", "- tcp", "  tcp", "  tcp", "+ tcp"])
    try watched.update()
    #expect(watched.ports == [1, 3, 4, 5])
    #expect(watched.model.list.rows.allSatisfy { $0.change == nil })
  }

  /// A new state or owner is marked for one update.
  @Test func changesAreMarkedForOneUpdate() throws {
    let watched = try mixed()
    try watched.tree.addProcess(9, sockets: [3: 101])
    try watched.update()
    #expect(watched.model.list.rows.compactMap(\.change) == [.changed])
    #expect(watched.model.list.rows.first { $0.change != nil }?.socket.local.port == 22)
    try watched.update()
    #expect(watched.model.list.rows.allSatisfy { $0.change == nil })
  }

  /// The cursor must stay on its socket when rows above it appear or disappear: Enter would show
  /// the details of another one.
  @Test func theCursorStaysOnItsSocket() throws {
    let watched = try watched(9)
    watched.press("jjjj")
    #expect(watched.selectedPort == 5)
    let rows = listeners(9)
    try watched.update(tcp: Array(rows[3...]))
    #expect(watched.selectedPort == 5)
    try watched.update()
    #expect(watched.selectedPort == 5)
    try watched.update(tcp: rows)
    #expect(watched.selectedPort == 5)
    watched.press("s")
    #expect(watched.selectedPort == 5)
    watched.press("/--local-port 5,6,7\r")
    #expect(watched.selectedPort == 5)
    watched.press("\u{1b}")
    #expect(watched.selectedPort == 5)
  }

  /// Listeners on one port (SO_REUSEPORT) have different owners: the cursor must not move to
  /// another of them.
  @Test func theCursorStaysOnItsSocketAmongListenersOnOnePort() throws {
    let sockets = [101, 102, 103].map { KernelRow.listener("127.0.0.1:80", inode: $0) }
    let watched = try WatchedTree(try ProcTree(tcp: sockets))
    watched.press("jj")
    #expect(watched.model.selected?.socket.inode == 103)
    try watched.update(tcp: [.listener("127.0.0.1:22", inode: 50)] + sockets)
    #expect(watched.model.selected?.socket.inode == 103)
  }

  /// A connection that its process closed continues without an inode: the cursor must stay on it.
  @Test func theCursorStaysOnAConnectionThatLosesItsInode() throws {
    let watched = try watched(3)
    let connection = KernelRow.connection("127.0.0.1:9", "127.0.0.1:10", inode: 200)
    try watched.update(tcp: listeners(3) + [connection])
    watched.press("G")
    #expect(watched.selectedPort == 9)
    try watched.update(
      tcp: listeners(5) + [.connection("127.0.0.1:9", "127.0.0.1:10", state: 6, inode: 0)])
    #expect(watched.selectedPort == 9)
  }

  /// After all rows disappeared, the cursor must return with the next rows.
  @Test func theCursorReturnsAfterAnEmptyList() throws {
    let watched = try watched(9)
    watched.press("G")
    try watched.update(tcp: [])
    try watched.update()
    #expect(watched.model.selected == nil)
    try watched.update(tcp: listeners(2))
    #expect(watched.model.selected != nil)
  }

  /// If the socket on the details page is gone, the page must not show another socket, which would
  /// be taken for the chosen one.
  @Test func theDetailsOfAClosedSocketDoNotShowAnother() throws {
    let watched = try watched(3)
    watched.press("j\r")
    #expect(watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("102") })
    let rows = listeners(3)
    try watched.update(tcp: [rows[0], rows[2]])
    #expect(watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("102") })
    try watched.update()
    #expect(!watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("103") })
  }

  /// The first line says what kinds of sockets there are, so that a change of their numbers is noticed.
  @Test func totalsCountEachKind() throws {
    let watched = try mixed()
    #expect(
      watched.model.figures.totals.texts.map(\.text) == [
        "2 listening", "1 established", "1 closing", "2 UDP",
      ])
  }

  /// Rows that were read again replace the old ones, but closed rows keep the owners that they had.
  @Test func rowsThatWereReadAgainAreReplaced() throws {
    let watched = try watched(2)
    try watched.update(tcp: [listeners(2)[1]])
    #expect(watched.model.list.rows.map(\.change) == [.closed, nil])
    let tree = try ProcTree(tcp: listeners(7).suffix(2))
    let other = try Snapshot.capture(Query(procPath: tree.path))
    watched.model.replace([0, 1], with: Array(other.sockets), Outcome())
    #expect(watched.ports == [1, 7])
  }
}
