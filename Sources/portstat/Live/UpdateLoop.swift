import SocketInspector

/// Produces the updates of the live view and the event stream: decides when each is due, and finds out what
/// changed, what is hidden or missing, and who owns the sockets that are shown.
struct UpdateLoop {
  struct Update {
    let snapshot: Snapshot
    /// The changes since the previous update; nil for the first update.
    let changes: [Change]?
    let outcome: Outcome
    /// How many sockets opened and closed since the previous update; nil for the first update.
    var churn: Churn?
    /// Why ``churn`` misses connections that open and close between two updates; nil if it does not, and if
    /// the outcome says so.
    var remark: Remark?
    /// How many closed connections may be missing in ``changes`` and ``churn``, as in ``SnapshotUpdate``.
    var lostCount: UInt64 = 0
    var unmatchedCount = 0
    var endingInodes: Set<UInt64> = []
  }

  private var series: SnapshotSeries
  private var last: Update?
  private var related: RelatedProcesses
  private var schedule: UpdateSchedule
  /// Whether the last update is in progress. It ends with the next call of ``wait(_:isPaused:)``, so that
  /// showing the data counts as a part of it.
  private var isUpdating = false
  /// Whether the changes include every TCP connection that closed, also those that no snapshot contains.
  private let reportsEveryEnd: Bool

  /// Creates a loop whose first update is due now.
  ///
  /// - Parameters:
  ///   - interval: The time between two updates, in seconds.
  ///   - reportsEveryEnd: Whether the changes include every TCP connection that closed, also those that no
  ///     snapshot contains, but not what happens to the entries in TIME_WAIT that are left of them. Otherwise,
  ///     they are what two snapshots show. ``Update/churn`` always counts every connection.
  init(_ query: Query, every interval: Double, reportsEveryEnd: Bool = false) {
    self.reportsEveryEnd = reportsEveryEnd
    series = SnapshotSeries(query)
    related = RelatedProcesses(query.procPath)
    schedule = UpdateSchedule(every: interval, from: .now)
  }

  /// What the next update reads in addition to the rows.
  var requirements: Requirements {
    get { series.query.requirements }
    set { series.query.requirements = newValue }
  }

  /// Takes the next snapshot.
  ///
  /// - Throws: ``SystemError`` if the tables cannot be read.
  mutating func update() throws(SystemError) -> Update {
    let next = try series.nextUpdate()
    var outcome = Outcome(next.snapshot, .alwaysSucceeds, &related)
    if reportsEveryEnd, let remark = next.remark { outcome.remarks.append(remark) }
    let changes =
      reportsEveryEnd
      ? next.changes : last.map { next.snapshot.changes(since: $0.snapshot) }
    let update = Update(
      snapshot: next.snapshot, changes: changes, outcome: outcome,
      churn: last == nil ? nil : Churn(next.changes), remark: reportsEveryEnd ? nil : next.remark,
      lostCount: next.lostCount,
      unmatchedCount: next.unmatchedCount, endingInodes: next.endingInodes)
    last = update
    isUpdating = true
    return update
  }

  /// Reads the owners of sockets of the last update again, with details, so that a process that has closed
  /// the socket since is not shown as its owner.
  ///
  /// - Parameter requirements: The details of owners to read.
  /// - Returns: The sockets, and the outcome of the last update, including the issues of reading these
  ///   owners.
  /// - Throws: ``SystemError`` if the processes cannot be listed.
  mutating func recheck(
    _ sockets: [Socket], _ requirements: Requirements
  ) throws(SystemError) -> (sockets: [Socket], outcome: Outcome) {
    guard let last else { return (sockets, Outcome()) }
    let (rechecked, issues) = try series.recheck(sockets, in: last.snapshot, requirements)
    return (rechecked, last.outcome.adding(issues, of: rechecked))
  }

  /// The connections that have closed since the last update, if no other follows, and how many may be
  /// missing.
  mutating func finish() -> (changes: [Change], lostCount: UInt64) { series.finish() }

  /// How long ago a socket of the last update was seen first, in milliseconds; nil for other sockets.
  func millisecondsSeen(_ socket: Socket) -> UInt64? { series.millisecondsSeen(socket) }

  /// Whether a process existed at the last update.
  func hasProcess(_ pid: Int32) -> Bool { series.hasProcess(pid) }

  /// Waits until the next update is due or something else happens.
  ///
  /// - Parameters:
  ///   - isPaused: Whether updates are paused, so that none is due, however many connections close.
  ///   - limit: When to return at the latest, without keys if nothing happened; nil for no limit.
  /// - Returns: `.timeout` if an update is due; also before its time if so many connections have closed that
  ///   they should not be kept any longer.
  /// - Throws: ``SystemError`` with `wait for`.
  mutating func wait(
    _ poller: borrowing EventPoller, isPaused: Bool = false, before limit: MonotonicTime? = nil
  ) throws(SystemError) -> EventPoller.Event {
    if isUpdating { schedule.advance(at: .now) }
    isUpdating = false
    let due = isPaused ? nil : schedule.next
    guard let limit, due.map({ limit < $0 }) ?? true else {
      return try poller.wait(until: due, orReadable: isPaused ? nil : series.fillDescriptor)
    }
    let event = try poller.wait(until: limit)
    return event == .timeout ? .keys([]) : event
  }

  /// Changes the time between two updates, in seconds. If it differs, the next update is due one interval
  /// from now.
  mutating func change(interval: Double) {
    schedule.change(to: interval, at: .now)
  }
}
