/// Finds the owners of sockets by scanning every process, once.
///
/// Sockets that the first scan missed are looked for again, this time in per-thread descriptor tables
/// too: a thread may be the only owner, or the socket may have been opened or passed on during the
/// scan. If some process cannot be read, this second scan skips processes whose number of descriptors
/// is unchanged: what it may miss there is `denied`, which stays true. Sockets that move during the
/// scan are searched for again (``ConcurrentScan/again(_:wanted:after:comparesAll:)``). Finally, the
/// tables are read again, to distinguish sockets that no process has open from those that were closed.
struct OneShotOwnerFinder: OwnerFinder, ~Copyable {
  private let tree: ProcFileSystem
  private let plan: ReadPlan
  private var early: ConcurrentScan?

  /// - Parameter startsNow: Whether to scan while the tables are being read, for every socket.
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  init(_ tree: ProcFileSystem, _ plan: ReadPlan, startsNow: Bool) throws(SystemError) {
    self.tree = tree
    self.plan = plan
    early = startsNow ? try ConcurrentScan(tree, wanted: nil) : nil
  }

  mutating func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution {
    var found = OwnerResolution(of: inodes, try firstScan(of: inodes))
    if found.missing.isEmpty { return found }
    let second = try ConcurrentScan(
      tree, wanted: found.missing,
      depth: .includingThreads(skipping: found.isComplete ? [:] : found.settledTables)
    ).finish()
    add(second, to: &found)
    if found.missing.isEmpty { return found }
    let third = try ConcurrentScan.again(
      tree, wanted: found.missing, after: second, comparesAll: found.isComplete)
    add(third, to: &found)
    if found.missing.isEmpty || !found.isComplete { return found }
    let (listed, issues) = try plan.listed(found.missing, in: tree)
    found.conclude(unowned: listed, issues: issues)
    return found
  }

  private mutating func firstScan(of inodes: [UInt64]) throws(SystemError) -> DescriptorScan.Result
  {
    if let scan = early.take() { return scan.finish() }
    if inodes.isEmpty { return DescriptorScan.Result() }
    return try ConcurrentScan(tree, wanted: Set(inodes)).finish()
  }

  /// Adds what a later scan found. A process of which it found something, and which no longer has
  /// anything of the earlier scans open, is another process with the same PID.
  private func add(_ later: consuming DescriptorScan.Result, to found: inout OwnerResolution) {
    let later = later
    if !later.descriptors.isEmpty {
      let recheck = OwnerRecheck(tree)
      found.remove(replaced: recheck.replaced(among: later.descriptors, found.descriptors))
    }
    found.add(later)
  }
}

extension ReadPlan {
  /// Reads the tables again.
  ///
  /// - Returns: Which of these inodes are in the tables now; all of them if a table cannot be read, with
  ///   the issue.
  /// - Throws: ``SystemError`` as ``SocketTableReader/read(_:)``.
  func listed(
    _ inodes: Set<UInt64>, in tree: ProcFileSystem
  ) throws(SystemError) -> (inodes: Set<UInt64>, issues: [Issue]) {
    var listed: Set<UInt64> = []
    // No row is kept: there may be as many as in the snapshot.
    var reader = try SocketTableReader(tree) { socket in
      if inodes.contains(socket.inode) { listed.insert(socket.inode) }
      return false
    }
    try reader.read(recheck)
    let issues = reader.issues.filter { if case .unreadableTable = $0 { true } else { false } }
    return (issues.isEmpty ? listed : inodes, issues)
  }
}
