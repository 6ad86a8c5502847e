import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What the live view draws.
@Suite struct ScreenRendererTests {
  private static let sizes = [(1, 1), (40, 10), (80, 24), (200, 60)]

  /// The width of a line on a terminal, without its colors. Covers only the characters that these
  /// tests use.
  private func width(_ line: String) -> Int {
    line.replacing(/\u{1b}\[[0-9;]*m/, with: "").unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x300...0x36f, 0x200b...0x200f: width
      case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xff01...0xff60,
        0x1f300...0x1faff:
        width + 2
      default: width + 1
      }
    }
  }

  /// A process whose name and arguments consist of wide characters.
  private func wide() throws -> WatchedTree {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, name: "漢字漢字漢", sockets: [3: 100])
    try tree.folder.write(
      String(repeating: "漢", count: 150) + "\0" + String(repeating: "漢 字 ", count: 60) + "\0",
      to: "7/cmdline")
    return try WatchedTree(tree)
  }

  /// With one line too many the screen scrolls; with one too few an old line stays.
  @Test(arguments: ["web-server", "hostile-names", "every-state"], sizes)
  func thereAreAsManyLinesAsRows(tree: String, size: (columns: Int, rows: Int)) throws {
    let watched = try WatchedTree(fixture: tree)
    for keys in ["", "/443", "\u{1b}?", "?\r", "\r", "ss", "tu"] {
      watched.press(keys)
      let screen = watched.screen(columns: size.columns, rows: size.rows)
      #expect(screen.count == size.rows, "\(keys)")
      #expect(!screen.contains { $0.contains("\n") || $0.contains("\r") })
    }
  }

  /// Users who do not know the keys must find help and quit on every screen.
  @Test(arguments: [(40, 10), (80, 24), (200, 60)])
  func theLastLineBeginsWithHelpAndQuit(columns: Int, rows: Int) throws {
    let watched = try WatchedTree(fixture: "web-server")
    for keys in ["", "/44", "3 --nonsense", "\u{1b}?", "?\r", "\r", "sS", "tule", " "] {
      watched.press(keys)
      let last = watched.screen(columns: columns, rows: rows).last
      // While text is typed, these keys are text.
      let start = watched.model.isTyping ? "/44" : "? help  q "
      #expect(last?.hasPrefix(start) == true, "\(last ?? "")")
      if watched.model.isTyping { continue }
      #expect(last?.hasPrefix(start + (watched.model.isList ? "quit" : "back")) == true)
    }
  }

  /// A line that is too long is broken by the terminal, or overwrites its own end.
  @Test(
    arguments: ["web-server", "hostile-names", "every-state", "shared-listener"],
    [(40, 10), (80, 24), (200, 60)])
  func noRowIsWiderThanTheScreen(tree: String, size: (columns: Int, rows: Int)) throws {
    let watched = try WatchedTree(fixture: tree)
    for isColored in [false, true] {
      for _ in 0..<5 {
        let screen = watched.screen(columns: size.columns, rows: size.rows, isColored: isColored)
        for line in screen { #expect(width(line) <= size.columns, "\(line)") }
        watched.press("\u{1b}[6~")
      }
    }
  }

  /// The same in a very small window, down to a single column.
  @Test(arguments: [1, 2, 3, 4, 6, 8], ["web-server", "hostile-names"])
  func noRowIsWiderThanATinyScreen(columns: Int, tree: String) throws {
    let watched = try WatchedTree(fixture: tree)
    for keys in ["", "j", "/4", "\u{1b}?", "?\r", "\r"] {
      watched.press(keys)
      for isColored in [false, true] {
        let screen = watched.screen(columns: columns, rows: 10, isColored: isColored)
        #expect(screen.count == 10)
        for line in screen { #expect(width(line) <= columns, "\(keys): \(line)") }
      }
    }
  }

  /// Chosen columns are shown as far as they fit. A cut must be marked, because half an address is
  /// another address.
  @Test(arguments: [false, true])
  func cutLinesAreMarked(isColored: Bool) throws {
    var view = OutputOptions()
    view.columnChoice = try ColumnParser.choice("state,local,remote,process")
    let watched = try WatchedTree(fixture: "hostile-names", view)
    func plain(_ columns: Int) -> [String] {
      watched.screen(columns: columns, rows: 40, isColored: isColored)[1..<39]
        .map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") }
    }
    // A narrow screen may leave less room between columns.
    func words(_ line: some StringProtocol) -> String {
      line.split(separator: " ").joined(separator: " ")
    }
    let whole = plain(1000)
    #expect(whole.allSatisfy { !$0.hasSuffix(">") })
    for columns in 1...70 {
      for (line, whole) in zip(plain(columns), whole) {
        #expect(width(line) <= columns)
        if words(line) == words(whole) { continue }
        #expect(width(whole) > columns)
        #expect(
          line.hasSuffix(">") && words(whole).hasPrefix(words(line.dropLast())), "\(line)")
      }
    }
  }

  /// A tree with ten IPv4 listeners and another row.
  private func watched(
    _ other: KernelRow, _ output: OutputOptions = OutputOptions()
  ) throws -> WatchedTree {
    let tree = try ProcTree(
      tcp: (1...10).map { .listener("10.0.0.7:\(8440 + $0)", inode: UInt64($0)) },
      tcp6: [other])
    try tree.addProcess(
      2345, name: "ledger",
      sockets: Dictionary(uniqueKeysWithValues: (1...11).map { (Int32($0), UInt64($0)) }))
    try tree.folder.write("/srv/ledger/bin/ledger\0--listen\0", to: "2345/cmdline")
    return try WatchedTree(tree, output)
  }

  /// A cut address is of no use. Service and Class say less, so they go first.
  @Test(arguments: [70, 80, 95, 100, 120])
  func anAddressIsWholeWhileServiceAndClassCanGo(columns: Int) throws {
    let screen = try watched(.listener("[2001:db8:5:6:7::5a]:8443", inode: 11))
      .screen(columns: columns)
    let row = try #require(screen.first { $0.contains("tcp6") })
    #expect(row.contains(" [2001:db8:5:6:7::5a]:8443 "), "\(row)")
    #expect(row.contains(" LISTEN ") && row.contains(" 2345  ledger"), "\(row)")
  }

  /// Users who asked for a column must learn why it is not there: from the status line, and if that is too
  /// narrow for the names, from the help page.
  @Test(arguments: [40, 60, 80])
  func omittedColumnsAreNamed(columns: Int) throws {
    var output = OutputOptions()
    output.isExtended = true
    output.showsTimers = true
    let watched = try watched(.listener("[::1]:8443", inode: 11), output)
    let screen = watched.screen(columns: columns, rows: 24)
    let titles = watched.model.list.columns.map(\.title)
    let omitted = titles.filter { !screen[1].contains($0) }
    #expect(omitted.count > 1)
    let names = "no room for \(omitted.joined(separator: ", "))"
    let last = try #require(screen.last)
    #expect(
      last.contains(names) || last.contains("\(omitted.count) columns hidden"), "\(last)")
    watched.press("?")
    let help = watched.screen(columns: columns, rows: 60).joined(separator: " ")
      .replacing(/\ +/, with: " ")
    #expect(help.contains("Not enough room for \(omitted.joined(separator: ", ")):"), "\(help)")
    #expect(help.contains("wider"))
  }

  /// Half an address is of no use: columns that the user added go before the address is cut to nothing, and
  /// are counted.
  @Test(arguments: [40, 60])
  func addedColumnsGoBeforeAnAddressIsCutToNothing(columns: Int) throws {
    var output = OutputOptions()
    output.columnChoice = try ColumnParser.choice("+command,+user")
    let watched = try watched(.listener("[::1]:8443", inode: 11), output)
    let screen = watched.screen(columns: columns, rows: 9)
    #expect(screen[2].contains("10.0.0.7"), "\(screen[2])")
    #expect(screen[2].contains(/LISTEN +2345 +ledger/), "\(screen[2])")
    #expect(screen.last?.contains("columns hidden") == true)
  }

  /// An update writes the cells that changed, which is what keeps it calm and fast over SSH.
  @Test(arguments: [(80, 24, 50), (200, 60, 2000), (40, 10, 5)])
  func anUpdateWritesOnlyWhatChanged(columns: Int, rows: Int, sockets: Int) throws {
    func connections(_ states: (Int) -> Int) -> [KernelRow] {
      (0..<sockets).map { number in
        .connection(
          "10.0.0.7:443", "10.0.\(1 + number / 250).\(1 + number % 250):51000",
          state: UInt8(states(number)), inode: UInt64(100 + number))
      }
    }
    let watched = try WatchedTree(try ProcTree(tcp: connections { _ in 1 }))
    var diff = ScreenDiff()
    var output = OutputBuffer(.output)
    func write() -> Int {
      output.discard()
      let screen = watched.screen(columns: columns, rows: rows)
      diff.draw(screen.map { Array($0.utf8) }, to: &output)
      return output.bytes.count
    }
    let whole = write()
    try watched.update()
    _ = write()  // The churn appears.
    try watched.update()
    #expect(write() < 30, "nothing changed but the churn")
    try watched.update(tcp: connections { $0 == 2 ? 8 : 1 })
    let changed = write()
    // On the smallest screen, the new state makes its column wider.
    #expect(changed > 0 && changed < (columns == 40 ? whole : 120), "\(changed) of \(whole) bytes")
  }

  /// The status line must not speak of columns if none is missing.
  @Test func nothingIsNamedIfNoColumnIsOmitted() throws {
    let watched = try watched(.listener("[::1]:8443", inode: 11))
    #expect(watched.screen(columns: 120).last?.contains(/no room|columns hidden/) == false)
    watched.press("?")
    #expect(!watched.screen(columns: 120).contains { $0.contains("room for") })
  }

  /// Also if the user has named the columns, one long connection must not push State and PID of all
  /// other rows off the screen.
  @Test func aLongAddressCostsNoChosenColumnOfOtherRows() throws {
    var output = OutputOptions()
    output.columnChoice = try ColumnParser.choice("proto,local,foreign,state,pid,process")
    let screen = try watched(
      .connection(
        "[2001:db8:a:b:c:d:1234:5678]:8443", "[2001:db8:8765:4321:f:e:d:c]:50124", inode: 11),
      output
    ).screen(columns: 80)
    let rows = screen.filter { $0.contains("  tcp  ") }
    #expect(rows.count == 10 && rows.allSatisfy { $0.contains("LISTEN       2345  ledger") })
  }

  /// Names and arguments may consist of wide characters. Their lines must fit too, or the terminal
  /// breaks them.
  @Test(arguments: [(40, 20), (80, 60), (200, 60)])
  func noLineOfTheDetailsIsWiderThanTheScreen(columns: Int, rows: Int) throws {
    let watched = try wide()
    watched.press("\r")
    let screen = watched.screen(columns: columns, rows: 100)
    #expect(screen.contains { $0.contains("漢") })
    #expect(screen.allSatisfy { width($0) <= columns })
  }

  /// The user may type wide characters into the filter. The last line must fit too.
  @Test func theLastLineIsNotWiderThanTheScreen() throws {
    let watched = try wide()
    watched.press("/" + String(repeating: "漢", count: 60))
    let last = try #require(watched.screen(columns: 80).last)
    #expect(width(last) <= 80)
  }

  /// On a terminal of 80 columns, the help must not be cut.
  @Test func theHelpIsCompleteAtEightyColumns() throws {
    let watched = try WatchedTree(fixture: "web-server")
    watched.press("?")
    let words = watched.screen(columns: 80, rows: 24).joined(separator: " ").split(separator: " ")
    for entry in KeyTable.all {
      let meaning = entry.meaning.split(separator: " ")
      #expect(words.contains(meaning), "\(entry.meaning)")
    }
  }

  /// Names of processes and pasted text must not send escape sequences to the terminal.
  @Test(arguments: [false, true])
  func namesSendNoEscapeSequences(isColored: Bool) throws {
    let watched = try WatchedTree(fixture: "hostile-names")
    for _ in 0..<30 {
      for keys in ["\r", "\r"] {
        watched.press(keys)
        for line in watched.screen(columns: 200, rows: 60, isColored: isColored) {
          let plain = line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
          #expect(!plain.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
      }
      watched.press("j")
    }
    watched.press("/\u{1}\u{7}\u{9b}x")
    let last = (watched.screen(columns: 200, isColored: isColored).last ?? "")
      .replacing(/\u{1b}\[[0-9;]*m/, with: "")
    #expect(!last.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  /// Changes must be readable without color, and colored if the terminal has colors.
  @Test func changesAreMarked() throws {
    let watched = try WatchedTree(
      try ProcTree(tcp: [1, 2].map { .listener("127.0.0.1:\($0)", inode: UInt64(100 + $0)) }))
    try watched.update(tcp: [
      .listener("127.0.0.1:2", inode: 102), .listener("127.0.0.1:3", inode: 103),
    ])
    try watched.tree.addProcess(7, sockets: [3: 102])
    let plain = watched.screen()
    #expect(
      plain[2...4].map { $0.replacing("\u{1b}[7m", with: "").prefix(2) } == ["- ", "  ", "+ "])
    let colored = watched.screen(isColored: true)
    #expect(colored[2].contains("\u{1b}[31m- ") && colored[4].contains("\u{1b}[34m+ "))
    try watched.update()
    let changed = watched.screen(isColored: true)
    #expect(changed.contains { $0.contains("\u{1b}[1m~ ") })
  }

  /// The row of the cursor is drawn in reverse video, and no other.
  @Test func theRowOfTheCursorIsReversed() throws {
    let watched = try WatchedTree(fixture: "web-server")
    watched.press("j")
    let screen = watched.screen()
    // The heading is underlined without colors.
    #expect(screen.indices.filter { screen[$0].contains("\u{1b}[7m") } == [3])
  }

  /// A column that stayed as wide as one long address that was once on the screen would leave no room for the
  /// rest.
  @Test func columnsAreAsWideAsTheVisibleRows() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)])
    let watched = try WatchedTree(tree)
    let renderer = ScreenRenderer(columns: 120, rows: 24, isColored: false)
    func heading() -> String {
      String(decoding: renderer.draw(&watched.model).lines[1], as: UTF8.self)
        .replacing(#/ +\x1b\[0m$/#, with: "")
    }
    let narrow = heading()
    try watched.update(tcp: [
      .connection("100.100.100.100:50000", "200.200.200.200:60000", inode: 5)
    ])
    try watched.update()
    let wide = heading()
    #expect(wide.utf8.count > narrow.utf8.count)
    try watched.update(tcp: [.listener("127.0.0.1:1", inode: 101)])
    try watched.update()
    #expect(heading() == narrow)
    try watched.update(
      tcp: (1...40).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) } + [
        .connection("100.100.100.100:50000", "200.200.200.200:60000", inode: 5)
      ])
    try watched.update()
    #expect(watched.model.list.visible.count < watched.model.list.rows.count)
    #expect(heading().utf8.count < wide.utf8.count)
  }

  /// State, PID and process answer the question: one long connection on the screen must not push them off
  /// the screen, neither in its own row nor in others.
  @Test(arguments: [40, 60, 80, 100, 120])
  func longAddressesLeaveTheOwnerOnTheScreen(columns: Int) throws {
    let tree = try ProcTree(
      tcp: [
        .listener("127.0.0.1:8443", inode: 101),
        .connection("10.0.0.7:8443", "198.51.100.77:50123", inode: 102),
      ],
      tcp6: [
        .connection(
          "[2001:db8:a:b:c:d:1234:5678]:8443", "[2001:db8:8765:4321:f:e:d:c]:50124", inode: 103)
      ])
    try tree.addProcess(4321, name: "front-end", sockets: [3: 101, 4: 102, 5: 103])
    let watched = try WatchedTree(tree)
    let screen = watched.screen(columns: columns, rows: 24)
    let rows = screen[2...4].map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") }
    #expect(rows.allSatisfy { width($0) <= columns })
    for (row, state) in zip(rows, ["LISTEN", "ESTABLISHED", "ESTABLISHED"]) {
      let word = columns < 60 && state == "ESTABLISHED" ? "ESTAB" : state
      #expect(row.contains(" \(word) "), "\(row)")
      #expect(row.contains(#/ 4321 +front-end/#), "\(row)")
    }
    #expect(rows[2].contains(">") == (columns < 120))
    if columns >= 80 {
      #expect(rows[1].contains("  10.0.0.7:8443  ") && rows[1].contains("  198.51.100.77:50123  "))
    }
  }

  /// The indentation of the help and details is portstat's own and must not be escaped like a
  /// leading blank in a name.
  @Test(arguments: ["?", "\r"])
  func indentationIsNotEscaped(key: String) throws {
    let watched = try WatchedTree(fixture: "web-server")
    watched.press(key)
    let screen = watched.screen()
    #expect(!screen.contains { $0.contains(#"\x20"#) })
  }

  /// The details page must show every field, all owners, and what the state means.
  @Test func theDetailsShowEverything() throws {
    let watched = try WatchedTree(fixture: "shared-listener")
    watched.press("/8080\r\r")
    let socket = try #require(watched.model.selected?.socket)
    let text = watched.screen(columns: 200, rows: 200).joined(separator: "\n")
    #expect(socket.owners.count > 1)
    for owner in socket.owners {
      #expect(text.contains("process \(owner.pid) ") || text.contains("PID \(owner.pid) "))
    }
    for column in SocketColumns.data where column.key != "processes" {
      #expect(text.contains(" \(column.key) "))
    }
    #expect(text.contains(SocketState.listen.explanation))
    #expect(text.contains(/ownership +known/))
  }

  /// If arguments were left out without a mark, users would take the command for one without them.
  @Test(arguments: [(100, false), (200_000, true)])
  func aCommandThatIsTruncatedEndsWithAnEllipsis(length: Int, isTruncated: Bool) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, name: "server", sockets: [3: 100])
    try tree.folder.write(
      "server\0--first\0" + String(repeating: "x", count: length) + "\0", to: "7/cmdline")
    let watched = try WatchedTree(tree)
    watched.press("\r")
    let text = watched.screen(columns: 200, rows: 200).joined(separator: "\n")
    #expect(text.contains("command      server --first ...\n") == isTruncated)
    #expect(text.contains("...") == isTruncated)
  }
}
