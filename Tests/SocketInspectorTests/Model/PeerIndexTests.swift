import Testing

@testable import SocketInspector

@Suite struct PeerIndexTests {
  private func row(
    _ local: String, _ localPort: UInt16, _ remote: String, _ remotePort: UInt16,
    _ table: SocketTable.ID = .tcp, inode: UInt64 = 1
  ) -> SocketEntry {
    SocketEntry(
      table: table, local: endpoint(local, localPort), remote: endpoint(remote, remotePort),
      state: .established, inode: inode)
  }

  /// The process at the other end would be unknown, or that of another connection.
  @Test func thePeerHasTheSameEndsTheOtherWayRound() {
    let client = row("127.0.0.1", 50000, "127.0.0.1", 80, inode: 1)
    let server = row("127.0.0.1", 80, "127.0.0.1", 50000, inode: 2)
    let index = PeerIndex([
      client, server, row("127.0.0.1", 80, "127.0.0.1", 50001, inode: 3),
      row("127.0.0.1", 80, "127.0.0.1", 50000, .udp, inode: 4),
    ])
    #expect(index.peer(of: client)?.inode == 2)
    #expect(index.peer(of: server)?.inode == 1)
    #expect(index.peer(of: row("127.0.0.1", 50000, "127.0.0.2", 80)) == nil)
    #expect(PeerIndex().peer(of: client) == nil)
  }

  /// A server that listens on IPv6 also for IPv4 would not be found.
  @Test func mappedAddressesAreThoseOfIPv4() {
    let client = row("127.0.0.1", 50000, "127.0.0.1", 80, inode: 1)
    let server = row("::ffff:127.0.0.1", 80, "::ffff:127.0.0.1", 50000, inode: 2)
    #expect(PeerIndex([client, server]).peer(of: client)?.inode == 2)
    #expect(PeerIndex([client, server]).peer(of: server)?.inode == 1)
  }

  /// A wrong process would be named where two may be it: UDP sockets can share a port.
  @Test func anAmbiguousPeerIsUnknown() {
    let client = row("127.0.0.1", 50000, "127.0.0.1", 53, .udp, inode: 1)
    let servers = [2, 3].map { row("127.0.0.1", 53, "127.0.0.1", 50000, .udp, inode: $0) }
    #expect(PeerIndex([client] + servers).peer(of: client) == nil)
    let listener = row("0.0.0.0", 80, "0.0.0.0", 0)
    #expect(PeerIndex([listener]).peer(of: listener) == nil)
  }
}
