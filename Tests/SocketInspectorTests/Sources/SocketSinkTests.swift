import TestSupport
import Testing

@testable import SocketInspector

/// The rows that result from several passes over one table.
@Suite struct SocketSinkTests {
  private static func everything(_ socket: SocketEntry) -> Bool { true }

  /// Reads a dump in several passes, each of them in parts.
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

  /// Reads a dump in several passes, each of them in one part.
  private func read(
    _ passes: [[SocketEntry]], where isWanted: @escaping (SocketEntry) -> Bool = everything
  ) -> SocketSink {
    read(parts: passes.map { [$0] }, where: isWanted)
  }

  private func udp(_ inodes: UInt64...) -> [SocketEntry] {
    inodes.map {
      SocketEntry(
        table: .udp, local: endpoint("127.0.0.1", 53), remote: endpoint("0.0.0.0", 0), state: nil,
        inode: $0)
    }
  }

  private func connected(_ inode: UInt64, _ port: UInt16 = 9) -> SocketEntry {
    SocketEntry(
      table: .udp, local: endpoint("127.0.0.1", 53), remote: endpoint("127.0.0.1", port),
      state: .established, inode: inode)
  }

  private func listener(_ inode: UInt64, _ port: UInt16 = 80) -> SocketEntry {
    SocketEntry(
      table: .tcp, local: endpoint("127.0.0.1", port), remote: endpoint("0.0.0.0", 0),
      state: .listen,
      inode: inode)
  }

  private func inodes(_ rows: SocketSink) -> [UInt64] {
    var rows = rows
    rows.finish()
    return rows.rows.map(\.inode)
  }

  /// A listing that skipped a server would claim to be complete, and `--watch` would report the
  /// server as closed.
  @Test func partsHaveToOverlap() {
    #expect(read(parts: [[udp(1, 2)]]).isSettled)
    let divided = [udp(1, 2), udp(4, 5)]  // 3 may have been skipped
    #expect(!read(parts: [divided]).isSettled)
    #expect(!read(parts: [divided, divided]).isSettled)
    // Another pass read 2 and 4 in one part.
    #expect(read(parts: [divided, [udp(1), udp(2, 3, 4), udp(5)]]).isSettled)
    #expect(inodes(read(parts: [divided, [udp(1), udp(2, 3, 4), udp(5)]])) == [1, 2, 3, 4, 5])
    // The parts of the second pass link only sockets that one part of the first contained.
    #expect(!read(parts: [divided, [udp(1, 2), udp(3), udp(4, 5)]]).isSettled)
    // A repeated row links two parts.
    #expect(read(parts: [[udp(1, 2), udp(2, 3)]]).isSettled)
  }

  /// Sockets that follow a full last part would be missing without notice.
  @Test func theEndHasToBeReached() {
    #expect(!read(parts: [[udp(1, 2), []]]).isSettled)
    #expect(read(parts: [[udp(1, 2), []], [udp(1), udp(2)]]).isSettled)
  }

  /// The table of a busy name server would never count as complete, because its sockets open and
  /// close all the time.
  @Test func shortLivedSocketsDoNotCount() {
    #expect(
      read(parts: [[udp(1, 10), udp(11, 2)], [udp(12), udp(1, 13, 2), udp(14)]]).isSettled)
  }

  /// One of two listeners that share an inode (MPTCP) would be hidden by the other.
  @Test func listenersAreDistinguishedByInodeAndAddress() {
    let divided = [[listener(1)], [listener(1, 81)]]
    #expect(!read(parts: [divided]).isSettled)
    #expect(read(parts: [divided, [[listener(1), listener(1, 81)]]]).isSettled)
    #expect(read([[listener(1), listener(1, 81)]]).listeners.count == 2)
  }

  /// Each table with TCP connections would be read several times, although the kernel lists them
  /// after the listeners, and only listeners can be skipped.
  @Test func aConnectionEndsTheListeners() {
    let connection = SocketEntry(
      table: .tcp, local: endpoint("127.0.0.1", 80), remote: endpoint("127.0.0.1", 9),
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

  /// A table whose parts cannot be linked, such as that of bound sockets, would never count as
  /// complete.
  @Test func fivePassesWithFewMissesReplaceTheProof() {
    let steady = Array(repeating: udp(1, 2), count: 5)
    #expect(!read(steady.dropLast()).missesAreRare)
    #expect(read(steady).missesAreRare)
    // Of three passes between the first and the last, one missed 2, and then two.
    #expect(read([udp(1, 2), udp(1), udp(1, 2), udp(1), udp(1)]).missesAreRare)
    #expect(!read([udp(1, 2), udp(1), udp(1), udp(1, 2), udp(1, 2)]).missesAreRare)
    // Short-lived sockets do not count.
    #expect(read((0..<5).map { udp(1, 10 + $0, 11 + $0) }).missesAreRare)
    // Of six passes between the first and the last, four missed 2.
    let both = udp(1, 2)
    let often = [both] + Array(repeating: udp(1), count: 4) + [both, both, both]
    #expect(often.count == SocketSink.mostPasses)
    #expect(!read(often).missesAreRare)
    #expect(inodes(read(often)) == [1, 2])
  }

  /// The dump of one family would count as complete because that of the other is.
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

  /// A socket that gets a peer while the table is read would be shown twice, as listening and as
  /// inbound to itself.
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

  /// A socket that changes its state while the table is read would be shown although it no longer
  /// matches the filter.
  @Test func aSocketThatNoLongerMatchesIsRemoved() {
    let passes = [udp(1, 2), [connected(1)] + udp(2)]
    #expect(inodes(read(passes) { $0.isListening }) == [2])
    #expect(inodes(read(passes) { !$0.isListening }) == [1])
    #expect(inodes(read(passes + [udp(1, 2)]) { $0.isListening }) == [1, 2])
  }

  /// When netlink fails and /proc is read instead, sockets would be listed twice, or those of the
  /// other protocol lost.
  @Test func rollingBackRemovesOneTable() {
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
