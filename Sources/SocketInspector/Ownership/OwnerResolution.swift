/// Which descriptors lead to which sockets, or the reason why none does. A value without I/O.
package struct OwnerResolution: Sendable {
  /// What the scans found, without the descriptors.
  private var scan: DescriptorScan.Result
  /// The owners, also of sockets that were not requested.
  private(set) var owners: DescriptorIndex
  /// The requested inodes.
  private let inodes: [UInt64]
  /// The owners of the requested sockets and their descriptors, at most
  /// ``ProcessImage/descriptorLimit`` + 1 each.
  private var samples: [Int32: [SocketDescriptor]] = [:]
  /// The requested inodes without an owner.
  private var ownerless = InodeSet()
  /// The inodes without an owner that were in the tables after the search.
  private var unowned: Set<UInt64> = []
  /// The inodes whose owner was seen, and was gone or had closed the socket when it was rechecked.
  private var released: Set<UInt64> = []
  /// The last known owner of each inode in ``released``, if a recheck put it there.
  private var lastOwners: [UInt64: Int32] = [:]
  /// Whether the owners are rechecked before they are shown.
  let isConfirmedLater: Bool
  /// The tables that could not be read again.
  private var unreadableTables: [Issue] = []

  /// - Parameters:
  ///   - inodes: The requested sockets; may contain duplicates.
  ///   - unowned: The inodes that no process has open.
  ///   - released: The inodes whose owner closed them.
  ///   - isConfirmedLater: Whether the owners are rechecked before they are shown.
  init(
    of inodes: [UInt64], _ scan: consuming DescriptorScan.Result, unowned: Set<UInt64> = [],
    released: Set<UInt64> = [], isConfirmedLater: Bool = false
  ) {
    owners = DescriptorIndex(scan.takeDescriptors())
    self.scan = scan
    self.inodes = inodes
    self.unowned = unowned
    self.released = released
    self.isConfirmedLater = isConfirmedLater
    findSamples()
  }

  /// The result of a search that found these descriptors and missed nothing.
  package init(all descriptors: [SocketDescriptor]) {
    var scan = DescriptorScan.Result()
    scan.descriptors = descriptors
    self.init(of: descriptors.map(\.inode), scan, isConfirmedLater: true)
  }

  var descriptors: [SocketDescriptor] { owners.descriptors }

  /// The owners of the requested sockets.
  var pids: Set<Int32> { Set(samples.keys) }

  /// The requested inodes without an owner.
  var missing: Set<UInt64> { ownerless.inodes }

  /// The requested inodes whose owners had closed them when they were rechecked.
  var releasedInodes: Set<UInt64> { released.filter(ownerless.contains) }

  /// Whether every process of the tree was read.
  var isComplete: Bool { !scan.isIncomplete }

  /// Whether every process of the machine was read: there may be others outside the PID namespace of the tree.
  var coversMachine: Bool { isComplete && !scan.isInNestedNamespace }

  /// The reason why a requested socket has no owner, or that it has one.
  func ownership(of inode: UInt64) -> Ownership {
    if !ownerless.contains(inode) { return .known }
    if released.contains(inode) { return .gone }
    if scan.isIncomplete { return .denied }
    if !unowned.contains(inode) { return .gone }
    return scan.isInNestedNamespace ? .denied : .unowned
  }

  var issues: [Issue] {
    let unlisted: [Issue] =
      scan.hidesProcesses ? [scan.hasHidepid ? .hiddenProcesses : .unlistedProcesses] : []
    return unreadableTables + unlisted + scan.issues
      + (scan.isInNestedNamespace ? [.processesOutsideNamespace] : [])
  }

  /// The processes that may be owners of any socket, because they could not be read.
  var unreadableProcesses: UnreadableProcesses {
    UnreadableProcesses(
      pids: Set(scan.errors.keys),
      includesUnlisted: scan.hidesProcesses || scan.reachedLimit != nil || scan.lacksDescriptors,
      includesOutside: scan.isInNestedNamespace)
  }

  private mutating func findSamples() {
    ownerless = InodeSet()
    samples = [:]
    var full: Set<Int32> = []
    var last: Int32?
    for inode in inodes {
      let descriptors = owners.descriptors(of: inode)
      if descriptors.isEmpty { ownerless.insert(inode) }
      for descriptor in descriptors where descriptor.pid != last {
        if full.contains(descriptor.pid) {
          last = descriptor.pid
        } else if samples[descriptor.pid, default: []].appendNew(descriptor)
          > ProcessImage.descriptorLimit
        {
          full.insert(descriptor.pid)
        }
      }
    }
  }
}

