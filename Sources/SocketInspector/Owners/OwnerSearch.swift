/// A walk of the processes that goes on while its starter does something else.
struct OwnerSearch: ~Copyable {
  private let scan: OwnerScan
  private let helpers: Threads

  /// Begins to walk on other threads.
  ///
  /// - Parameters:
  ///   - only: The processes that are walked; nil for all.
  ///   - wanted: The inodes that are looked for; nil for every socket's.
  /// - Throws: ``SystemError`` when the tree's processes cannot be listed.
  init(
    _ root: String, only: Set<Int32>? = nil, wanted: Set<UInt64>?,
    depth: OwnerScan.Depth = .processes
  ) throws(SystemError) {
    let scan = try OwnerScan(root: root, only: only, wanted: wanted, depth: depth)
    helpers = Threads(scan.threadCount - 1) { scan.walk() }
    self.scan = scan
  }

  /// Takes part in the rest of the walk.
  consuming func finish() -> OwnerScan.Result {
    scan.walk()
    helpers.join()
    return scan.result
  }
}

extension OwnerSearch {
  /// How often a table that changes while it is read is read at most.
  static let mostRounds = 16
}
