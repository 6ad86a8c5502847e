import Testing

@testable import SocketInspector

@Suite struct SocketEntryTests {
  /// `-l` would show other sockets than listening TCP and unconnected UDP ones.
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

  /// A TIME_WAIT entry, which has no socket, would be taken for a connection in FIN_WAIT2 that has
  /// one.
  @Test(
    arguments: [
      (.timeWait, .timeWait, true), (.timeWait, nil, true), (.finWait2, .timeWait, true),
      (.finWait2, .keepalive, false), (.finWait2, .finTimeout, false), (.finWait2, nil, false),
      (.established, .timeWait, false), (.closing, nil, false),
    ] as [(SocketState, SocketTimer.Kind?, Bool)])
  func timeWaitEntriesHaveTheStateOrTheTimer(
    state: SocketState, timer: SocketTimer.Kind?, expected: Bool
  ) {
    var socket = socket(.tcp, state)
    socket.timer = timer.map { SocketTimer(kind: $0, hundredths: 1) }
    #expect(socket.isTimeWaitEntry == expected)
  }

  /// An IPv4-mapped connection would be shown as IPv4, although it is in the IPv6 table.
  @Test func familyIsThatOfTheLocalAddress() {
    var socket = socket(.tcp, .established)
    #expect(socket.family == .ipv4)
    socket.local = endpoint("::ffff:127.0.0.1", 80)
    #expect(socket.family == .ipv6)
  }

  /// The remote end would be null in JSON although there is a peer.
  @Test func aPeerIsAnAddressOrAPort() {
    var socket = socket(.tcp, .established)
    #expect(!socket.hasPeer)
    socket.remote = endpoint("0.0.0.0", 1)
    #expect(socket.hasPeer)
  }

  private func socket(_ table: SocketTable.ID, _ state: SocketState?) -> SocketEntry {
    SocketEntry(
      table: table, local: endpoint("127.0.0.1", 80), remote: endpoint("0.0.0.0", 0), state: state,
      inode: 1)
  }
}

/// Names that appear in JSON and on the command line.
@Suite struct NameTests {
  /// Scripts that use the documented names would break.
  @Test func namesAreAsDocumented() {
    #expect(SocketTable.ID.allCases.map(\.rawValue) == ["tcp", "udp"])
    #expect(IPAddress.Family.allCases.map(\.rawValue) == ["ipv4", "ipv6"])
    #expect(Direction.allCases.map(\.rawValue) == ["listening", "inbound", "outbound"])
    #expect(RowSource.procfs.rawValue == "procfs")
  }
}
