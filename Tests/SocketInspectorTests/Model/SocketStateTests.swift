import Testing

@testable import SocketInspector

@Suite struct SocketStateTests {
  /// A state would be shown under the name of another. The numbers are those of
  /// `include/net/tcp_states.h`.
  @Test func numbersAreThoseOfTheKernel() {
    let labels = (1...12).map { SocketState(number: $0).label }
    #expect(
      labels == [
        "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE",
        "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV",
      ])
  }

  /// A state that a newer kernel adds would be shown as another state instead of by its number.
  @Test func unknownStatesAreShownByNumber() {
    for number in [0] + Array(UInt8(13)...255) {
      let state = SocketState(number: number)
      #expect(state == .unknown(number))
      #expect(state.label == "\(number)")
    }
  }

  /// A state would be missing from the values of `--state`, or be listed twice.
  @Test func namedStatesAreInTheOrderOfTheirNumbers() {
    #expect(SocketState.named == (1...11).map { SocketState(number: $0) })
  }
}
