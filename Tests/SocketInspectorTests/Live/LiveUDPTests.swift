import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// UDP sockets of this process.
@Suite struct LiveUDPTests {
  /// An unconnected UDP socket would not be shown as listening, or a connected one would be.
  @Test(arguments: LiveSocket.Family.available)
  func udpSocketsAreFoundWithAndWithoutAPeer(family: LiveSocket.Family) throws {
    let waiting = try LiveSocket(family, .udp)
    try waiting.bind()
    let connected = try LiveSocket(family, .udp)
    try connected.connect(to: waiting.port)
    let address = family == .ipv4 ? "127.0.0.1" : "::1"

    let row = try LiveRows.owned(waiting)
    #expect(row.table == .udp)
    #expect(row.local == endpoint(address, try waiting.port))
    #expect(row.state == nil)
    #expect(row.isListening)
    #expect(!row.hasPeer)
    #expect(row.direction == .listening)
    #expect(row.drops == 0)
    #expect(row.timer == nil)
    #expect(row.retransmits == nil)

    let other = try LiveRows.owned(connected)
    #expect(other.state == .established)
    #expect(other.remote == row.local)
    #expect(other.local == endpoint(address, try connected.port))
  }

  /// Unread or dropped datagrams would not be counted.
  @Test func unreadAndDroppedDatagramsAreCounted() throws {
    let receiver = try LiveSocket(.ipv4, .udp)
    try receiver.set(SO_RCVBUF, to: 4_096)
    try receiver.bind()
    let sender = try LiveSocket(.ipv4, .udp)
    try sender.connect(to: receiver.port)
    try sender.send(100)
    let one = try LiveRows.owned(receiver) { $0.receiveQueue > 0 }
    #expect(one.receiveQueue >= 100)
    #expect(one.drops == 0)
    for _ in 0..<200 { try sender.send(100) }
    let many = try LiveRows.owned(receiver) { $0.drops != 0 }
    #expect(many.receiveQueue > one.receiveQueue)
    #expect((1...200).contains(try #require(many.drops)))
  }
}
