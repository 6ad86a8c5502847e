/// Rows joined with their owners: those that a filter by owner matches, and the details of the processes.
struct OwnedRows {
  private(set) var rows: [SocketEntry]
  private(set) var resolution: OwnerResolution
  private(set) var processes: [Int32: ProcessDetails] = [:]
  /// The control groups in which sockets were created.
  let groups: SocketControlGroups
  /// The processes that the filter names by PID, name or command line.
  private(set) var matchingOwners: Set<Int32> = []
  /// The number of rows that the filter excluded although a process that could not be read may be an owner
  /// that it includes.
  private(set) var possibleHiddenMatches = 0
  /// The number of rows that may have an owner that the filter excludes, because a process could not be
  /// read.
  private(set) var uncertainMatchCount = 0

  /// - Parameters:
  ///   - rows: Rows that match the other criteria of the filter.
  ///   - plan: The filter, and the details to read of the owners. Without ``Requirements/owners``, it is not
  ///     even checked whether they still have their sockets open.
  ///   - groups: The control groups in which the sockets without known owners were created.
  ///   - peers: The other ends of connections, whose owners are read too.
  /// - Throws: ``SystemError`` if the tables or the list of processes cannot be read again.
  init(
    _ rows: consuming [SocketEntry], _ resolution: consuming OwnerResolution, _ plan: ReadPlan,
    _ tree: ProcFileSystem, _ groups: SocketControlGroups = SocketControlGroups(),
    _ peers: PeerIndex = PeerIndex()
  ) throws(SystemError) {
    self.rows = rows
    self.groups = groups
    self.resolution = resolution
    var pids = self.resolution.pids
    if plan.filter.needsOwners { pids = try select(pids, plan, tree, peers) }
    // Also without any details: a PID may belong to another process by now.
    let requirements = plan.requirements
    if requirements.contains(.owners),
      requirements.includesProcessDetails || !self.resolution.isConfirmedLater
    {
      processes = try readProcesses(pids, requirements, plan, tree)
    }
  }

  private mutating func readProcesses(
    _ pids: Set<Int32>, _ requirements: Requirements, _ plan: ReadPlan, _ tree: ProcFileSystem
  ) throws(SystemError) -> [Int32: ProcessDetails] {
    let recheck = OwnerRecheck(tree)
    if resolution.isConfirmedLater {
      return recheck.readProcesses(pids, requirements, of: &resolution)
    }
    return try recheck.readProcesses(pids, requirements, of: &resolution, following: plan)
  }

  /// Removes the rows that the filter excludes.
  ///
  /// - Returns: The owners of the others, and of their peers.
  private mutating func select(
    _ pids: Set<Int32>, _ plan: ReadPlan, _ tree: ProcFileSystem, _ peers: PeerIndex
  ) throws(SystemError) -> Set<Int32> {
    let filter = plan.filter
    let details = try readProcesses(pids, filter.requirements, plan, tree)
    matchingOwners = Set(details.values.lazy.filter(filter.includes).map(\.pid))
    let index = resolution.owners  // without processes that closed their sockets meanwhile
    let mayBeHidden =
      !resolution.coversMachine && rows.contains { $0.ownershipWithoutInode == nil }
    let hidden = mayBeHidden ? HiddenMatches(resolution.unreadableProcesses, filter, tree) : nil
    var (possible, uncertain) = (0, 0)
    rows.removeAll { row in
      let pids = Set(index.descriptors(of: row.inode).map(\.pid))
      let owners = pids.lazy.map { details[$0] ?? ProcessDetails(pid: $0) }
      let isMatch = filter.matches(owners, pids.isEmpty ? groups.group(of: row) : nil)
      if let hidden, row.ownershipWithoutInode == nil {
        if isMatch, hidden.mayExclude(owners) { uncertain += 1 }
        if !isMatch, hidden.mayInclude(owners) { possible += 1 }
      }
      return !isMatch
    }
    (possibleHiddenMatches, uncertainMatchCount) = (possible, uncertain)
    let shown = rows + rows.compactMap(peers.peer)
    return Set(shown.lazy.flatMap { index.descriptors(of: $0.inode).lazy.map(\.pid) })
  }
}
