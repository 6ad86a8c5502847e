import Foundation
import Testing

@testable import portstat

/// The names of signals as kill(1) accepts them.
@Suite struct SignalTests {
  @Test(arguments: [
    ("TERM", SIGTERM), ("SIGTERM", SIGTERM), ("sigusr2", SIGUSR2), ("hup", SIGHUP), ("9", SIGKILL),
    ("0", 0), ("64", 64), ("35", 35),
  ])
  func namesAndNumbersAreAccepted(text: String, number: Int32) throws {
    #expect(try #require(Signal(text)).number == number)
  }

  /// A typing error must not become another signal.
  @Test(arguments: ["", "SIG", "TERMINATE", "-9", "+9", "65", "9.0", " 9", "8080", "SIGSIGTERM"])
  func anythingElseIsRejected(text: String) {
    #expect(Signal(text) == nil)
  }

  @Test func numbersGetTheirNames() throws {
    #expect(Signal("15") == .terminate && Signal("1")?.name == "HUP" && Signal("40")?.name == "40")
    #expect(Signal.named.filter(\.isForEnding).map(\.name) == ["TERM", "INT", "QUIT", "KILL"])
  }
}
