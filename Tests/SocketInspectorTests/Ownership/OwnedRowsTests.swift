import TestSupport
import Testing

@testable import SocketInspector

@Suite struct OwnedRowsTests {
  /// Listeners with inodes 100, 200 and 300: the first two belong to processes 7 and 8, the third has no
  /// known owner. And a connection in TIME_WAIT, which no process can have open.
  private let tree: ProcTree
  private static let rows =
    ([100, 200, 300] as [UInt64]).map { inode in
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", UInt16(inode)), remote: endpoint("0.0.0.0", 0),
        state: .listen, inode: inode)
    } + [
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 80), remote: endpoint("127.0.0.1", 5),
        state: .timeWait, inode: 0)
    ]

  init() throws {
    tree = try ProcTree()
    try tree.addProcess(7, name: "server", sockets: [3: 100])
    try tree.addProcess(8, name: "client", sockets: [3: 200])
  }

  private func resolution() throws -> OwnerResolution {
    var finder = try OneShotOwnerFinder(
      ProcFileSystem(tree.path), Query(procPath: tree.path).readPlan, startsNow: false)
    return try finder.owners(of: [100, 200, 300])
  }

  private func join(
    _ resolution: OwnerResolution, _ requirements: Requirements = .processName,
    _ change: (inout Filter) -> Void = { _ in }
  ) throws -> OwnedRows {
    var filter = Filter()
    change(&filter)
    let plan = ReadPlan(filter: filter, source: .procfs, requirements: requirements)
    return try OwnedRows(Self.rows, resolution, plan, ProcFileSystem(tree.path))
  }

  /// `--pid` and `--process` would show sockets of other processes, or read the details of every process
  /// on the machine.
  @Test func onlyTheRowsOfMatchingProcessesAreKept() throws {
    let byPID = try join(try resolution()) { $0.pids.included = [8] }
    #expect(byPID.rows.map(\.inode) == [200])
    #expect(Array(byPID.processes.keys) == [8])
    let byName = try join(try resolution()) { $0.processNames.excluded = [NamePattern("client")] }
    #expect(byName.rows.map(\.inode) == [100, 300, 0])
    #expect(byName.processes.mapValues(\.name) == [7: "server"])
    #expect(byName.possibleHiddenMatches == 0 && byName.uncertainMatchCount == 0)
  }

  /// A listing without a filter would lose rows without an owner, or one without owners would read
  /// processes for nothing.
  @Test func withoutAFilterEveryRowIsKept() throws {
    let all = try join(try resolution())
    #expect(all.rows == Self.rows)
    #expect(Set(all.processes.keys) == [7, 8])
    #expect(try join(try resolution(), []).processes.isEmpty)
  }

  /// `--pid` would not report that an unreadable process may have more of the sockets open, or count
  /// sockets that no process can have open.
  @Test func rowsThatAnUnreadableProcessMayOwnAreCounted() throws {
    try tree.addUnreadableProcess(60)
    let included = try join(try resolution()) { $0.pids.included = [60] }
    #expect(included.rows.isEmpty && included.possibleHiddenMatches == 3)
    #expect(included.uncertainMatchCount == 0)
    let excluded = try join(try resolution()) { $0.pids.excluded = [7, 60] }
    #expect(excluded.rows.map(\.inode) == [200, 300, 0])
    #expect(excluded.possibleHiddenMatches == 0 && excluded.uncertainMatchCount == 2)
  }

  /// `--pid` would show a socket that the process closed before its name was read.
  @Test func aProcessThatClosedItsSocketMeanwhileDoesNotMatch() throws {
    let found = try resolution()
    try tree.remove("7/fd/3")
    let joined = try join(found) { $0.processNames.included = [NamePattern("server")] }
    #expect(joined.rows.isEmpty && joined.processes.isEmpty)
    #expect(joined.resolution.ownership(of: 100) == .gone)
  }
}
