internal import CLinux
import Glibc

/// A point in time by CLOCK_MONOTONIC, which does not jump when the system time is set, see clock_gettime(2).
package struct MonotonicTime: Comparable, Sendable {
  private var nanoseconds: Int64

  package static var now: MonotonicTime {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package func adding(seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds + Int64(seconds * 1e9))
  }

  /// The timeout for poll(2), in milliseconds, rounded up; 0 if the time has passed.
  package var millisecondsFromNow: Int32 {
    let rest = nanoseconds - MonotonicTime.now.nanoseconds
    return Int32(clamping: max((rest + 999_999) / 1_000_000, 0))
  }

  /// The time from an earlier point to this one, in seconds.
  package func seconds(since earlier: MonotonicTime) -> Double {
    Double(nanoseconds - earlier.nanoseconds) / 1e9
  }

  /// The time from an earlier point to this one, in milliseconds; 0 for a later point.
  func milliseconds(since earlier: MonotonicTime) -> UInt64 {
    UInt64(max(nanoseconds - earlier.nanoseconds, 0) / 1_000_000)
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
