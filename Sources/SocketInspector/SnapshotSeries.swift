/// Snapshots of one query, one after the other. What was found out about owners is kept between them
/// and checked again where something points to a change, so that each costs little more than the
/// tables.
public struct SnapshotSeries: Sendable {
  public var query: Query
  private var cache = OwnerCache()

  public init(_ query: Query) {
    self.query = query
  }

  /// Takes the next snapshot.
  ///
  /// Its owners held their sockets when they were looked at last, which may be some snapshots ago:
  /// ``recheck(_:in:_:)`` looks at those that are going to be shown.
  ///
  /// - Throws: ``SystemError`` as ``Snapshot/capture(_:)``.
  public mutating func next() throws(SystemError) -> Snapshot {
    if query.needsOwners { try cache.refresh(query.readPlan) }
    return try Snapshot.capture(query) { (inodes) throws(SystemError) in
      try cache.findings(of: Set(inodes), query.readPlan)
    }
  }

  /// Whether a process was there when the last snapshot was taken.
  public func hasProcess(_ pid: Int32) -> Bool { cache.hasProcess(pid) }

  /// Looks at the owners of some sockets again, and reads details of them.
  ///
  /// - Returns: The sockets, with the owners that held them a moment ago.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  public mutating func recheck(
    _ sockets: [Socket], in snapshot: Snapshot, _ fields: ProcessDetails.Fields
  ) throws(SystemError) -> [Socket] {
    guard query.needsOwners else { return sockets }
    let rows = sockets.map(\.socket)
    var found = try cache.recheck(Set(snapshot.inodes(for: rows)), query.readPlan)
    let root = try Directory(query.procPath)
    let details = found.readProcesses(found.pids, fields, root)
    return snapshot.inspect(rows, found, details)
  }
}
