import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Connections of this process while they are closed.
@Suite struct LiveClosingTests {
  /// A half-closed connection would be shown in the wrong state, or without the process that still
  /// has it open. The receive queue counts the FIN of the peer as one byte.
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

  /// A closed connection would be shown with a user or with the wrong reason for having no owner.
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

  /// A closed connection in FIN_WAIT2, which the kernel soon reduces to a TIME_WAIT entry, would be
  /// shown as a socket of root.
  @Test func aClosedFinWait2BecomesATimeWaitEntry() throws {
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

  /// The timer of an orphaned FIN_WAIT2, which stays a full socket if its timeout is long, would be
  /// called keepalive.
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

  /// A connection that was closed before the peer took all bytes would be called "unowned", as if
  /// its owner were unknown.
  @Test func aClosedConnectionWithUnsentDataIsAnOrphan() throws {
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

    // The peer closes, too, before it receives the FIN of this end.
    try connection.server.endSending()
    let closing = try LiveRows.row(local: local, remote: remote) { $0.state == .closing }
    #expect(closing.ownership == .orphan)
  }

  /// A connection that both ends closed, with bytes that the peer has not taken, would be called
  /// "unowned".
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
