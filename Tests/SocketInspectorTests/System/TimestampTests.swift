import Foundation
import Testing

@testable import SocketInspector

@Suite struct TimestampTests {
  /// The time of a snapshot or the start of a process would be written wrong.
  @Test(
    arguments: [
      (0, [1970, 1, 1, 0, 0, 0]), (1_763_712_000, [2025, 11, 21, 8, 0, 0]),
      (951_782_399, [2000, 2, 28, 23, 59, 59]), (951_782_400, [2000, 2, 29, 0, 0, 0]),
      (-1, [1969, 12, 31, 23, 59, 59]), (4_102_444_800, [2100, 1, 1, 0, 0, 0]),
      (253_402_300_800, [10_000, 1, 1, 0, 0, 0]),
    ] as [(Int64, [Int])])
  func calendarIsInUTC(seconds: Int64, expected: [Int]) throws {
    let parts = try #require(Timestamp(seconds: seconds).calendar)
    #expect(
      [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second] == expected)
  }

  /// An impossible start time in a hostile recording would crash the program.
  @Test(arguments: [Int64.max, Int64.min])
  func aTimeBeyondTheCalendarHasNoParts(seconds: Int64) {
    #expect(Timestamp(seconds: seconds).calendar == nil)
  }

  /// The time of a snapshot would differ from the system clock.
  @Test func nowAgreesWithTheSystemClock() {
    let before = Date.now.timeIntervalSince1970
    let now = Timestamp.now
    let after = Date.now.timeIntervalSince1970
    let seconds = Double(now.seconds) + Double(now.milliseconds) / 1_000
    #expect((0...999).contains(now.milliseconds))
    #expect(seconds >= before - 0.002)
    #expect(seconds <= after + 0.002)
  }
}
