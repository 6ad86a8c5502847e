import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The groups of the live view by unit and container. On a server, the question is which service has the
/// connections, not which of its programs.
@Suite struct LiveGroupTests {
  private static let container = String(repeating: "0123456789abcdef", count: 4)

  /// Two programs of one unit, one in a container, and one outside of both.
  private func watched() throws -> WatchedTree {
    let tree = try ProcTree(tcp: [
      .listener("0.0.0.0:80", inode: 101), .listener("127.0.0.1:9000", inode: 102),
      .connection("10.0.0.7:80", "10.0.0.9:51000", inode: 103),
      .listener("0.0.0.0:5432", inode: 104), .listener("0.0.0.0:8000", inode: 105),
      .connection("10.0.0.7:80", "10.0.0.9:51001", state: 6, inode: 0),
    ])
    for (pid, name, sockets, path) in [
      (7, "nginx", [3: 101, 4: 103], "/system.slice/web.service"),
      (8, "php-fpm", [3: 102], "/system.slice/web.service"),
      (9, "postgres", [3: 104], "/system.slice/docker-\(Self.container).scope"),
      (10, "python3", [3: 105], "/"),
    ] as [(Int32, String, [Int32: UInt64], String)] {
      try tree.addProcess(pid, name: name, sockets: sockets)
      try tree.folder.write("0::\(path)\n", to: "\(pid)/cgroup")
    }
    return try WatchedTree(tree)
  }

  private func cells(_ watched: WatchedTree, columns: Int = 120) -> [[String]] {
    watched.screen(columns: columns)[2...].prefix { !$0.isEmpty }
      .map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") }
      .map { $0.replacing(" unit)", with: "_unit)").replacing(" container)", with: "_container)") }
      .map { $0.split(separator: " ").map(String.init) }
  }

  /// The sums of all programs of a service, and of what belongs to none.
  @Test func theSecondPressGroupsByUnit() throws {
    let watched = try watched()
    watched.press("p")
    #expect(watched.screen(columns: 100).last?.contains("p by unit") == true)
    watched.press("p")
    let screen = watched.screen(columns: 100)
    #expect(screen[1].contains("Unit") && screen[1].contains("Process"))
    #expect(screen.last?.contains("p by container") == true)
    let cells = cells(watched)
    #expect(cells[0] == ["web.service", "7+1", "3", "2", "1", "0", "1", "nginx+1"])
    #expect(cells[1] == ["(no_unit)", "9+1", "2", "2", "0", "0", "0", "postgres+1"])
    #expect(cells[2] == ["(time-wait)", "-", "1", "0", "0", "1", "1", "-"])
  }

  /// Enter shows the sockets of a group, and the same key leads back to it.
  @Test func aUnitShowsItsSockets() throws {
    let watched = try watched()
    watched.press("pp\r")
    #expect(watched.model.page == .list && Set(watched.ports) == [80, 9000])
    #expect(watched.screen(columns: 80).last?.contains("unit web.service") == true)
    #expect(watched.model.requirements.contains(.controlGroup))
    watched.press("p")
    #expect(watched.model.page == .processes && watched.model.processes.grouping == .unit)
    watched.press("j\r")
    #expect(watched.ports == [5432, 8000])
    #expect(watched.screen(columns: 80).last?.contains("unit (no unit)") == true)
    watched.press("\u{1b}\u{1b}")
    #expect(watched.model.page == .list && watched.ports.count == 6)
  }

  /// The third press groups by container, the fourth returns to the list; a new round begins with processes.
  @Test func theThirdPressGroupsByContainer() throws {
    let watched = try watched()
    watched.press("ppp")
    let cells = cells(watched)
    #expect(cells[0] == ["0123456789ab", "9", "1", "1", "0", "0", "0", "postgres"])
    #expect(cells[1] == ["(no_container)", "7+2", "4", "3", "1", "0", "1", "nginx+2"])
    watched.press("p")
    #expect(watched.model.page == .list && !watched.model.hasWayBack)
    watched.press("p")
    #expect(watched.model.processes.grouping == .process)
  }

  /// A paused list would say that nothing belongs to a unit, although that was only not read.
  @Test func whatWasNotReadIsNotGroupedWhilePaused() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:80", inode: 101)])
    try tree.addProcess(7, name: "nginx", sockets: [3: 101])
    try tree.folder.write("", to: "7/cgroup")
    let watched = try WatchedTree(tree)
    watched.press(" pp")
    #expect(watched.model.processes.grouping == .process)
    #expect(
      watched.model.message == "units are not read while paused; press space to resume")
    watched.press(" p")
    #expect(watched.model.processes.grouping == .unit)
  }
}
