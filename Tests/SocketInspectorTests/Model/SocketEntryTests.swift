import Testing

@testable import SocketInspector

@Suite struct SocketEntryTests {
  /// `-l` shows exactly the sockets that wait for whoever comes.
  @Test(
    arguments: [
      (.tcp, .listen, true), (.tcp, .established, false), (.tcp, .synReceived, false),
      (.tcp, .closed, false), (.udp, nil, true), (.udp, .established, false),
      (.udp, .unknown(9), false),
    ] as [(SocketTable.ID, SocketState?, Bool)])
  func listeningIsTCPInListenAndUDPWithoutAPeer(
    table: SocketTable.ID, state: SocketState?, expected: Bool
  ) {
    #expect(socket(table, state).isListening == expected)
  }

  /// TIME_WAIT's record has no socket: it must be told from a FIN_WAIT2 that has one.
  @Test(
    arguments: [
      (.timeWait, .timeWait, true), (.timeWait, nil, true), (.finWait2, .timeWait, true),
      (.finWait2, .keepalive, false), (.finWait2, .finTimeout, false), (.finWait2, nil, false),
      (.established, .timeWait, false), (.closing, nil, false),
    ] as [(SocketState, SocketTimer.Kind?, Bool)])
  func timeWaitEntriesAreToldByStateAndTimer(
    state: SocketState, timer: SocketTimer.Kind?, expected: Bool
  ) {
    var socket = socket(.tcp, state)
    socket.timer = timer.map { SocketTimer(kind: $0, hundredths: 1) }
    #expect(socket.isTimeWaitEntry == expected)
  }

  /// The family is that of the table: a mapped connection stays IPv6's.
  @Test func familyIsThatOfTheLocalAddress() {
    var socket = socket(.tcp, .established)
    #expect(socket.family == .ipv4)
    socket.local = end("::ffff:127.0.0.1", 80)
    #expect(socket.family == .ipv6)
  }

  /// The JSON's null remote end, and the `*:*` of the table.
  @Test func aPeerIsAnAddressOrAPort() {
    var socket = socket(.tcp, .established)
    #expect(!socket.hasPeer)
    socket.remote = end("0.0.0.0", 1)
    #expect(socket.hasPeer)
  }

  private func socket(_ table: SocketTable.ID, _ state: SocketState?) -> SocketEntry {
    SocketEntry(
      table: table, local: end("127.0.0.1", 80), remote: end("0.0.0.0", 0), state: state,
      inode: 1)
  }
}

@Suite struct WordTests {
  /// The words stand in JSON and on the command line.
  @Test func namesAreThoseOfTheDocumentation() {
    #expect(SocketTable.ID.allCases.map(\.rawValue) == ["tcp", "udp"])
    #expect(IPAddress.Family.allCases.map(\.rawValue) == ["ipv4", "ipv6"])
    #expect(Direction.allCases.map(\.rawValue) == ["listening", "inbound", "outbound"])
    #expect(RowSource.procfs.rawValue == "procfs")
  }
}
