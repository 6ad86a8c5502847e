import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Sockets of this process among all others of the machine.
@Suite struct LiveTableTests {
  /// A value of a row would differ from the table that the kernel prints.
  @Test func rowsAgreeWithTheKernelsTables() throws {
    let connection = try LiveConnection()
    try connection.client.send(100)
    let halfClosed = try LiveConnection(LiveSocket.Family.hasIPv6 ? .ipv6 : .ipv4)
    try halfClosed.client.endSending()
    var sockets = [connection, halfClosed].flatMap { [$0.listener, $0.client, $0.server] }
    if LiveSocket.Family.hasIPv6 {
      sockets.append(try .listener(.ipv6, at: "::ffff:127.0.0.1"))
    }
    for family in LiveSocket.Family.available {
      let socket = try LiveSocket(family, .udp)
      try socket.bind()
      let connected = try LiveSocket(family, .udp)
      try connected.connect(to: socket.port)
      try connected.send(10)
      sockets += [socket, connected]
    }
    let inodes = Set(try sockets.map { try $0.inode })
    let (expected, rows) = try withExtendedLifetime(sockets) {
      try eventually("two readings of the tables without a change in between") {
        let before = try LiveRows.referenceRows(of: inodes)
        let snapshot = try Snapshot.capture(Query(requirements: .retransmits))
        let after = try LiveRows.referenceRows(of: inodes)
        let isStable = before.count == inodes.count && before == after
        return isStable ? (before, snapshot.sockets.filter { inodes.contains($0.inode) }) : nil
      }
    }
    #expect(Set(rows.map(\.inode)) == inodes)
    #expect(rows.count == inodes.count)
    for row in rows {
      let text = try #require(expected[row.inode])
      #expect(text.agrees(with: row.socket), "\(text)")
      #expect(row.userID.map(Int64.init) == text.userID)
      #expect(row.timer == nil || text.timer != 0)
      #expect(row.drops.map(Int64.init) == (row.table == .udp ? text.drops : nil))
    }
  }

  /// A listing of all sockets would miss some, or show some twice.
  @Test func everySocketIsListedOnce() throws {
    let connections = try (0..<100).map { _ in try LiveConnection() }
    let receivers = try (0..<100).map { _ in
      let socket = try LiveSocket(.ipv4, .udp)
      try socket.bind()
      return socket
    }
    var expected = Set(try receivers.map { try $0.inode })
    for connection in connections {
      for socket in [connection.listener, connection.client, connection.server] {
        expected.insert(try socket.inode)
      }
    }
    #expect(expected.count == 400)
    // Without this, an optimized build closes the sockets before the snapshot.
    let snapshot = try withExtendedLifetime((connections, receivers)) {
      try Snapshot.capture(.all)
    }
    let found = snapshot.sockets.filter { expected.contains($0.inode) }
    #expect(found.count == 400)
    #expect(Set(found.map(\.inode)) == expected)
    #expect(found.allSatisfy { $0.owners.contains { $0.pid == getpid() } })
    #expect(found.allSatisfy { $0.userID == geteuid() })
    for (left, right) in zip(snapshot.sockets, snapshot.sockets.dropFirst()) {
      #expect(left.socket.precedes(right.socket))
    }
  }
}
