/// Takes snapshots of one query, one after another. Caches owners between snapshots and rescans a process
/// only if something indicates a change, so that a snapshot costs little more than reading the tables.
public struct SnapshotSeries: Sendable {
  /// What the next snapshot reads.
  public var query: Query
  private var cache = OwnerCache()
  private var meter = TransferMeter()

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
    let tree = try ProcFileSystem(query.procPath)
    var finder = takeFinder(tree)
    defer { cache = finder.cache }
    if query.needsOwners { try finder.refresh() }
    let snapshot = try Snapshot.capture(query, in: tree, &finder)
    if query.requirements.contains(.rates) { return snapshot.measured(by: &meter) }
    meter.reset()
    return snapshot
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
    var finder = takeFinder(tree)
    defer { cache = finder.cache }
    var found = try finder.recheck(Set(snapshot.inodes(for: rows)))
    let details = OwnerRecheck(tree).readProcesses(found.pids, requirements, of: &found)
    var issues = found.issues
    if let issue = Issue.reachedLimit(in: tree, beside: issues) { issues.append(issue) }
    return (snapshot.inspect(rows, found, details), issues)
  }

  /// Moves the cache into a finder, so that it is not copied when it changes.
  private mutating func takeFinder(_ tree: ProcFileSystem) -> CachedOwnerFinder {
    var taken = OwnerCache()
    swap(&taken, &cache)
    return CachedOwnerFinder(taken, tree, query.readPlan)
  }
}
