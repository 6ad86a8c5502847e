import SocketInspector

/// The updates that the live view and the event stream show: when each is due, what changed, what
/// could not be seen, and who owns what is going to be shown.
struct UpdateLoop {
  struct Update {
    let snapshot: Snapshot
    /// What changed since the last update; nil for the first one.
    let changes: [Change]?
    let outcome: Outcome
  }

  private var series: SnapshotSeries
  private var last: Update?
  private var related: RelatedProcesses
  private var schedule: UpdateSchedule
  /// Whether the next update is still to be planned. What an update does with its data counts as a
  /// part of it.
  private var isUpdating = false

  /// The first update is due now.
  ///
  /// - Parameter interval: The time between two updates, in seconds.
  init(_ query: Query, every interval: Double) {
    series = SnapshotSeries(query)
    related = RelatedProcesses(query.procPath)
    schedule = UpdateSchedule(every: interval, from: .now)
  }

  /// What the next update finds out beside the rows.
  var requirements: Requirements {
    get { series.query.requirements }
    set { series.query.requirements = newValue }
  }

  /// Takes the next snapshot.
  ///
  /// - Throws: ``SystemError`` if the tables cannot be read.
  mutating func update() throws(SystemError) -> Update {
    let next = try series.next()
    let update = Update(
      snapshot: next, changes: last.map { next.changes(since: $0.snapshot) },
      outcome: Outcome(next, .open, &related))
    last = update
    isUpdating = true
    return update
  }

  /// Reads the owners of sockets of the last update again, and details of them, before they are
  /// shown: an owner that let a socket go since is not shown.
  ///
  /// - Returns: The sockets, and the outcome of the last update with what could not be seen now.
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  mutating func recheck(
    _ sockets: [Socket], _ requirements: Requirements
  ) throws(SystemError) -> (sockets: [Socket], outcome: Outcome) {
    guard let last else { return (sockets, Outcome()) }
    let (rechecked, issues) = try series.recheck(sockets, in: last.snapshot, requirements)
    return (rechecked, last.outcome.adding(issues, of: rechecked))
  }

  /// Whether a process existed at the last update.
  func hasProcess(_ pid: Int32) -> Bool { series.hasProcess(pid) }

  /// Waits until the next update is due or something else happens.
  ///
  /// - Parameter isPaused: Whether no update is due.
  /// - Returns: `.timeout` if an update is due.
  mutating func wait(
    _ poller: borrowing EventPoller, isPaused: Bool = false
  ) throws(SystemError) -> EventPoller.Event {
    if isUpdating { schedule.advance(at: .now) }
    isUpdating = false
    return try poller.wait(until: isPaused ? nil : schedule.next)
  }

  /// Changes the time between two updates, in seconds. The next one is due after the new interval.
  mutating func change(interval: Double) {
    schedule.change(to: interval, at: .now)
  }
}
