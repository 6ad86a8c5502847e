/// A scan of the processes in the background.
struct ConcurrentScan: ~Copyable {
  private let scan: DescriptorScan
  private let helpers: ThreadGroup

  /// Starts the scan on other threads.
  ///
  /// - Parameters:
  ///   - only: The processes to scan; nil for all.
  ///   - wanted: The inodes to find; nil for every socket.
  /// - Throws: ``SystemError`` when the tree's processes cannot be listed.
  init(
    _ tree: ProcFileSystem, only: Set<Int32>? = nil, wanted: Set<UInt64>?,
    depth: DescriptorScan.Depth = .processes
  ) throws(SystemError) {
    let scan = try DescriptorScan(tree, only: only, wanted: wanted, depth: depth)
    helpers = ThreadGroup(scan.threadCount - 1) { scan.scanRemaining() }
    self.scan = scan
  }

  /// Scans the remaining processes on this thread too, and waits for the others.
  consuming func finish() -> DescriptorScan.Result {
    scan.scanRemaining()
    helpers.join()
    return scan.result
  }
}

extension ConcurrentScan {
  /// How often a table that changes while it is read is read at most.
  static let mostRounds = 16
  /// How often all processes are compared at most.
  private static let mostComparisons = 4

  /// Searches again for sockets that a scan of all processes did not find.
  ///
  /// The scan misses a descriptor that moves to a number already read (dup2(2)) or to a process already
  /// scanned (`SCM_RIGHTS` in unix(7)). Both change descriptor counts, so tables are read again
  /// until the counts are stable. A machine where no process changes its table pays for one
  /// comparison.
  ///
  /// - Parameters:
  ///   - wanted: The inodes that were not found.
  ///   - scan: What the scan of all processes found.
  ///   - comparesAll: Whether to compare the tables of all processes again, not only those that
  ///     changed during the scan. Not worth its time if an unreadable process may be the owner.
  /// - Returns: The descriptors that were found now, and which processes could not be read.
  /// - Throws: ``SystemError`` when the tree's processes cannot be listed.
  static func again(
    _ tree: ProcFileSystem, wanted: Set<UInt64>, after scan: DescriptorScan.Result,
    comparesAll: Bool
  ) throws(SystemError) -> DescriptorScan.Result {
    var all = DescriptorScan.Result()
    var (wanted, tables, unsettled) = (wanted, scan.tables, scan.unsettled)
    /// - Returns: Whether a table was read: it was not settled, or had changed.
    func search(_ pids: Set<Int32>?) throws(SystemError) -> Bool {
      for pid in unsettled { tables[pid] = nil }
      let result = try ConcurrentScan(
        tree, only: pids, wanted: wanted, depth: .includingThreads(skipping: tables)
      ).finish()
      all.add(result)
      wanted.subtract(result.descriptors.lazy.map(\.inode))
      tables.merge(result.tables) { _, last in last }
      unsettled = result.unsettled
      return !result.tables.isEmpty || !unsettled.isEmpty
    }
    let comparisons = comparesAll ? mostComparisons : 1
    for _ in 0..<comparisons {
      if comparesAll, try !search(nil) { break }
      for _ in 0..<mostRounds / comparisons where !unsettled.isEmpty && !wanted.isEmpty {
        _ = try search(unsettled)
      }
      if wanted.isEmpty { break }
    }
    // A process that kept changing its table may be the owner.
    for pid in unsettled where !wanted.isEmpty {
      all.note(SystemError(.list, "\(tree.path)/\(pid)/fd", code: SystemError.tryAgain), pid)
    }
    return all
  }
}
