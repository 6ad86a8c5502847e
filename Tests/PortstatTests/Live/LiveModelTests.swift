import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What keys do, and what becomes of the rows when the sockets change.
@Suite struct LiveModelTests {
  /// Listeners at ports 1 to n.
  private func listeners(_ count: Int) -> [KernelRow] {
    (1...count).map { .listener("127.0.0.1:\($0)", inode: UInt64(100 + $0)) }
  }

  private func watched(_ count: Int) throws -> WatchedTree {
    try WatchedTree(try ProcTree(tcp: listeners(count)))
  }

  /// TCP and UDP, waiting and connected, with owners.
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

  /// The help is all that people know of the keys.
  @Test func theHelpNamesTheKeysThatAreTestedHere() {
    #expect(
      KeyHelp.all.map(\.keys) == [
        "q", "up, down, k, j", "PgUp, PgDn", "g, G", "/", "Esc", "s", "S", "t, u", "l, e", "Enter",
        "space", "+, -", "?",
      ])
  }

  /// q quits; from help and details it goes back first.
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

  /// Arrows and letters move by a row and stop at the ends.
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

  /// A page is what the screen shows; the cursor stays on the screen.
  @Test func pagesMoveByAScreen() throws {
    let watched = try watched(100)
    watched.model.resize(lines: 20)
    var seen: [Int] = []
    for key in ["6", "6", "6", "6", "6", "6", "5", "5"] {
      watched.press("\u{1b}[\(key)~")
      seen.append(watched.model.cursor)
      #expect(watched.model.visible.contains(watched.model.cursor))
      #expect(watched.model.visible.count == 20)
    }
    #expect(seen == [20, 40, 60, 80, 99, 99, 79, 59])
  }

  /// g and G go to the ends.
  @Test func gGoesToTheEnds() throws {
    let watched = try watched(100)
    watched.press("G")
    #expect(watched.selectedPort == 100)
    #expect(watched.model.visible == 80..<100)
    watched.press("g")
    #expect(watched.selectedPort == 1)
    #expect(watched.model.visible == 0..<20)
  }

  /// Where there is nothing, no key does harm.
  @Test func anEmptyListTakesEveryKey() throws {
    let watched = try WatchedTree(try ProcTree())
    watched.press("jkgG\u{1b}[5~\u{1b}[6~sSstule \r+-?jG?\u{1b}/zz\u{1b}")
    #expect(watched.model.page == .list)
    #expect(watched.model.selected == nil)
    #expect(watched.model.visible.isEmpty)
  }

  /// s goes through all columns of the table and then back to a listing's own order.
  @Test func sSortsByEachColumnInTurn() throws {
    let watched = try mixed()
    let listing = watched.ports
    var keys: [String?] = []
    for _ in watched.model.columns {
      watched.press("s")
      keys.append(watched.model.sortKeys.first?.column.key)
      if keys.last == "local" {
        #expect(watched.ports.first == 40000 || watched.ports.first == 443)
      }
      if keys.last == "pid" {
        #expect(watched.ports.prefix(3).sorted() == [22, 443, 443])
        #expect(watched.ports.first == 22)
      }
    }
    #expect(keys == watched.model.columns.map(\.key))
    watched.press("s")
    #expect(watched.model.sortKeys.isEmpty)
    #expect(watched.ports == listing)
    watched.press("s")
    #expect(watched.model.sortKeys.first?.column.key == "protocol")
  }

  /// What the command line asked to be sorted by is in force, and turned around by S.
  @Test func bigSTurnsTheOrderAround() throws {
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

  /// Nothing tells people that S works only after s.
  @Test func bigSTurnsAroundAlsoTheOrderOfAListing() throws {
    let watched = try mixed()
    let listing = watched.ports
    watched.press("S")
    #expect(watched.ports == listing.reversed())
  }

  /// t, u, l and e hide what they name, and show it again.
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

  /// Enter shows the row, and leaves it again, as Esc and q do.
  @Test func enterShowsTheRow() throws {
    let watched = try mixed()
    for leave in ["\r", "\u{1b}", "q"] {
      watched.press("j\r")
      #expect(watched.model.page == .details)
      let port = try #require(watched.selectedPort)
      let line = watched.screen().first { $0.contains("local_port") }
      #expect(line?.hasSuffix(" \(port)") == true)
      watched.press(leave)
      #expect(watched.model.page == .list)
    }
    watched.press("k\r?")
    #expect(watched.model.page == .help)
  }

  /// ? shows help; ?, Esc and q leave it.
  @Test func questionMarkShowsHelp() throws {
    let watched = try mixed()
    for leave in ["?", "\u{1b}", "q"] {
      watched.press("?")
      #expect(watched.model.page == .help)
      let screen = watched.screen(columns: 200, rows: 60).joined(separator: "\n")
      for entry in KeyHelp.all { #expect(screen.contains(entry.meaning)) }
      watched.press(leave)
      #expect(watched.model.page == .list)
    }
  }

  /// Long pages are read with the same keys as the list.
  @Test func pagesThatAreLongerThanTheScreenMove() throws {
    let watched = try mixed()
    watched.press("?")
    let first = watched.screen(rows: 8)
    watched.press("jj")
    let second = watched.screen(rows: 8)
    #expect(first[4] == second[2] && first[4] != first[2])
    watched.press("G")
    #expect(watched.screen(rows: 8)[6].contains("yellow"))
    watched.press("g")
    #expect(watched.screen(rows: 8) == first)
    // It ends at its last line, so that one key up moves it.
    watched.press("GGG")
    let last = watched.screen(rows: 8)
    watched.press("k")
    #expect(watched.screen(rows: 8) != last)
  }

  /// space pauses and goes on.
  @Test func spacePauses() throws {
    let watched = try mixed()
    watched.press(" ")
    #expect(watched.model.isPaused)
    #expect(watched.screen()[0].contains("PAUSED"))
    watched.press(" ")
    #expect(!watched.model.isPaused)
    #expect(!watched.screen()[0].contains("PAUSED"))
  }

  /// + looks more often, - less often, and both end somewhere.
  @Test func plusAndMinusChangeThePace() throws {
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

  /// The words of the command line, letter by letter: each letter shows what it leaves.
  @Test func theFilterWorksAsItIsTyped() throws {
    let watched = try mixed()
    watched.press("/4")
    #expect(watched.model.isTyping && watched.ports.isEmpty)
    watched.press("4")
    #expect(watched.ports.isEmpty)
    watched.press("3")
    #expect(watched.ports == [443, 443])
    watched.press(" --state list")
    #expect(watched.model.filter.error != nil)
    #expect(watched.ports == [443, 443], "the last that made sense")
    watched.press("en")
    #expect(watched.model.filter.error == nil)
    #expect(watched.ports == [443])
    watched.press(String(repeating: "\u{7f}", count: 15))
    #expect(watched.model.filter.text == "443" && watched.ports == [443, 443])
    watched.press("\r")
    #expect(!watched.model.isTyping && watched.ports == [443, 443])
    watched.press("\u{1b}")
    #expect(watched.model.filter.text == "" && watched.ports.count == 6)
  }

  /// Every kind of words, also those that say what to list and those about owners.
  @Test(
    arguments: [
      ("-u", [53, 40001]), ("-tl", [22, 443]), ("--process nginx", [443, 443]), ("--pid 7", [22]),
      ("--remote 10.0.0.9", [443, 40000, 40001]), ("udp:53", [53]), ("^22", []),
      ("--direction inbound", [443]), ("ssh", [22]), ("--state ^listen", [53, 443, 40000, 40001]),
      ("  443  ", [443, 443]), ("-- 22", [22]),
    ] as [(String, [UInt16])])
  func theFilterKnowsTheCommandLinesWords(words: String, ports: [UInt16]) throws {
    let watched = try mixed()
    let all = watched.ports
    watched.press("/\(words)\r")
    if words == "^22" {
      #expect(watched.model.filter.error != nil && watched.ports == all)
    } else {
      #expect(watched.model.filter.error == nil)
      #expect(watched.ports.sorted() == ports.sorted())
    }
  }

  /// While a filter is typed, letters are letters; Esc ends it and clears it.
  @Test func keysAreTextWhileAFilterIsTyped() throws {
    let watched = try mixed()
    #expect(watched.press("/q?jsSG +t"))
    #expect(watched.model.filter.text == "q?jsSG +t")
    #expect(watched.model.page == .list && !watched.model.isPaused)
    #expect(watched.screen(columns: 200).last?.contains("q?jsSG +t") == true)
    watched.press("\u{1b}")
    #expect(watched.model.filter.text == "" && !watched.model.isTyping)
    #expect(watched.ports.count == 6)
    watched.press("/\u{7f}\u{7f}22")
    #expect(watched.ports == [22])
  }

  /// New sockets are filtered too.
  @Test func theFilterStaysInForce() throws {
    let watched = try watched(3)
    watched.press("/2,9\r")
    #expect(watched.ports == [2])
    try watched.look(tcp: listeners(9))
    #expect(watched.ports == [2, 9])
    #expect(watched.model.totals.first?.count == 9, "totals speak of all")
  }

  // MARK: Rows

  /// What closed stays for one look, at its place, with its mark.
  @Test func whatClosedStaysForOneLook() throws {
    let watched = try watched(4)
    #expect(watched.model.rows.allSatisfy { $0.change == nil })
    var rows = listeners(5)
    rows.remove(at: 1)
    try watched.look(tcp: rows)
    #expect(watched.ports == [1, 2, 3, 4, 5])
    #expect(watched.model.rows.map(\.change) == [nil, .closed, nil, nil, .opened])
    #expect(watched.model.totals.map(\.count) == [4])
    let screen = watched.screen()
    let marks = screen[2...6].map { $0.replacing("\u{1b}[7m", with: "").prefix(5) }
    #expect(marks == ["  tcp", "- tcp", "  tcp", "  tcp", "+ tcp"])
    try watched.look()
    #expect(watched.ports == [1, 3, 4, 5])
    #expect(watched.model.rows.allSatisfy { $0.change == nil })
  }

  /// A state or an owner that changed is marked, for one look.
  @Test func whatChangedIsMarkedForOneLook() throws {
    let watched = try mixed()
    try watched.tree.addProcess(9, sockets: [3: 101])
    try watched.look()
    #expect(watched.model.rows.compactMap(\.change) == [.changed])
    #expect(watched.model.rows.first { $0.change != nil }?.socket.local.port == 22)
    try watched.look()
    #expect(watched.model.rows.allSatisfy { $0.change == nil })
  }

  /// Enter must show what the cursor was on, whatever came or went above it meanwhile.
  @Test func theCursorStaysOnItsSocket() throws {
    let watched = try watched(9)
    watched.press("jjjj")
    #expect(watched.selectedPort == 5)
    let rows = listeners(9)
    try watched.look(tcp: Array(rows[3...]))
    #expect(watched.selectedPort == 5)
    try watched.look()
    #expect(watched.selectedPort == 5)
    try watched.look(tcp: rows)
    #expect(watched.selectedPort == 5)
    watched.press("s")
    #expect(watched.selectedPort == 5)
    watched.press("/5,6,7\r")
    #expect(watched.selectedPort == 5)
    watched.press("\u{1b}")
    #expect(watched.selectedPort == 5)
  }

  /// Listeners at one port (SO_REUSEPORT) have other owners: the cursor stays on its own.
  @Test func theCursorStaysOnItsSocketAmongTwins() throws {
    let twins = [101, 102, 103].map { KernelRow.listener("127.0.0.1:80", inode: $0) }
    let watched = try WatchedTree(try ProcTree(tcp: twins))
    watched.press("jj")
    #expect(watched.model.selected?.socket.inode == 103)
    try watched.look(tcp: [.listener("127.0.0.1:22", inode: 50)] + twins)
    #expect(watched.model.selected?.socket.inode == 103)
  }

  /// A socket that its process closed goes on without an inode number: the cursor goes with it.
  @Test func theCursorStaysWithAConnectionThatGoesOn() throws {
    let watched = try watched(3)
    let connection = KernelRow.connection("127.0.0.1:9", "127.0.0.1:10", inode: 200)
    try watched.look(tcp: listeners(3) + [connection])
    watched.press("G")
    #expect(watched.selectedPort == 9)
    try watched.look(
      tcp: listeners(5) + [.connection("127.0.0.1:9", "127.0.0.1:10", state: 6, inode: 0)])
    #expect(watched.selectedPort == 9)
  }

  /// When all rows go, the cursor is nowhere and comes back with the next ones.
  @Test func theCursorStaysAmongTheRows() throws {
    let watched = try watched(9)
    watched.press("G")
    try watched.look(tcp: [])
    try watched.look()
    #expect(watched.model.selected == nil)
    try watched.look(tcp: listeners(2))
    #expect(watched.model.selected != nil)
  }

  /// Details that turn into another socket's would be taken for the one that was chosen.
  @Test func theDetailsOfASocketThatIsGoneBecomeNoOthers() throws {
    let watched = try watched(3)
    watched.press("j\r")
    #expect(watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("102") })
    let rows = listeners(3)
    try watched.look(tcp: [rows[0], rows[2]])
    #expect(watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("102") })
    try watched.look()
    #expect(!watched.screen(rows: 60).contains { $0.contains("inode") && $0.contains("103") })
  }

  /// Totals by state, listeners first.
  @Test func totalsCountEachState() throws {
    let watched = try mixed()
    #expect(
      watched.model.totals.map { "\($0.label) \($0.count)" } == [
        "LISTEN 2", "ESTABLISHED 2", "CLOSE_WAIT 1", "UDP 1",
      ])
  }

  /// Owners that were looked at just now take the place of older ones; closed rows keep theirs.
  @Test func rowsThatWereLookedAtAgainAreReplaced() throws {
    let watched = try watched(2)
    try watched.look(tcp: [listeners(2)[1]])
    #expect(watched.model.rows.map(\.change) == [.closed, nil])
    let tree = try ProcTree(tcp: listeners(7).suffix(2))
    let other = try Snapshot.capture(Query(procPath: tree.path))
    watched.model.replace(0..<2, with: Array(other.sockets), Outcome())
    #expect(watched.ports == [1, 7])
  }
}
