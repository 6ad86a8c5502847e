import Testing

@testable import SocketInspector

@Suite struct SocketStateTests {
  /// The kernel's numbers (`include/net/tcp_states.h`) under Linux's names.
  @Test func numbersAreTheKernels() {
    let labels = (1...12).map { SocketState(number: $0).label }
    #expect(
      labels == [
        "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE",
        "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV",
      ])
  }

  /// A state of a newer kernel is shown by its number, and is no other state.
  @Test func otherNumbersStayWhatTheyAre() {
    for number in [0] + Array(UInt8(13)...255) {
      let state = SocketState(number: number)
      #expect(state == .unknown(number))
      #expect(state.label == "\(number)")
    }
  }

  /// What the command line offers as states are these eleven, each once.
  @Test func namedStatesAreInTheOrderOfTheirNumbers() {
    #expect(SocketState.named == (1...11).map { SocketState(number: $0) })
  }
}
