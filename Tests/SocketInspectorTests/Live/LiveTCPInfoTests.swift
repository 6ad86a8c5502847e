import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// TCP_INFO of real connections, compared with what the kernel tells the process that has the socket.
@Suite(.enabled(if: (try? Snapshot.capture(Query(source: .netlink))) != nil, "no sock_diag"))
struct LiveTCPInfoTests {
  private func sockets(
    port: UInt16, _ requirements: Requirements = .tcpInfo, _ source: SourcePreference = .netlink
  ) throws -> [Socket] {
    var query = Query(requirements: requirements, source: source)
    query.filter.ports.included = [PortPattern(port...port)]
    return Array(try Snapshot.capture(query).sockets)
  }

  /// What getsockopt(2) reports about a socket of this process.
  private func info(of socket: LiveSocket) throws -> TCPInfo {
    var bytes = [UInt8](repeating: 0, count: 512)
    var size = socklen_t(bytes.count)
    try #require(getsockopt(socket.fd, Int32(IPPROTO_TCP), TCP_INFO, &bytes, &size) == 0)
    return TCPInfo(Array(bytes.prefix(Int(size))).span)
  }

  /// Sockets that have begun to connect.
  private func connecting(_ count: Int, to port: UInt16) throws -> [LiveSocket] {
    try (0..<count).map { _ in
      let client = try LiveSocket()
      try client.beginToConnect(to: port)
      return client
    }
  }

