import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Connections of this process, from the first SYN on.
@Suite struct LiveConnectionTests {
  /// An end of a local connection would be missing, or shown with the descriptor or the direction
  /// of the other end.
  @Test(arguments: LiveSocket.Family.available)
  func bothEndsOfAConnectionAreFound(family: LiveSocket.Family) throws {
    let connection = try LiveConnection(family)
    let client = try LiveRows.owned(connection.client)
    let server = try LiveRows.owned(connection.server)
    let address = family == .ipv4 ? "127.0.0.1" : "::1"
    #expect(client.local == endpoint(address, try connection.client.port))
    #expect(client.remote == endpoint(address, try connection.listener.port))
    #expect(server.local == client.remote)
    #expect(server.remote == client.local)
    #expect([client.state, server.state] == [.established, .established])
    #expect(server.direction == .inbound)
    // No socket listens on the port of the client.
    #expect(client.direction == .outbound)
    #expect([client.receiveQueue, server.receiveQueue] == [0, 0])
  }

  /// An IPv4 connection to an IPv6 listener would be missing, or have the wrong direction.
  @Test(.enabled(if: LiveSocket.Family.hasIPv6, "the loopback has no IPv6"))
  func anIPv4ConnectionToADualStackListenerIsMapped() throws {
    let listener = try LiveSocket(.ipv6)
    try listener.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: 0)
    try listener.bind(to: "::")
    try listener.listen()
    let client = try LiveSocket(.ipv4)
    try client.connect(to: listener.port)
    let server = try listener.accept()
    let row = try LiveRows.owned(server)
    #expect(row.local == endpoint("::ffff:127.0.0.1", try listener.port))
    #expect(row.remote == endpoint("::ffff:127.0.0.1", try client.port))
    #expect(row.family == .ipv6)
    #expect(row.direction == .inbound)
    #expect(try LiveRows.owned(listener).local.ip?.isUnspecified == true)
    #expect(try LiveRows.owned(client).family == .ipv4)
  }

  /// A connection that is not accepted yet would not show which process can accept it.
  @Test func aConnectionInTheAcceptQueueNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    let row = try LiveRows.row(local: listener.port, remote: client.port) {
      $0.listenerPIDs == [getpid()]
    }
    #expect(row.inode == 0)
    #expect(row.state == .established)
    #expect(row.ownership == .acceptQueue)
    #expect(row.owners.isEmpty)
    #expect(row.direction == .inbound)
    #expect(try LiveRows.owned(listener).receiveQueue == 1)
  }

  /// A connection whose peer closed it before it was accepted would be called "orphan", although it
  /// is still in the accept queue.
  @Test func aClosedConnectionInTheAcceptQueueNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    try client.endSending()
    let row = try LiveRows.row(local: listener.port, remote: client.port) {
      $0.state == .closeWait && $0.listenerPIDs == [getpid()]
    }
    #expect(row.ownership == .acceptQueue)
  }

  /// An incomplete handshake, which has no socket yet, would not show its listener.
  @Test func aHandshakeNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    // The kernel creates no socket before data arrives.
    try listener.set(Int32(TCP_DEFER_ACCEPT), at: Int(IPPROTO_TCP), to: 30)
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    let row = try LiveRows.row(local: listener.port, remote: client.port) {
      $0.listenerPIDs == [getpid()]
    }
    #expect(row.state == .synReceived)
    #expect(row.ownership == .handshake)
    #expect(row.userID == geteuid())
    #expect(row.timer?.kind == .retransmit)
    #expect(row.direction == .inbound)
  }

  /// A connection attempt without a response would be shown without its owner.
  @Test func aConnectionWithoutAResponseIsSynSent() throws {
    let listener = try LiveSocket.listener(backlog: 0)
    let first = try LiveSocket()
    try first.connect(to: listener.port)  // the queue is full now
    let second = try LiveSocket()
    try second.beginToConnect(to: listener.port)
    let row = try LiveRows.owned(second)
    #expect(row.state == .synSent)
    #expect(row.sendQueue == 1)
    #expect(row.timer?.kind == .retransmit)
    #expect(row.direction == .outbound)
  }

  /// The queue columns would not show the bytes that the program has not read, or that the peer has
  /// not taken.
  @Test func queuesCountTheBytes() throws {
    let connection = try LiveConnection()
    try connection.client.send(1_234)
    let server = try LiveRows.owned(connection.server) { $0.receiveQueue > 0 }
    #expect(server.receiveQueue == 1_234)

    let full = try LiveConnection(buffers: 4_096)
    full.client.fill()
    let client = try LiveRows.owned(full.client) { $0.sendQueue > 0 }
    #expect(client.sendQueue > 0)
    #expect(try LiveRows.owned(full.server).receiveQueue > 0)
  }

  /// `-o` would show the wrong timer or the wrong time left, which is in hundredths of a second.
  @Test func keepaliveIsShownWithTheTimeLeft() throws {
    let connection = try LiveConnection()
    try connection.client.set(Int32(TCP_KEEPIDLE), at: Int(IPPROTO_TCP), to: 1_000)
    try connection.client.set(SO_KEEPALIVE, to: 1)
    let timer = try #require(try LiveRows.owned(connection.client).timer)
    #expect(timer.kind == .keepalive)
    #expect((90_000...100_000).contains(timer.hundredths))
  }
}
