/// Snapshots of one query at a fixed interval, each with what happened since the one before, as an asynchronous
/// sequence. It never ends by itself: leave the loop, or cancel its task.
///
///     for try await update in SnapshotUpdates(of: .all, every: .seconds(2)) {
///       for change in update.changes { print(change.kind, change.socket) }
///     }
///
/// The first snapshot is taken at once. If taking one takes longer than the interval, the missed updates are
/// skipped. A snapshot is taken on the thread of the task, which it occupies for that time.
public struct SnapshotUpdates: AsyncSequence, Sendable {
  public typealias Element = SnapshotUpdate

  private let query: Query
  private let interval: Duration

  /// - Parameter interval: The time from one update to the next; at least 1 millisecond, a shorter one counts
  ///   as 1 millisecond.
  public init(of query: Query, every interval: Duration = .seconds(1)) {
    self.query = query
    self.interval = Swift.max(interval, .milliseconds(1))
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(series: SnapshotSeries(query), interval: interval)
  }

  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var series: SnapshotSeries
    fileprivate let interval: Duration
    /// nil before the first update.
    private var due: ContinuousClock.Instant?

    fileprivate init(series: SnapshotSeries, interval: Duration) {
      self.series = series
      self.interval = interval
    }

    /// Waits for the next update.
    ///
    /// - Returns: nil if the task was canceled.
    /// - Throws: ``SystemError`` as ``SnapshotSeries/nextUpdate()``. The sequence can be continued afterwards.
    public mutating func next() async throws -> SnapshotUpdate? {
      if let due { await wait(until: due) }
      if Task.isCancelled { return nil }
      let start = ContinuousClock.now
      var next = due ?? start
      repeat { next += interval } while next <= start
      due = next
      return try series.nextUpdate()
    }

    /// Waits until the next update is due, or until so many connections have closed that they should not be
    /// kept any longer.
    private func wait(until due: ContinuousClock.Instant) async {
      while !Task.isCancelled, !series.isFilling {
        let now = ContinuousClock.now
        if now >= due { return }
        try? await Task.sleep(until: Swift.min(due, now + .seconds(1)), clock: .continuous)
      }
    }
  }
}
