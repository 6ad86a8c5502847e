internal import CLinux
import Glibc

/// A point in time by the system clock, CLOCK_REALTIME in clock_gettime(2).
public struct Timestamp: Hashable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public var seconds: Int64
  /// 0 to 999.
  public var milliseconds: Int

  /// Creates a point in time from the seconds since 1970 and the milliseconds in them, 0 to 999.
  public init(seconds: Int64, milliseconds: Int = 0) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  /// The current time.
  public static var now: Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), milliseconds: time.tv_nsec / 1_000_000)
  }

  /// The time of day in the local time zone; nil if it cannot be computed, see localtime_r(3).
  package var localTimeOfDay: (hour: Int, minute: Int, second: Int)? {
    var time = time_t(seconds)
    var parts = unsafe tm()
    guard unsafe localtime_r(&time, &parts) != nil else { return nil }
    return unsafe (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
  }

  /// The date and time of day in UTC, by the Gregorian calendar; nil outside the years 0 to 9999, for
  /// which RFC 3339 has no form.
  ///
  /// gmtime_r(3) does the same, but reads `/etc/localtime` first.
  package var dateComponents:
    (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int)?
  {
    guard -62_167_219_200..<253_402_300_800 ~= seconds else { return nil }
    // Counting from 1 March of the year -400 makes every number positive, and puts the leap day at the
    // end of a year. The calendar repeats after 400 years, which have 146,097 days.
    let (days, time) = (Int(seconds) + 865_565 * 86_400).quotientAndRemainder(dividingBy: 86_400)
    let (era, dayOfEra) = days.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // From March on, five months have 153 days.
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = (era - 1) * 400 + yearOfEra + (month < 3 ? 1 : 0)
    return (year, month, day, time / 3600, time / 60 % 60, time % 60)
  }
}
