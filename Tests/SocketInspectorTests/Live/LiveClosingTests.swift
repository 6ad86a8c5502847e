import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// What is left of connections when they are closed.
@Suite struct LiveClosingTests {
  /// The peer has closed: CLOSE_WAIT counts its FIN as one byte more, FIN_WAIT2 is still ours.
  @Test func aHalfClosedConnectionIsCloseWaitAndFinWait2() throws {
    let connection = try LiveConnection()
    try connection.client.send(77)
    try connection.client.endSending()
    let server = try LiveRows.owned(connection.server) { $0.state == .closeWait }
    #expect(server.receiveQueue == 78)
    let client = try LiveRows.owned(connection.client) { $0.state == .finWait2 }
    #expect(client.ownership == .known)
    #expect(client.timer?.kind != .finTimeout)
  }

  /// What is left of a closed connection has no owner, no user, and says why.
  @Test func timeWaitHasNoOwnerAndNoUser() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    connection.client.close()
    connection.server.close()
    let row = try LiveRows.row(local: local, remote: remote) { $0.state == .timeWait }
    #expect(row.ownership == .timeWait)
    #expect(row.userID == nil)
    #expect(row.inode == 0)
    #expect(row.owners.isEmpty)
    #expect(row.timer?.kind == .timeWait)
    #expect((1...6_000).contains(try #require(row.timer).hundredths))
  }

  /// A closed FIN_WAIT2 soon shares TIME_WAIT's record: it is nobody's, and not root's.
  @Test func aClosedFinWait2IsTimeWaitsRecord() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    try connection.client.set(Int32(TCP_LINGER2), at: Int(IPPROTO_TCP), to: 30)
    connection.client.close()
    let row = try LiveRows.row(local: local, remote: remote) {
      $0.state == .finWait2 && $0.inode == 0 && $0.timer?.kind == .timeWait
    }
    #expect(row.ownership == .timeWait)
    #expect(row.userID == nil)
  }

  /// With a long timeout it stays a socket of the kernel's: its timer is no keepalive.
  @Test func anOrphanedFinWait2HasTheFinTimeout() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    try connection.client.set(Int32(TCP_LINGER2), at: Int(IPPROTO_TCP), to: 110)
    connection.client.close()
    let row = try LiveRows.row(local: local, remote: remote) {
      $0.state == .finWait2 && $0.inode == 0 && $0.timer?.kind != nil
    }
    #expect(row.ownership == .orphan)
    #expect(row.timer?.kind == .finTimeout)
    #expect((1...5_000).contains(try #require(row.timer).hundredths))
    #expect(row.userID == LiveRows.userOfOrphans)
  }

  /// Closed with bytes that the peer has not taken: the kernel's, not "unheld".
  @Test func aClosedConnectionThatIsNotEmptyIsAnOrphan() throws {
    let connection = try LiveConnection(buffers: 4_096)
    connection.client.fill()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    connection.client.close()
    let orphan = try LiveRows.row(local: local, remote: remote) {
      $0.state == .finWait1 && $0.inode == 0
    }
    #expect(orphan.ownership == .orphan)
    #expect(orphan.owners.isEmpty)
    #expect(orphan.sendQueue > 0)
    #expect(orphan.userID == LiveRows.userOfOrphans)

    // The peer says goodbye too, and cannot see ours yet.
    try connection.server.endSending()
    let closing = try LiveRows.row(local: local, remote: remote) { $0.state == .closing }
    #expect(closing.ownership == .orphan)
  }

  /// Closed after the peer had closed, with bytes that it has not taken.
  @Test func aLastAckIsAnOrphan() throws {
    let connection = try LiveConnection(buffers: 4_096)
    connection.server.fill()
    try connection.client.endSending()
    let (local, remote) = (try connection.listener.port, try connection.client.port)
    _ = try LiveRows.owned(connection.server) { $0.state == .closeWait }
    connection.server.close()
    let row = try LiveRows.row(local: local, remote: remote) { $0.state == .lastAck }
    #expect(row.ownership == .orphan)
    #expect(row.inode == 0)
    #expect(row.direction == .inbound)
  }
}
