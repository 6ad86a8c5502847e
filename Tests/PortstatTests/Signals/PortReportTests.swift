import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Whether a port is free after its owners were signaled. A script starts the next server because of this.
@Suite struct PortReportTests {
  private static let port = PortReport.Port(table: .tcp, number: 7300)

  /// The report for what a tree contains, after process 20 was signaled that listened on 0.0.0.0.
  private func report(
    _ rows: KernelRow..., change: (ProcTree) throws -> Void = { _ in }
  ) throws -> String {
    let tree = try ProcTree(tcp: rows)
    try change(tree)
    let snapshot = try Snapshot.capture(
      Query(requirements: .processName, procPath: tree.path))
    return PortReport(
      Self.port, snapshot.sockets,
      at: [.ip(IPAddress(ipv4: 0), port: 7300)], earlier: [20]
    ).description
  }

  private static let listener = KernelRow.listener("0.0.0.0:7300", inode: 5)

  @Test func aPortWithoutSocketsIsFree() throws {
    #expect(try report(.listener("0.0.0.0:7301", inode: 5)) == "port 7300/tcp is free")
  }

  /// A process that stayed, and one that a supervisor started in its place.
  @Test(arguments: [(20, "still in use: 20 web"), (21, "21 web")] as [(Int32, String)])
  func theListenersAreNamed(pid: Int32, text: String) throws {
    let report = try report(Self.listener) { try $0.addProcess(pid, name: "web", sockets: [3: 5]) }
    #expect(report.hasPrefix("port 7300/tcp is ") && report.contains(text))
    #expect(report.contains("still") == (pid == 20))
  }

  /// A process that shares the port with the one that ended did not begin to listen again.
  @Test func anotherListenerThatStayedIsStillThere() throws {
    let tree = try ProcTree(tcp: [Self.listener, .listener("0.0.0.0:7300", inode: 6)])
    try tree.addProcess(21, name: "web", sockets: [3: 6])
    let sockets = try Snapshot.capture(Query(requirements: .processName, procPath: tree.path))
      .sockets
    func text(_ earlier: Set<UInt64>) -> String {
      PortReport(
        Self.port, sockets, at: [.ip(IPAddress(ipv4: 0), port: 7300)], earlier: [],
        earlierSockets: earlier
      ).description
    }
    #expect(text([5, 6]) == "port 7300/tcp is still in use: 21 web")
    #expect(text([4]) == "port 7300/tcp is in use again: 21 web")
  }

  /// No cause is claimed that was not found.
  @Test func anOwnerThatCannotBeSeenIsNotExplained() throws {
    let report = try report(Self.listener) { try $0.addUnreadableProcess(9) }
    #expect(report.hasPrefix("port 7300/tcp is in use, but the process"))
    #expect(!report.contains("permission"))
  }

  @Test func aListenerOfTheKernelIsNoProcess() throws {
    #expect(
      try report(Self.listener) == "port 7300/tcp is in use, but no process has the socket open")
  }

  /// These may keep a server from binding the port, so it is not called free.
  @Test func otherSocketsOfThePortAreCounted() throws {
    let report = try report(.connection("10.0.0.7:7300", "10.0.0.9:4001", inode: 6))
    #expect(
      report == "port 7300/tcp: nothing listens on it anymore; "
        + "other sockets with this local port: 1 ESTABLISHED")
  }

  /// A server that was started again at another address would be missed, and the next one not start.
  @Test func listenersAtOtherAddressesAreNamed() throws {
    let report = try report(
      .connection("10.0.0.7:7300", "10.0.0.9:4001", inode: 6),
      .listener("127.0.0.3:7300", inode: 7), .listener("127.0.0.4:7300", inode: 8)
    ) { try $0.addProcess(31, name: "web", sockets: [3: 7]) }
    #expect(
      report == "port 7300/tcp: nothing listens at 0.0.0.0:7300 anymore; other listeners: "
        + "31 web at 127.0.0.3:7300, an unknown process at 127.0.0.4:7300; "
        + "other sockets with this local port: 1 ESTABLISHED")
  }
}
