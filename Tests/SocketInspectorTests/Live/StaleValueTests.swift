import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Sockets of this process that were connected before.
@Suite struct StaleValueTests {
  /// Removes the peer of a socket: connect(2) with AF_UNSPEC.
  private func disconnect(_ socket: LiveSocket) {
    var address = sockaddr()
    address.sa_family = sa_family_t(AF_UNSPEC)
    let result = Foundation.connect(
      socket.fd, &address, socklen_t(MemoryLayout<sockaddr_in>.size))
    #expect(result == 0)
  }

  /// A socket with a port that the kernel does not assign by itself, and that the socket keeps without a
  /// connection.
  private func bound(
    _ family: LiveSocket.Family, _ kind: LiveSocket.Kind = .tcp
  ) throws -> LiveSocket {
    let socket = try LiveSocket(family, kind)
    for port in (21_000..<29_000).shuffled().prefix(100) {
      if (try? socket.bind(port: UInt16(port))) != nil { return socket }
    }
    throw TimedOut(description: "no free port")
  }

  /// A UDP socket that was disconnected would be shown with its former peer, and as outbound.
  @Test(arguments: LiveSocket.Family.available, [SourcePreference.auto, .procfs])
  func aDisconnectedUDPSocketHasNoPeer(family: LiveSocket.Family, source: SourcePreference) throws {
    let peer = try LiveSocket(family, .udp)
    try peer.bind()
    let socket = try bound(family, .udp)
    let port = try socket.port
    try socket.connect(to: peer.port)
    disconnect(socket)
    var query = Query(requirements: [], source: source)
    query.filter.localPorts.included = [PortPattern(port...port, table: .udp)]
    let inode = try socket.inode
    let row = try #require(Snapshot.capture(query).sockets.first { $0.inode == inode })
    #expect(!row.hasPeer && row.remote.port == 0)
    #expect(row.direction == .listening)
    #expect(row.state == nil)
  }

  /// A TCP socket that keeps its port after a connection would be shown with that connection's peer, a class of
  /// its port and megabytes in its queues; or its port would be called free.
  @Test(arguments: LiveSocket.Family.available)
  func aBoundTCPSocketHasNoPeerAndEmptyQueues(family: LiveSocket.Family) throws {
    let listener = try LiveSocket.listener(family)
    let socket = try bound(family)
    let port = try socket.port
    try socket.connect(to: listener.port)
    try socket.send(1000)
    disconnect(socket)
    var query = Query(requirements: .owners)
    query.filter.selectors = try Filter.Selector.selectors("\(port)")
    let inode = try socket.inode
    let snapshot = try Snapshot.capture(query)
    guard let row = snapshot.sockets.first(where: { $0.inode == inode }) else {
      query.filter.states.included = [.boundInactive]
      let issues = try Snapshot.capture(query).issues
      #expect(issues.contains(.unlistedState(.boundInactive)), "the kernel lists it")
      return
    }
    #expect(row.state == .boundInactive)
    #expect(!row.hasPeer && row.remote.port == 0)
    #expect(row.receiveQueue == 0 && row.sendQueue == 0)
    #expect(row.direction == nil && row.service == nil && row.serviceClass == nil)
    #expect(row.owners.map(\.pid) == [getpid()])
  }

  /// Another server cannot bind 0.0.0.0 then, and `portstat 0.0.0.0:PORT` is how its user looks for the cause.
  @Test(.enabled(if: LiveSocket.Family.available.contains(.ipv6), "needs IPv6"))
  func aBoundDualStackSocketIsFoundByTheIPv4Wildcard() throws {
    let socket = try LiveSocket(.ipv6)
    try socket.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: 0)
    try socket.bind(to: "::")
    let single = try LiveSocket(.ipv6)
    try single.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: 1)
    try single.bind(to: "::")
    func found(_ socket: LiveSocket) throws -> [UInt64] {
      var query = Query(requirements: [])
      query.filter.selectors = try Filter.Selector.selectors("0.0.0.0:\(try socket.port)")
      return try Snapshot.capture(query).sockets.map(\.inode)
    }
    var query = Query(requirements: [])
    query.filter.states.included = [.boundInactive]
    let snapshot = try Snapshot.capture(query)
    if snapshot.issues.contains(.unlistedState(.boundInactive)) { return }  // Linux before 6.8
    #expect(try found(socket) == [try socket.inode])
    #expect(try found(single) == [])
  }

  /// After a server stops listening, both ends of its connections would be shown as outbound.
  @Test func directionSurvivesTheListener() throws {
    let listener = try bound(.ipv4)
    try listener.listen()
    let connection = try LiveConnection(through: listener)
    let ports = try [connection.client.port, connection.server.port]
    connection.listener.close()
    let server = try LiveRows.row(local: ports[1], remote: ports[0]) { $0.state == .established }
    let client = try LiveRows.row(local: ports[0], remote: ports[1]) { $0.state == .established }
    #expect(client.direction == .outbound)
    #expect(server.direction == .inbound)
  }
}
