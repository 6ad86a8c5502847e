import AllocationCounter

/// Adds up the time and the allocations of the measured parts of a run.
final class Stopwatch {
  private(set) var nanoseconds = 0.0
  private(set) var allocations = 0
  private var start = ContinuousClock.now
  private var startCount = 0

  /// Starts a measured part.
  func resume() {
    startCount = allocation_count()
    start = .now
  }

  /// Ends a measured part.
  func pause() {
    let duration = start.duration(to: .now)
    allocations += allocation_count() - startCount
    nanoseconds += duration / .nanoseconds(1)
  }

  func measure<Result>(_ body: () throws -> Result) rethrows -> Result {
    resume()
    defer { pause() }
    return try body()
  }
}
