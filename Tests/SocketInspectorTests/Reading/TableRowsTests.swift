import TestSupport
import Testing

@testable import SocketInspector

/// What several passes over one table add up to.
@Suite struct TableRowsTests {
  private static func everything(_ socket: Socket) -> Bool { true }

  /// Reads the same dump several times.
  private func read(
    _ passes: [[Socket]], where isWanted: (Socket) -> Bool = everything
  ) -> TableRows {
    var rows = TableRows()
    rows.beginProtocol()
    rows.beginDump()
    for (index, pass) in passes.enumerated() {
      if index > 0 { rows.beginPass() }
      for socket in pass { rows.add(socket, if: isWanted) }
    }
    return rows
  }

  private func udp(_ inodes: UInt64...) -> [Socket] {
    inodes.map {
      Socket(
        transport: .udp, local: end("127.0.0.1", 53), remote: end("0.0.0.0", 0), state: nil,
        inode: $0)
    }
  }

  private func connected(_ inode: UInt64, _ port: UInt16 = 9) -> Socket {
    Socket(
      transport: .udp, local: end("127.0.0.1", 53), remote: end("127.0.0.1", port),
      state: .established, inode: inode)
  }

  private func listener(_ inode: UInt64, _ port: UInt16 = 80) -> Socket {
    Socket(
      transport: .tcp, local: end("127.0.0.1", port), remote: end("0.0.0.0", 0), state: .listen,
      inode: inode)
  }

  private func inodes(_ rows: TableRows) -> [UInt64] {
    var rows = rows
    rows.finish()
    return rows.rows.map(\.inode)
  }

  /// A server that a listing skips although it ran all the time would be reported as closed.
  @Test func aPassIsTrustedWhenItContainsWhatOthersSawBeforeAndAfter() {
    #expect(!read([udp(1, 2)]).isSettled)
    #expect(!read([udp(1, 2), udp(1, 2)]).isSettled)
    #expect(read([udp(1, 2), udp(1, 2), udp(1, 2)]).isSettled)
    // The second pass skipped 2; the third is the first that can be trusted.
    let skipped = [udp(1, 2), udp(1), udp(1, 2)]
    #expect(!read(skipped).isSettled)
    #expect(read(skipped + [udp(1, 2)]).isSettled)
    // A socket that the first and the second skipped: nothing says that the third did not skip others.
    #expect(read([udp(1), udp(1), udp(1, 2)]).isSettled)
    #expect(inodes(read([udp(1), udp(1), udp(1, 2)])) == [1, 2])
    // 1 and 2 are skipped in turn: seven passes contradict each other.
    let skipping = (0..<6).map { udp($0 % 2 + 1) }
    let unsteady = [udp(1, 2)] + skipping + [udp(1, 2)]
    #expect(unsteady.count == TableRows.mostPasses)
    #expect(!read(unsteady).isSettled)
    #expect(inodes(read(unsteady)) == [1, 2])
  }

  /// Sockets that open and close are not waited for: a busy name server would never be listed.
  @Test func socketsThatComeAndGoDoNotCount() {
    #expect(read([udp(1, 10, 11), udp(1, 11, 12), udp(1, 12, 13)]).isSettled)
    #expect(read([udp(10), udp(11), udp(12)]).isSettled)
  }

  /// Listeners of two ports may share an inode (MPTCP); each has to be in the pass.
  @Test func listenersAreToldApartByInodeAndAddress() {
    let both = [listener(1), listener(1, 81)]
    #expect(!read([both, [listener(1)], both]).isSettled)
    #expect(read([both, both, both]).isSettled)
    #expect(read([both, both, both]).listeners.count == 2)
  }

  /// Every dump is judged by itself: the listeners of one family are not missing from the other's.
  @Test func eachDumpIsJudgedByItself() {
    var rows = read([udp(1), udp(1), udp(1)])
    rows.beginDump()
    for socket in udp(2) { rows.add(socket, if: Self.everything) }
    #expect(!rows.isSettled)
    for _ in 2...3 {
      rows.beginPass()
      for socket in udp(2) { rows.add(socket, if: Self.everything) }
    }
    #expect(rows.isSettled)
    #expect(inodes(rows) == [1, 2])
  }

  /// A socket that gets a peer while the table is read was shown twice, as listening and as inbound to
  /// itself.
  @Test func aUDPSocketThatConnectsMeanwhileIsOneRow() {
    for passes in [
      [udp(1), [connected(1)]], [[connected(1, 7)], udp(1), [connected(1)]],
      [udp(1) + [connected(1)]],
    ] {
      var rows = read(passes)
      rows.finish()
      #expect(rows.rows == [connected(1)])
      #expect(rows.listeners.isEmpty)
    }
    var rows = read([[connected(1)], udp(1)])
    rows.finish()
    #expect(rows.rows == udp(1))
    #expect(rows.listeners == udp(1))
  }

  /// A filter decides by what the socket is now.
  @Test func aSocketThatIsNoLongerWantedIsLeftOut() {
    let passes = [udp(1, 2), [connected(1)] + udp(2)]
    #expect(inodes(read(passes) { $0.isListening }) == [2])
    #expect(inodes(read(passes) { !$0.isListening }) == [1])
    #expect(inodes(read(passes + [udp(1, 2)]) { $0.isListening }) == [1, 2])
  }

  /// When netlink breaks off, /proc gives the rows of that protocol, and of no other one.
  @Test func rollingBackTakesOutOneProtocol() {
    var rows = read([[listener(1), listener(2)]])
    rows.beginProtocol()
    rows.beginDump()
    for socket in udp(3, 4) { rows.add(socket, if: Self.everything) }
    rows.rollBack()
    rows.beginDump()
    for socket in udp(4, 5) { rows.add(socket, if: Self.everything) }
    #expect(inodes(rows) == [1, 2, 4, 5])
    #expect(rows.listeners.map(\.inode) == [1, 2, 4, 5])
  }
}
