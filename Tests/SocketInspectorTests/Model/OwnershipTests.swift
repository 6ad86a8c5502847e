import Testing

@testable import SocketInspector

@Suite struct OwnershipTests {
  /// Scripts that use the documented names in the table or in JSON would break.
  @Test func namesAreAsDocumented() {
    #expect(
      Ownership.allCases.map(\.rawValue) == [
        "known", "denied", "unowned", "time-wait", "handshake", "accept-queue", "orphan", "gone",
        "unseen",
      ])
  }

  /// The wrong reason would make people look for a process that cannot exist: a socket without a
  /// descriptor has a reason of its own, and one with a descriptor has none.
  @Test(
    arguments: [
      (.tcp, .established, 7, nil), (.tcp, .listen, 7, nil), (.tcp, .finWait1, 7, nil),
      (.tcp, .synReceived, 7, nil), (.udp, nil, 7, nil), (.udp, .established, 7, nil),
      (.tcp, .timeWait, 0, .timeWait), (.tcp, .synReceived, 0, .handshake),
      (.tcp, .established, 0, .acceptQueue), (.tcp, .closeWait, 0, .acceptQueue),
      (.tcp, .finWait1, 0, .orphan), (.tcp, .finWait2, 0, .orphan), (.tcp, .lastAck, 0, .orphan),
      (.tcp, .closing, 0, .orphan), (.tcp, .closed, 0, .orphan), (.tcp, .synSent, 0, .orphan),
      (.tcp, .listen, 0, .unowned), (.tcp, .unknown(13), 0, .unowned), (.udp, nil, 0, .unowned),
      (.udp, .established, 0, .unowned),
    ] as [(SocketTable.ID, SocketState?, UInt64, Ownership?)])
  func theStateExplainsAMissingInode(
    table: SocketTable.ID, state: SocketState?, inode: UInt64, expected: Ownership?
  ) {
    let socket = SocketEntry(
      table: table, local: endpoint("127.0.0.1", 80), remote: endpoint("127.0.0.1", 50_000),
      state: state, inode: inode)
    #expect(socket.ownershipWithoutInode == expected)
  }

  /// A closed connection in FIN_WAIT2 that the kernel has reduced to a TIME_WAIT entry would be
  /// called "orphan".
  @Test func finWait2WithTimeWaitsTimerIsTimeWait() {
    let socket = SocketEntry(
      table: .tcp, local: endpoint("127.0.0.1", 80), remote: endpoint("127.0.0.1", 50_000),
      state: .finWait2, timer: SocketTimer(kind: .timeWait, hundredths: 1), inode: 0)
    #expect(socket.ownershipWithoutInode == .timeWait)
  }
}
