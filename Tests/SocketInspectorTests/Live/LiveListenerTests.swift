import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Listeners of this process.
@Suite struct LiveListenerTests {
  /// "Which process owns port 8080?", for both families.
  @Test(arguments: LiveSocket.Family.available)
  func aListenerIsFoundWithThisProcess(family: LiveSocket.Family) throws {
    let listener = try LiveSocket.listener(family)
    let row = try LiveRows.owned(listener)
    #expect(row.state == .listen)
    #expect(row.table == .tcp)
    #expect(row.local == end(family == .ipv4 ? "127.0.0.1" : "::1", try listener.port))
    #expect(!row.hasPeer)
    #expect(row.receiveQueue == 0)
    #expect(row.sendQueue == 0)
    #expect(row.timer == nil)
    #expect(row.direction == .listening)
  }

  /// Two listeners on one address are two rows with an owner each.
  @Test func listenersThatShareAPortAreTwoRows() throws {
    let sockets = [try LiveSocket(), try LiveSocket()]
    for socket in sockets { try socket.set(SO_REUSEPORT, to: 1) }
    try sockets[0].bind()
    try sockets[1].bind(port: sockets[0].port)
    for socket in sockets { try socket.listen() }
    let port = try sockets[0].port
    let rows = try LiveRows.capture(port: port).sockets.filter { $0.local.port == port }
    #expect(rows.map(\.inode) == (try sockets.map { try $0.inode }).sorted())
    for socket in sockets { #expect(try LiveRows.owned(socket).state == .listen) }
  }

  /// A socket that is held twice in one process shows both numbers.
  @Test func aDuplicateDescriptorIsListedToo() throws {
    let listener = try LiveSocket.listener()
    let copy = fcntl(listener.fd, F_DUPFD_CLOEXEC, 200)
    defer { close(copy) }
    let owner = try eventually("both descriptors") {
      try LiveRows.row(inode: listener.inode)?.owners
        .first { $0.pid == getpid() && $0.fds == [listener.fd, copy].sorted() }
    }
    #expect(owner.fds.count == 2)
  }
}
