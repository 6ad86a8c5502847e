import Glibc

/// A moment by the clock of this machine, in UTC.
public struct Timestamp: Hashable, Sendable {
  /// Whole seconds since 1970.
  public var seconds: Int64
  /// 0 to 999.
  public var milliseconds: Int

  public init(seconds: Int64, milliseconds: Int = 0) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  public static var now: Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), milliseconds: time.tv_nsec / 1_000_000)
  }

  /// Year, month, day, hour, minute, second in UTC; nil beyond what a C calendar can say.
  package var calendar: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int)? {
    var time = time_t(seconds)
    var parts = unsafe tm()
    guard unsafe gmtime_r(&time, &parts) != nil else { return nil }
    return unsafe (
      Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour),
      Int(parts.tm_min), Int(parts.tm_sec)
    )
  }
}
