import Testing

@testable import SocketInspector

/// How many bytes a connection received that has closed.
@Suite struct ConnectionSummaryTests {
  /// A sum over many connections would be too high by their number if the peer's FIN counted, or an exact
  /// number would be wrong.
  @Test(
    arguments: [
      (0, nil, nil, nil, 0), (1, nil, nil, nil, nil), (11, .established, nil, nil, nil),
      // After these states, the FIN had arrived.
      (11, .closeWait, nil, nil, 10), (1, .lastAck, nil, nil, 0), (8, .closing, nil, nil, 7),
      (11, .finWait2, nil, nil, nil),
      // The peer sent it all, or one byte less.
      (11, nil, 11, nil, 11), (11, nil, 12, nil, 11), (11, nil, 10, nil, nil),
      (11, nil, 10, 10, 10), (11, nil, 11, 11, 11), (11, nil, 99, 99, 11), (1, nil, 0, 0, 0),
      // That is not the peer.
      (11, nil, 9, 9, nil), (11, nil, 0, 0, nil),
    ] as [(UInt64, SocketState?, UInt64?, UInt64?, UInt64?)])
  func theFINIsNoPayload(
    counted: UInt64, state: SocketState?, atLeast: UInt64?, afterwards: UInt64?, expected: UInt64?
  ) {
    let peer = PeerCounters(sentAtLeast: atLeast, sentAfterwards: afterwards)
    #expect(
      ConnectionSummary.bytesReceived(counted, lastState: state, peer: peer) == expected)
  }
}
