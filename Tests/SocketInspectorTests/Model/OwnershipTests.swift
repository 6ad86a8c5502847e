import Testing

@testable import SocketInspector

@Suite struct OwnershipTests {
  /// The words stand in the table and in JSON.
  @Test func namesAreThoseOfTheDocumentation() {
    #expect(
      Ownership.allCases.map(\.rawValue) == [
        "known", "denied", "unowned", "time-wait", "handshake", "accept-queue", "orphan", "gone",
      ])
  }

  /// A row without a descriptor has a reason of its own, and a row with one none: a wrong reason
  /// sends people to look for a process that cannot exist.
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
  func aRowTellsWhyItHasNoDescriptor(
    table: SocketTable.ID, state: SocketState?, inode: UInt64, expected: Ownership?
  ) {
    let socket = SocketEntry(
      table: table, local: end("127.0.0.1", 80), remote: end("127.0.0.1", 50_000),
      state: state, inode: inode)
    #expect(socket.ownershipWithoutInode == expected)
  }

  /// FIN_WAIT2 in TIME_WAIT's record is no orphan any more.
  @Test func finWait2WithTimeWaitsTimerIsTimeWait() {
    let socket = SocketEntry(
      table: .tcp, local: end("127.0.0.1", 80), remote: end("127.0.0.1", 50_000),
      state: .finWait2, timer: SocketTimer(kind: .timeWait, hundredths: 1), inode: 0)
    #expect(socket.ownershipWithoutInode == .timeWait)
  }
}
