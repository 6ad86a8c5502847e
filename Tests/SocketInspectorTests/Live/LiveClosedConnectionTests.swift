import TestSupport
import Testing

@testable import SocketInspector

/// What a program that uses the library gets to know of connections that close.
@Suite(.serialized, .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct LiveClosedConnectionTests {
  /// Takes updates until the connections with some local ports have closed.
  private func closed(
    _ series: inout SnapshotSeries, _ ports: Set<UInt16>
  ) throws -> [UInt16: Change] {
    var found: [UInt16: Change] = [:]
    return try eventually("the ends of \(ports)") {
      for change in try series.nextUpdate().changes where change.kind == .closed {
        guard let port = change.socket.local.port, ports.contains(port) else { continue }
        #expect(found[port] == nil, "\(change)")
        found[port] = change
      }
      return found.count == ports.count ? found : nil
    }
  }

  private func ports(_ answer: String) -> [UInt16] {
    answer.split(separator: " ").compactMap { UInt16($0) }
  }

  /// Connections that are shorter than an update would be missing. The listener takes IPv4 at an IPv6
  /// address, so that the ends of one connection are in two tables.
  @Test func aShortConnectionIsReportedWithItsAmounts() throws {
    var series = SnapshotSeries(Query(requirements: [.owners, .tcpInfo]))
    let first = try series.nextUpdate()
    #expect(first.remark == nil)
    #expect(first.changes.count == first.snapshot.sockets.count)
    #expect(first.changes.allSatisfy { $0.kind == .opened && $0.socket.summary == nil })
    let session = try PythonSession()
    let ports = ports(
      try session.run(
        """
        l = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        c = socket.create_connection(("127.0.0.1", l.getsockname()[1])); s, _ = l.accept(); l.close()
        answer = f"{c.getsockname()[1]} {s.getsockname()[1]}"
        c.sendall(b"x" * 11); s.recv(99); s.sendall(b"y" * 5); c.recv(99); c.close(); s.recv(9); s.close()
        """))
    let found = try closed(&series, Set(ports))
    for (port, sent, received) in [(ports[0], 11, 5), (ports[1], 5, 11)]
      as [(UInt16, UInt64, UInt64)]
    {
      let change = try #require(found[port])
      let summary = try #require(change.socket.summary)
      #expect(change.socket.ownership == .unseen && change.socket.owners.isEmpty)
      #expect(change.socket.areOwnersComplete == false && change.socket.state == .closed)
      #expect(change.time != nil && summary.seenMilliseconds == nil)
      #expect(summary.bytesSent == sent && summary.bytesReceived == received)
      #expect(summary.areBytesReceivedExact == true && summary.roundTripTime != nil)
      #expect(change.socket.tcpInfo?.bytesSent == sent)
    }
  }

  /// The process would be missing although an update saw the connection.
  @Test func aKnownConnectionKeepsItsOwner() throws {
    var series = SnapshotSeries(Query(requirements: [.processName, .tcpInfo]))
    let session = try PythonSession()
    let ports = ports(
      try session.run(
        """
        l = socket.create_server(("127.0.0.1", 0))
        c = socket.create_connection(l.getsockname()); s, _ = l.accept(); l.close()
        c.sendall(b"x" * 11); s.recv(99)
        answer = f"{c.getsockname()[1]} {s.getsockname()[1]}"
        """))
    _ = try series.nextUpdate()
    try session.run("s.close(); c.close()")
    for (_, change) in try closed(&series, Set(ports)) {
      #expect(change.socket.ownership == .known)
      #expect(change.socket.owners.map(\.pid) == [session.pid])
      #expect(change.socket.summary?.seenMilliseconds != nil)
      #expect(change.socket.summary?.areBytesReceivedExact == true)
    }
  }

  /// Whoever relies on complete changes would not notice that there are no notifications.
  @Test func withoutNotificationsTheUpdateSaysSo() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:7001", inode: 1)])
    var recorded = SnapshotSeries(Query(requirements: [], procPath: tree.path))
    #expect(try recorded.nextUpdate().remark == .shortConnectionsUnseen(nil))
    var procfs = SnapshotSeries(Query(requirements: [], source: .procfs))
    #expect(try procfs.nextUpdate().remark == .shortConnectionsUnseen(nil))
    var filter = Filter()
    filter.isListeningOnly = true
    var listening = SnapshotSeries(Query(filter: filter, requirements: [], procPath: tree.path))
    #expect(try listening.nextUpdate().remark == nil)
    filter = Filter()
    filter.tables = [.udp]
    var udp = SnapshotSeries(Query(filter: filter, requirements: [], source: .procfs))
    #expect(try udp.nextUpdate().remark == nil)
  }
}
