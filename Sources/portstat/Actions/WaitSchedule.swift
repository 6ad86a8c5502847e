import SocketInspector

/// When `--wait` reads the sockets: at once, then every 20 ms for a minute, then every 50 ms, but so rarely
/// that it uses at most a hundredth of a processor.
struct WaitSchedule {
  private let start: MonotonicTime
  private var isFirst = true

  /// - Parameter start: The time of the first reading.
  init(from start: MonotonicTime) { self.start = start }

  /// The time of the next reading.
  ///
  /// - Parameters:
  ///   - now: The time at which the last reading began.
  ///   - cost: The processor time that it used, in seconds.
  mutating func next(after now: MonotonicTime, costing cost: Double) -> MonotonicTime {
    let interval = now.seconds(since: start) < 60 ? 0.02 : 0.05
    // The first reading costs more, because nothing is in the caches yet. It may not delay the second.
    let pause = isFirst ? interval : max(interval, 100 * cost)
    isFirst = false
    return now.adding(seconds: pause)
  }
}
