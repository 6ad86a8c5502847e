import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Listening sockets of this process.
@Suite struct LiveListenerTests {
  /// `portstat 8080` would not find the process that listens on the port, in one of the families.
  @Test(arguments: LiveSocket.Family.available)
  func aListenerIsFoundWithThisProcess(family: LiveSocket.Family) throws {
    let listener = try LiveSocket.listener(family)
    let row = try LiveRows.owned(listener)
    #expect(row.state == .listen)
    #expect(row.table == .tcp)
    #expect(row.local == endpoint(family == .ipv4 ? "127.0.0.1" : "::1", try listener.port))
    #expect(!row.hasPeer)
    #expect(row.receiveQueue == 0)
    #expect(row.sendQueue == 0)
    #expect(row.timer == nil)
    #expect(row.direction == .listening)
  }

  /// Of two listeners that share an address and a port, only one would be shown.
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

  /// A second descriptor of the same socket in one process would be missing.
  @Test func aDuplicatedDescriptorIsListed() throws {
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
