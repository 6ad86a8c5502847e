import TestSupport
import Testing

@testable import SocketInspector

/// Which of several owners a table names, if there is room for one.
@Suite struct NamedOwnerTests {
  /// A socket of systemd (socket activation), two workers and a logger.
  private func named(_ change: (inout Filter) -> Void = { _ in }) throws -> Owner? {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:7501", inode: 100)])
    for (pid, name) in [(1, "systemd"), (310, "worker"), (311, "worker"), (400, "logger")] {
      try tree.addProcess(Int32(pid), name: name, sockets: [3: 100, 9: 100])
      try tree.folder.write("/opt/\(name)\0--number\0\(pid)\0", to: "\(pid)/cmdline")
    }
    var filter = Filter()
    change(&filter)
    let snapshot = try Snapshot.capture(
      Query(filter: filter, requirements: .programName, procPath: tree.path))
    let socket = try #require(snapshot.sockets.first)
    // Data has all owners, by PID.
    #expect(socket.owners.map(\.pid) == [1, 310, 311, 400])
    return socket.namedOwner
  }

  /// `portstat --process logger` named systemd: the filter seemed not to work.
  @Test func theOwnerThatTheFilterNamesComesFirst() throws {
    #expect(try named { $0.processNames.included = [NamePattern("logg*")] }?.pid == 400)
    #expect(try named { $0.pids.included = [311] }?.pid == 311)
    #expect(try named { $0.pids.included = [400, 311] }?.pid == 311)
    #expect(try named { $0.commands.included = [NamePattern("*--number 311")] }?.pid == 311)
    #expect(try named { $0.pids.included = [1] }?.pid == 1)
    // Among owners that match, process 1 comes last too.
    #expect(try named { $0.pids.included = [1, 400] }?.pid == 400)
    // What is excluded names nobody.
    #expect(try named { $0.pids.excluded = [2] }?.pid == 310)
  }

  /// With socket activation, every service would be called systemd.
  @Test func processOneComesLast() throws {
    let owner = try named()
    #expect(owner?.pid == 310 && owner?.fds == [3, 9])
  }

  /// A socket that only process 1 has open would have no name.
  @Test func processOneIsNamedIfItIsAlone() throws {
    let tree = try ProcTree(tcp: [
      .listener("0.0.0.0:7502", inode: 100), .listener("0.0.0.0:7503", inode: 200),
    ])
    try tree.addProcess(1, name: "systemd", sockets: [30: 100])
    let sockets = try Snapshot.capture(Query(procPath: tree.path)).sockets
    #expect(sockets.map { $0.namedOwner?.pid } == [1, nil])
  }
}
