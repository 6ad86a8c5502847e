/// Finds the owners of sockets update by update, scanning only what ``OwnerCache`` asks for.
struct CachedOwnerFinder: OwnerFinder {
  private(set) var cache: OwnerCache
  private let tree: ProcFileSystem
  private let plan: ReadPlan

  init(_ cache: consuming OwnerCache, _ tree: ProcFileSystem, _ plan: ReadPlan) {
    self.cache = cache
    self.tree = tree
    self.plan = plan
  }

  /// Scans the processes that changed since the last update, and a part of the others. Call this before the
  /// tables are read, so that a socket that is closed in between has an owner.
  ///
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  mutating func refresh() throws(SystemError) {
    let tables = try tree.processes().map { pid in
      (pid: pid, table: try? tree.descriptorTable(of: pid))
    }
    try scan(cache.advance(tables), .processes)
  }

  /// - Returns: The owners as they were scanned last; they have to be rechecked before they are shown.
  mutating func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution {
    let changed = cache.request(Set(inodes))
    if cache.missing.isEmpty { return cache.resolution() }
    let previous = cache.resolution().descriptors
    try scan(changed, .processes)
    if !cache.missing.isEmpty { try searchEverywhere(previous) }
    return cache.resolution(keeping: previous)
  }

  /// - Parameter previous: The descriptors that were known when the tables were read.
  private mutating func searchEverywhere(_ previous: [SocketDescriptor]) throws(SystemError) {
    let found = try scan(nil, .includingThreads(skipping: [:]))
    let hadOwner = Set(previous.lazy.map(\.inode))
    if !cache.missing.isEmpty {
      let comparesAll = !found.isIncomplete && !cache.missing.isSubset(of: hadOwner)
      cache.add(
        try ConcurrentScan.again(
          tree, wanted: cache.missing, after: found, comparesAll: comparesAll))
    }
    let rest = cache.missing.subtracting(hadOwner)
    if !rest.isEmpty { cache.conclude(unowned: try plan.listed(rest, in: tree).inodes) }
  }

  /// Checks every known descriptor of some sockets, and scans the processes that closed one.
  ///
  /// - Returns: The processes that have these sockets open now.
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  mutating func recheck(_ inodes: Set<UInt64>) throws(SystemError) -> OwnerResolution {
    let known = cache.descriptors(of: inodes)
    let recheck = OwnerRecheck(tree)
    var stale = Set(
      known.lazy.filter { (try? recheck.stillHolds($0.value, $0.key)) != true }.map(\.key))
    let previous = known.values.flatMap { $0 }
    let held = stale.isEmpty ? [] : Set(previous.lazy.map(\.inode))
    // A socket that moves from one number to another can be missed.
    for _ in 0..<ConcurrentScan.mostRounds where !stale.isEmpty {
      stale = try scan(stale, .includingThreads(skipping: [:])).unsettled
      if cache.withoutOwner(held).isEmpty { break }
    }
    return cache.rechecked(inodes, since: previous)
  }

  /// Scans some processes, or all.
  @discardableResult
  private mutating func scan(
    _ pids: Set<Int32>?, _ depth: DescriptorScan.Depth
  ) throws(SystemError) -> DescriptorScan.Result {
    if pids?.isEmpty == true { return DescriptorScan.Result() }
    let result = try ConcurrentScan(tree, only: pids, wanted: nil, depth: depth).finish()
    cache.apply(result, of: pids)
    return result
  }
}
