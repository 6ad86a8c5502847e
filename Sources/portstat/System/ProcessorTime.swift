internal import CLinux
import Glibc

/// The processor time that this process has used, with all its threads, see clock_gettime(2).
enum ProcessorTime {
  /// In seconds.
  static var used: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
