/// When updates are due: one interval after the other from the first on. If an update takes longer
/// than the interval, the missed updates are skipped.
struct UpdateSchedule {
  /// When the next update is due.
  private(set) var next: MonotonicTime
  /// The time between two updates, in seconds.
  private var interval: Double

  /// - Parameter now: When the first update begins.
  init(every interval: Double, from now: MonotonicTime) {
    self.interval = interval
    next = now
  }

  /// Plans the next update after one has ended.
  mutating func advance(at now: MonotonicTime) {
    next = max(next.adding(seconds: interval), now)
  }

  /// Changes the interval, and begins with one.
  mutating func change(to interval: Double, at now: MonotonicTime) {
    if interval == self.interval { return }
    self.interval = interval
    next = now.adding(seconds: interval)
  }
}
