/// Takes snapshots of one query, one after another. Caches owners between snapshots and rescans a process
/// only if something indicates a change, so that a snapshot costs little more than reading the tables.
public struct SnapshotSeries: Sendable {
  /// What the next snapshot reads.
  public var query: Query
  private var cache = OwnerCache()
  private var groups = ControlGroupIndex()
  private var meter = TransferMeter()
  private var tracker = ChangeTracker()
  private var notifications = Notifications.unopened
  private var namespaceNumbers = NamespaceNumbers()
  /// Whether the selected network namespaces were found once.
  private var hasFoundNamespaces = false

  /// The notifications of closed connections.
  private enum Notifications {
    case unopened
    case open(DestroyReceiver)
    /// They cannot be received, or not be joined with the rows.
    case unavailable(SystemError?)
    /// The query selects network namespaces: there are notifications about that of this process alone.
    case limited
    /// The query does not ask for TCP connections.
    case unwanted
  }

  /// Creates a series; nothing is read before the first snapshot.
  public init(_ query: Query) {
    self.query = query
  }

  /// Takes the next snapshot.
  ///
  /// Its owners had their sockets open when they were scanned last, which may be some snapshots ago. Use
  /// ``recheck(_:in:_:)`` for sockets that are going to be shown.
  ///
  /// - Throws: ``SystemError`` as ``Snapshot/capture(_:)``.
  public mutating func next() throws(SystemError) -> Snapshot {
    try next(query, query.readPlan)
  }

  private mutating func next(
    _ query: Query, _ plan: ReadPlan
  ) throws(SystemError) -> Snapshot {
    let tree = try ProcFileSystem(query.procPath)
    var plan = plan
    if query.namespaces != .standard {
      var containers = NamespaceContainers(tree)
      plan.namespaces = try containers.catalog(
        of: query.namespaces, mustExist: !hasFoundNamespaces, &namespaceNumbers)
      hasFoundNamespaces = true
    }
    var finder = takeFinder(tree, plan)
    defer { cache = finder.cache }
    if query.needsOwners { try finder.refresh() }
    let snapshot = try Snapshot.capture(query, plan, in: tree, &finder, &groups)
    if query.requirements.contains(.rates) { return snapshot.measured(by: &meter) }
    meter.reset()
    return snapshot
  }

  /// Takes the next snapshot, and finds out what happened since the last call of this method.
  ///
  /// From the first call on, a thread receives the kernel's notifications of closed TCP connections, so that
  /// also those are reported that open and close between two updates. They are reported for the network
  /// namespace of the thread that makes the first call. Copies of a series share the notifications.
  ///
  /// - Throws: ``SystemError`` as ``Snapshot/capture(_:)``. The next call then reports what happened since the
  ///   last one that succeeded.
  public mutating func nextUpdate() throws(SystemError) -> SnapshotUpdate {
    openNotifications()
    var query = query
    if case .open = notifications { query.requirements.formUnion(.cookie) }
    var plan = query.readPlan
    plan.collectsCookies =
      query.requirements.contains(.cookie) && query.filter.mayExcludeForAWhile
    let start = MonotonicTime.now
    let snapshot = try next(query, plan)
    let batch = takeNotifications()
    let result = tracker.update(
      to: snapshot, from: start, batch, query.filter, isRunning: cache.hasProcess)
    var update = SnapshotUpdate(snapshot: snapshot, changes: result.changes)
    update.lostCount = batch?.lostCount ?? 0
    update.unmatchedCount = result.unmatchedCount
    update.endingInodes = tracker.endingInodes
    update.remark = remark(on: snapshot)
    return update
  }

  /// Finds out which connections have closed since the last update, at the end of the series. A socket that only
  /// snapshots show to have closed is not among them.
  ///
  /// - Returns: The changes, and how many may be missing because notifications were lost.
  package mutating func finish() -> (changes: [Change], lostCount: UInt64) {
    guard let batch = takeNotifications() else { return ([], 0) }
    return (tracker.finish(batch, query.filter), batch.lostCount)
  }

  /// A descriptor that is readable when so many connections have closed that ``nextUpdate()`` should be called
  /// before long, or their number exceeds what is kept in memory; nil before the first call, and without
  /// notifications.
  package var fillDescriptor: Int32? {
    if case .open(let receiver) = notifications { receiver.fillDescriptor } else { nil }
  }

  /// Whether ``fillDescriptor`` is readable.
  var isFilling: Bool {
    fillDescriptor.flatMap { waitForInput([$0], milliseconds: 0)?.first } ?? false
  }

  private mutating func openNotifications() {
    guard case .unopened = notifications else { return }
    if query.filter.isListeningOnly || !query.filter.tables.contains(.tcp) {
      notifications = .unwanted
    } else if query.namespaces != .standard {
      notifications = .limited
    } else if query.procPath != nil || query.source == .procfs {
      notifications = .unavailable(nil)
    } else {
      do throws(SystemError) {
        notifications = .open(try DestroyReceiver())
      } catch {
        notifications = .unavailable(error)
      }
    }
  }

  private mutating func takeNotifications() -> DestroyReceiver.Batch? {
    guard case .open(let receiver) = notifications else { return nil }
    let batch = receiver.take()
    if let failure = batch.failure { notifications = .unavailable(failure) }
    return batch
  }

  private func remark(on snapshot: Snapshot) -> Remark? {
    switch notifications {
    case .unopened, .unwanted: nil
    case .unavailable(let error): .shortConnectionsUnseen(error)
    case .limited: .shortConnectionsOfNamespacesUnseen
    case .open: snapshot.listsTCPOverNetlink ? nil : .shortConnectionsUnseen(nil)
    }
  }

  /// How long ago a socket of the last snapshot of ``nextUpdate()`` was seen first, in milliseconds; nil for
  /// other sockets.
  package func millisecondsSeen(_ socket: Socket) -> UInt64? {
    tracker.firstSeen(socket.socket).map { MonotonicTime.now.milliseconds(since: $0) }
  }

  /// Whether a process was there when the last snapshot was taken.
  public func hasProcess(_ pid: Int32) -> Bool { cache.hasProcess(pid) }

  /// Rechecks the owners of some sockets, and reads details of their processes.
  ///
  /// - Returns: The sockets, with the processes that had them open a moment ago, and what could not be read
  ///   meanwhile.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  public mutating func recheck(
    _ sockets: [Socket], in snapshot: Snapshot, _ requirements: Requirements
  ) throws(SystemError) -> (sockets: [Socket], issues: [Issue]) {
    guard query.needsOwners else { return (sockets, []) }
    let rows = sockets.map(\.socket)
    let tree = try ProcFileSystem(query.procPath)
    var finder = takeFinder(tree, query.readPlan)
    defer { cache = finder.cache }
    var found = try finder.recheck(Set(snapshot.inodes(for: rows)))
    let details = OwnerRecheck(tree).readProcesses(found.pids, requirements, of: &found)
    var issues = found.issues
    if let issue = Issue.reachedLimit(in: tree, beside: issues) { issues.append(issue) }
    return (snapshot.inspect(rows, found, details), issues)
  }

  /// Moves the cache into a finder, so that it is not copied when it changes.
  private mutating func takeFinder(
    _ tree: ProcFileSystem, _ plan: ReadPlan
  ) -> CachedOwnerFinder {
    var taken = OwnerCache()
    swap(&taken, &cache)
    return CachedOwnerFinder(taken, tree, plan)
  }
}
