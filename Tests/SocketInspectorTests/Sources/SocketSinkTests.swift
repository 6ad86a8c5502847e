import TestSupport
import Testing

@testable import SocketInspector

/// What several passes over one table add up to.
@Suite struct SocketSinkTests {
  private static func everything(_ socket: SocketEntry) -> Bool { true }

  /// Reads the same dump several times, each time in parts.
  private func read(
    parts passes: [[[SocketEntry]]], where isWanted: @escaping (SocketEntry) -> Bool = everything
  ) -> SocketSink {
    var rows = SocketSink(where: isWanted)
    rows.beginTable()
    rows.beginDump()
    for (index, pass) in passes.enumerated() {
      if index > 0 { rows.beginPass() }
      for part in pass {
        rows.beginPart()
        for socket in part { rows.add(socket) }
      }
      rows.reachEnd()
    }
    return rows
  }

  /// Reads the same dump several times, each time at once.
  private func read(
    _ passes: [[SocketEntry]], where isWanted: @escaping (SocketEntry) -> Bool = everything
  ) -> SocketSink {
    read(parts: passes.map { [$0] }, where: isWanted)
  }

  private func udp(_ inodes: UInt64...) -> [SocketEntry] {
    inodes.map {
      SocketEntry(
        table: .udp, local: end("127.0.0.1", 53), remote: end("0.0.0.0", 0), state: nil,
        inode: $0)
    }
  }

  private func connected(_ inode: UInt64, _ port: UInt16 = 9) -> SocketEntry {
    SocketEntry(
      table: .udp, local: end("127.0.0.1", 53), remote: end("127.0.0.1", port),
      state: .established, inode: inode)
  }

  private func listener(_ inode: UInt64, _ port: UInt16 = 80) -> SocketEntry {
    SocketEntry(
      table: .tcp, local: end("127.0.0.1", port), remote: end("0.0.0.0", 0), state: .listen,
      inode: inode)
  }

  private func inodes(_ rows: SocketSink) -> [UInt64] {
    var rows = rows
    rows.finish()
    return rows.rows.map(\.inode)
  }

  /// A server that a listing skips although it ran all the time would be reported as closed.
  @Test func partsHaveToOverlap() {
    #expect(read(parts: [[udp(1, 2)]]).isSettled)
    let divided = [udp(1, 2), udp(4, 5)]  // 3 may have been skipped
    #expect(!read(parts: [divided]).isSettled)
    #expect(!read(parts: [divided, divided]).isSettled)
    // Another pass saw 2 and 4 at once.
    #expect(read(parts: [divided, [udp(1), udp(2, 3, 4), udp(5)]]).isSettled)
    #expect(inodes(read(parts: [divided, [udp(1), udp(2, 3, 4), udp(5)]])) == [1, 2, 3, 4, 5])
    // The parts of the second pass link nothing that the first one did not have at once.
    #expect(!read(parts: [divided, [udp(1, 2), udp(3), udp(4, 5)]]).isSettled)
    // A row that came twice links two parts.
    #expect(read(parts: [[udp(1, 2), udp(2, 3)]]).isSettled)
  }

  /// What follows a full last part may have been skipped too.
  @Test func theEndHasToBeSeen() {
    #expect(!read(parts: [[udp(1, 2), []]]).isSettled)
    #expect(read(parts: [[udp(1, 2), []], [udp(1), udp(2)]]).isSettled)
  }

  /// Sockets that open and close are not waited for: a busy name server would never be listed.
  @Test func socketsThatComeAndGoDoNotCount() {
    #expect(
      read(parts: [[udp(1, 10), udp(11, 2)], [udp(12), udp(1, 13, 2), udp(14)]]).isSettled)
  }

  /// Listeners of two ports may share an inode (MPTCP); one does not stand for the other.
  @Test func listenersAreToldApartByInodeAndAddress() {
    let divided = [[listener(1)], [listener(1, 81)]]
    #expect(!read(parts: [divided]).isSettled)
    #expect(read(parts: [divided, [[listener(1), listener(1, 81)]]]).isSettled)
    #expect(read([[listener(1), listener(1, 81)]]).listeners.count == 2)
  }

  /// The kernel lists TCP connections after the listeners; they cannot be skipped.
  @Test func aConnectionIsTheEndOfTheListeners() {
    let connection = SocketEntry(
      table: .tcp, local: end("127.0.0.1", 80), remote: end("127.0.0.1", 9),
      state: .established, inode: 7)
    var rows = SocketSink(where: Self.everything)
    rows.beginTable()
    rows.beginDump()
    rows.beginPart()
    rows.add(listener(1))
    #expect(!rows.isSettled)
    rows.add(connection)
    #expect(rows.isSettled)
    rows.beginPart()
    rows.add(connection)
    #expect(rows.isSettled)
  }

  /// Where parts prove nothing, as those of bound sockets, which are read in batches.
  @Test func fivePassesThatMissLittleStandForTheProof() {
    let steady = Array(repeating: udp(1, 2), count: 5)
    #expect(!read(steady.dropLast()).missesAreRare)
    #expect(read(steady).missesAreRare)
    // One pass of three between others missed 2, and then two of three.
    #expect(read([udp(1, 2), udp(1), udp(1, 2), udp(1), udp(1)]).missesAreRare)
    #expect(!read([udp(1, 2), udp(1), udp(1), udp(1, 2), udp(1, 2)]).missesAreRare)
    // Sockets that open and close do not count.
    #expect(read((0..<5).map { udp(1, 10 + $0, 11 + $0) }).missesAreRare)
    // Eight passes, of which four of six missed 2.
    let both = udp(1, 2)
    let often = [both] + Array(repeating: udp(1), count: 4) + [both, both, both]
    #expect(often.count == SocketSink.mostPasses)
    #expect(!read(often).missesAreRare)
    #expect(inodes(read(often)) == [1, 2])
  }

  /// Every dump is judged by itself: the parts of one family link none of the other's.
  @Test func eachDumpIsJudgedByItself() {
    var rows = read([udp(1, 2)])
    rows.beginDump()
    for inode: UInt64 in [1, 2] {
      rows.beginPart()
      rows.add(udp(inode)[0])
    }
    rows.reachEnd()
    #expect(!rows.isSettled)
    rows.beginPass()
    rows.beginPart()
    for socket in udp(1, 2) { rows.add(socket) }
    rows.reachEnd()
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
    rows.beginTable()
    rows.beginDump()
    for socket in udp(3, 4) { rows.add(socket) }
    rows.rollBack()
    rows.beginDump()
    for socket in udp(4, 5) { rows.add(socket) }
    #expect(inodes(rows) == [1, 2, 4, 5])
    #expect(rows.listeners.map(\.inode) == [1, 2, 4, 5])
  }
}
