import TestSupport
import Testing

@testable import portstat

/// What the live view says beside the rows: messages, what is typed, problems and command lines.
@Suite struct LiveMessageTests {
  private func watched() throws -> WatchedTree {
    let tree = try ProcTree(
      tcp: (1...30).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) } + [
        .connection("127.0.0.1:1", "10.0.0.9:51000", state: 8, inode: 31)
      ])
    try tree.addProcess(7, name: "ledger", sockets: [3: 1, 4: 31])
    try tree.folder.write("/srv/ledger\0--listen\0--all\0", to: "7/cmdline")
    return try WatchedTree(tree)
  }

  /// The words of some lines.
  private func text(_ lines: some Sequence<String>) -> String {
    lines.map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
  }

  /// The reason at the end of a message, or the remedy, would be cut off.
  @Test(arguments: [(40, 10, false), (60, 20, true), (80, 24, true), (200, 60, true)])
  func aLongMessageIsShownAboveTheLastLine(columns: Int, rows: Int, isWhole: Bool) throws {
    let watched = try watched()
    let message = """
      4021 systemd is not signaled: it listens on behalf of a .socket unit; find the unit with systemctl \
      list-sockets, then stop it
      """
    watched.press("G")
    watched.model.report(message)
    let screen = watched.screen(columns: columns, rows: rows)
    #expect(screen.count == rows && screen.last?.hasPrefix("? help  q quit") == true)
    let end = text(screen.suffix(6))
    #expect(end.contains(isWhole ? message : "4021 systemd is not signaled: it listens on behalf"))
    #expect(screen.contains { $0.contains("10.0.0.9:51000") || $0.contains("CLOSE_WAIT") })
    watched.press("?")
    #expect(!text(watched.screen(columns: columns, rows: rows)).contains("systemd"))
  }

  /// Whoever types a long filter has to see what is typed.
  @Test(arguments: [20, 40, 80])
  func theEndOfALongSearchIsOnTheScreen(columns: Int) throws {
    let watched = try watched()
    watched.press(
      "/--process ledger,postgres,nginx,redis-server --local-port 5432,6379,443,8443 xyz")
    let last = try #require(watched.screen(columns: columns).last)
    #expect(last.hasPrefix(columns < 80 ? "/.." : "/") && last.contains(" xyz_"), "\(last)")
    #expect(last.count <= columns)
    watched.press("\u{17}")
    #expect(watched.screen(columns: columns).last?.contains("8443 _") == true)
  }

  /// An invalid filter leaves the last one in force: the user has to learn that, and why.
  @Test(arguments: [40, 60, 80])
  func theReasonOfAnInvalidSearchIsReadable(columns: Int) throws {
    let watched = try watched()
    watched.press("/--json")
    let screen = watched.screen(columns: columns, rows: 24)
    #expect(
      text(screen.suffix(5)).contains(
        "invalid option '--json' in a filter: expected one that chooses sockets, such as --state"))
    #expect(screen.last?.hasPrefix("/--json_") == true)
  }

  /// In a list of thousands, nobody finds the few connections that hang.
  @Test func problemsAreCounted() throws {
    let watched = try watched()
    #expect(watched.screen(columns: 80)[0].contains("  1 problem"))
    #expect(watched.screen(columns: 80, isColored: true)[0].contains("m1 problem\u{1b}[0m"))
    try watched.update(tcp: [.listener("127.0.0.1:1", inode: 1)])
    #expect(!watched.screen(columns: 80)[0].contains("problem"))
  }

  /// On a very wide screen, half of it would be empty.
  @Test func aVeryWideScreenShowsCommandLines() throws {
    let watched = try watched()
    let wide = watched.screen(columns: 160)
    #expect(wide[1].contains("  Command"))
    #expect(wide.contains { $0.contains("/srv/ledger --listen --all") })
    #expect(!watched.screen(columns: 120)[1].contains("Command"))
    // It is not searched, because only the rows on the screen have it.
    watched.press("/--listening all")
    #expect(watched.ports.isEmpty)
  }
}
