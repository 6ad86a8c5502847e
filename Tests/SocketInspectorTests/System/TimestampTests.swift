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
      (253_402_300_799, [9999, 12, 31, 23, 59, 59]), (-62_167_219_200, [0, 1, 1, 0, 0, 0]),
    ] as [(Int64, [Int])])
  func dateIsInUTC(seconds: Int64, expected: [Int]) throws {
    let parts = try #require(Timestamp(seconds: seconds).dateComponents)
    #expect(
      [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second] == expected)
  }

  /// A wrong rule for leap years or for the length of a month would show a wrong date of a snapshot.
  @Test func everyDayFrom1970To2100IsThatOfTheCLibrary() throws {
    for day in Int64(0)..<47_847 {
      // A different time of day for each.
      let seconds = day * 86_400 + day * 7919 % 86_400
      let date = try #require(Timestamp(seconds: seconds).dateComponents)
      var (time, parts) = (time_t(seconds), tm())
      try #require(gmtime_r(&time, &parts) != nil)
      let expected = [
        parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
        parts.tm_sec,
      ].map(Int.init)
      try #require(
        [date.year, date.month, date.day, date.hour, date.minute, date.second] == expected)
    }
  }

  /// A start time in a hostile recording must neither end the program nor make a date that readers of
  /// RFC 3339 reject.
  @Test(arguments: [Int64.max, Int64.min, 253_402_300_800, -62_167_219_201])
  func aTimeOutsideTheYears0To9999HasNoDate(seconds: Int64) {
    #expect(Timestamp(seconds: seconds).dateComponents == nil)
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
