import SocketInspector

/// The times at which updates are due: at fixed intervals from the first update on. If an update takes longer
/// than the interval, the missed updates are skipped.
struct UpdateSchedule {
  /// The time at which the next update is due.
  private(set) var next: MonotonicTime
  /// The time between two updates, in seconds.
  private var interval: Double

  /// - Parameters:
  ///   - interval: The time between two updates, in seconds.
  ///   - now: The time at which the first update is due.
  init(every interval: Double, from now: MonotonicTime) {
    self.interval = interval
    next = now
  }

  /// Schedules the next update. Call it at the end of an update. An update before its time does not change
  /// the schedule.
  mutating func advance(at now: MonotonicTime) {
    if now < next { return }
    next = max(next.adding(seconds: interval), now)
  }

  /// Changes the interval in seconds. If it differs, the next update is due one interval from now.
  mutating func change(to interval: Double, at now: MonotonicTime) {
    if interval == self.interval { return }
    self.interval = interval
    next = now.adding(seconds: interval)
  }
}
