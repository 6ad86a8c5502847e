import Testing

@testable import SocketInspector

@Suite struct SocketTimerTests {
  /// Scripts that use the documented names in JSON would break, or the timer of a newer kernel
  /// would be shown as another one instead of by its number.
  @Test(
    arguments: [
      (1, false, "retransmit"), (2, false, "keepalive"), (2, true, "fin-timeout"),
      (3, false, "time-wait"), (3, true, "time-wait"), (4, false, "zero-window-probe"),
      (5, false, "5"), (255, true, "255"),
    ] as [(UInt8, Bool, String)])
  func numbersHaveTheirNames(number: UInt8, isOrphaned: Bool, label: String) throws {
    let timer = try #require(
      SocketTimer(number: number, hundredths: 7, isOrphanedFinWait2: isOrphaned))
    #expect(timer.kind.label == label)
    #expect(timer.hundredths == 7)
  }

  /// A socket without a timer would be shown with one that has no time left.
  @Test func numberZeroMeansNoTimer() {
    #expect(SocketTimer(number: 0, hundredths: 7, isOrphanedFinWait2: false) == nil)
  }
}