/// What a recheck needs to know.
extension OwnerResolution {
  /// Descriptors of requested sockets of a process; if there are more than
  /// ``ProcessImage/descriptorLimit``, not all.
  func sample(of pid: Int32) -> [SocketDescriptor] { samples[pid] ?? [] }

  func image(of pid: Int32) -> ProcessImage? { scan.images[pid] }

  func table(of pid: Int32) -> DescriptorTable? { scan.tables[pid] }

  /// The tables of which all descriptors were seen.
  var settledTables: [Int32: DescriptorTable] { scan.settledTables }

  /// All descriptors of requested sockets, by process.
  var requestedDescriptors: [Int32: [SocketDescriptor]] {
    let inodes = Set(inodes)
    return Dictionary(
      grouping: owners.descriptors.lazy.filter { inodes.contains($0.inode) }, by: \.pid)
  }
}

extension OwnerResolution {
  /// Adds what a later scan found.
  mutating func add(_ later: consuming DescriptorScan.Result) {
    let more = later.takeDescriptors()
    // Their images do not cover descriptors found earlier.
    later.images = [:]
    scan.add(later)
    if more.isEmpty { return }
    owners = DescriptorIndex(owners.descriptors + more)
    findSamples()
  }

  /// Ends a search that found no owners of some sockets.
  ///
  /// - Parameters:
  ///   - unowned: The inodes that are still in the tables.
  ///   - issues: The tables that could not be read again.
  mutating func conclude(unowned: Set<UInt64>, issues: [Issue]) {
    self.unowned = unowned
    unreadableTables = issues
  }

  /// Ends a search for sockets that a process may have open which could not be read: they are `denied`, not
  /// `gone`.
  mutating func keepUncertain(_ inodes: Set<UInt64>) { released.subtract(inodes) }

  /// Ends a search for sockets that exist, and that moved on each time before their owner could be rechecked.
  mutating func conclude(moving inodes: Set<UInt64>, in tree: ProcFileSystem) {
    keepUncertain(inodes)
    for pid in Set(inodes.compactMap { lastOwners[$0] }) {
      scan.note(SystemError(.list, "\(tree.path)/\(pid)/fd", code: SystemError.tryAgain), pid)
    }
  }

  /// Removes what was found of processes that ended, because other processes have their PIDs now.
  mutating func remove(replaced pids: Set<Int32>) {
    var result = OwnerRecheck.Result()
    result.gone = pids
    apply(result)
  }

  /// Removes the owners that a recheck did not confirm.
  mutating func apply(_ result: OwnerRecheck.Result) {
    for (pid, error) in result.unreadable { scan.note(error, pid) }
    scan.rights = scan.rights ?? result.rights
    let removed = result.gone.union(result.unreadable.keys)
    let closed = Set(result.closed)
    if removed.isEmpty, closed.isEmpty { return }
    let isLost = { (descriptor: SocketDescriptor) in
      removed.contains(descriptor.pid) || closed.contains(descriptor)
    }
    let lost = descriptors.filter(isLost)
    owners = DescriptorIndex(descriptors.filter { !isLost($0) } + result.moved)
    for descriptor in lost where !owners.hasOwner(descriptor.inode) {
      ownerless.insert(descriptor.inode)
      released.insert(descriptor.inode)
      lastOwners[descriptor.inode] = descriptor.pid
    }
    // One that cannot be read may still have its sockets open.
    for descriptor in lost where result.unreadable[descriptor.pid] != nil {
      released.remove(descriptor.inode)
    }
  }
}

extension [SocketDescriptor] {
  /// Appends a descriptor unless it is there.
  ///
  /// - Returns: The number of descriptors.
  fileprivate mutating func appendNew(_ descriptor: SocketDescriptor) -> Int {
    if !contains(descriptor) { append(descriptor) }
    return count
  }
}
