import Glibc
import SocketInspector

enum Pause {
  /// Waits until this time, or a little less if a signal arrives that does not end the program.
  static func until(_ time: MonotonicTime) {
    _ = poll(nil, 0, time.millisecondsFromNow)
  }
}