  /// Bytes are accounted to the connection that transferred them, at both ends, and to nothing else.
  @Test(arguments: LiveSocket.Family.available)
  func transferredBytesAreCountedAtBothEnds(family: LiveSocket.Family) throws {
    let connection = try LiveConnection(family)
    let other = try LiveConnection(family)
    try connection.client.send(1_234)
    try connection.server.receive(1_234)
    try connection.server.send(56)
    try connection.client.receive(56)
    let all = try sockets(port: try connection.listener.port)
    let client = try #require(all.first { $0.local.port == (try? connection.client.port) }?.tcpInfo)
    let server = try #require(
      all.first { $0.remote.port == (try? connection.client.port) }?.tcpInfo)
    #expect(client.bytesSent == 1_234 && client.bytesReceived == 56)
    #expect(server.bytesSent == 56 && server.bytesReceived == 1_234)
    let idle = try sockets(port: try other.client.port).compactMap(\.tcpInfo)
    #expect(idle.count == 2 && idle.allSatisfy { $0.bytesSent == 0 && $0.bytesReceived == 0 })
  }

  /// The same numbers that the process itself gets.
  @Test func theNumbersAreThoseOfTheSocket() throws {
    let connection = try LiveConnection(.ipv4)
    try connection.client.send(50_000)
    let (ours, kernels) = try eventually("TCP_INFO that stays the same") {
      let before = try info(of: connection.client)
      let row = try sockets(port: try connection.listener.port).first {
        $0.local.port == (try? connection.client.port)
      }
      let after = try info(of: connection.client)
      guard let row = row?.tcpInfo, before.roundTripTime == after.roundTripTime,
        before.congestionWindow == after.congestionWindow
      else { return nil as (TCPInfo, TCPInfo)? }
      return (row, after)
    }
    #expect(ours.roundTripTime == kernels.roundTripTime && ours.roundTripTime != nil)
    #expect(ours.roundTripTimeVariance == kernels.roundTripTimeVariance)
    #expect(ours.minimumRoundTripTime == kernels.minimumRoundTripTime)
    #expect(ours.congestionWindow == kernels.congestionWindow && ours.congestionWindow != nil)
    #expect(ours.maximumSegmentSize == kernels.maximumSegmentSize)
    #expect(ours.pathMTU == kernels.pathMTU && ours.pathMTU != nil)
    #expect(ours.pacingRate == kernels.pacingRate)
  }

  /// An accounting log would have a byte too much for each connection that the peer closed first.
  @Test(arguments: LiveSocket.Family.available)
  func theFINOfThePeerIsNotCounted(family: LiveSocket.Family) throws {
    let connection = try LiveConnection(family)
    try connection.server.send(500)
    try connection.server.endSending()
    let rows = try eventually("CLOSE_WAIT and FIN_WAIT2") {
      let rows = try sockets(port: try connection.listener.port).filter { $0.state != .listen }
      return Set(rows.map(\.state)) == [.closeWait, .finWait2] ? rows : nil
    }
    for row in rows {
      let info = try #require(row.tcpInfo)
      #expect(info.bytesReceived == (row.state == .closeWait ? 500 : 0))
      #expect(info.isBytesReceivedExact == true)
    }
  }

  /// An attempt to connect would have been idle since the machine started.
  @Test func aHandshakeHasNoTimes() throws {
    let listener = try LiveSocket.listener(backlog: 0)
    let port = try listener.port
    let clients = try connecting(3, to: port)
    let waiting = try withExtendedLifetime(clients) {
      try eventually("SYN_SENT") {
        try sockets(port: port, .rates).first { $0.state == .synSent }
      }
    }
    let info = try #require(waiting.tcpInfo)
    #expect(info.idleMilliseconds == nil && info.roundTripTime == nil)
    #expect(waiting.limitedBy == nil)
    #expect(info.bytesReceived == 0 && info.bytesSent == 0)
  }

  /// Nobody would see which server loses connections, or which algorithm controls a slow one.
  @Test func aFullListenerHasDropsAndSocketsHaveTheirModules() throws {
    let listener = try LiveSocket.listener(backlog: 0)
    let port = try listener.port
    let clients = try connecting(4, to: port)
    let all = try withExtendedLifetime(clients) {
      try eventually("a dropped handshake") {
        let all = try sockets(port: port, [.listenerDrops, .protocolModules])
        return all.contains { $0.drops ?? 0 > 0 } ? all : nil
      }
    }
    #expect(all.filter { $0.drops != nil }.map(\.state) == [.listen])
    for socket in all where socket.state == .listen || socket.state == .synSent {
      #expect(socket.congestionControl == (try congestionControl(of: clients[3])))
      #expect(socket.upperLayerProtocol == nil && socket.tcpInfo == nil)
    }
    #expect(try sockets(port: port).allSatisfy { $0.drops == nil && $0.congestionControl == nil })
    #expect(
      try sockets(port: port, [.listenerDrops, .protocolModules], .procfs).allSatisfy {
        $0.drops == nil && $0.congestionControl == nil
      })
  }

  /// The name of the algorithm of a socket of this process.
  private func congestionControl(of socket: LiveSocket) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16)
    var size = socklen_t(bytes.count)
    try #require(
      getsockopt(socket.fd, Int32(IPPROTO_TCP), TCP_CONGESTION, &bytes, &size) == 0)
    return Array(bytes.prefix { $0 != 0 })
  }

  /// A subflow of an MPTCP connection would pass for a connection of its own.
  @Test(.enabled(if: LiveSocket.hasMPTCP, "no MPTCP"))
  func aSubflowOfMPTCPSaysSo() throws {
    let connection = try LiveConnection.mptcp()
    let all = try sockets(port: try connection.listener.port, .protocolModules)
    let ends = all.filter { $0.state == .established }
    #expect(ends.count == 2)
    #expect(ends.allSatisfy { $0.upperLayerProtocol == Array("mptcp".utf8) })
  }

  /// null means that there is no such number; a 0 would be taken for one.
  @Test func onlyConnectionsHaveInformation() throws {
    let connection = try LiveConnection(.ipv4)
    let port = try connection.listener.port
    #expect(try sockets(port: port).allSatisfy { ($0.tcpInfo == nil) == ($0.state == .listen) })
    #expect(try sockets(port: port, .retransmits).allSatisfy { $0.tcpInfo == nil })
    #expect(try sockets(port: port, .tcpInfo, .procfs).allSatisfy { $0.tcpInfo == nil })
    #expect(try sockets(port: port).contains { $0.tcpInfo != nil })
    let udp = try LiveSocket.bound(.ipv4, .udp)
    // Another test may have bound a TCP socket to the same number.
    let rows = try sockets(port: try udp.port).filter { $0.table == .udp }
    #expect(rows.map { $0.tcpInfo == nil } == [true])
  }
}
