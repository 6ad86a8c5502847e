/// What the search for the owners of some sockets came to.
package struct OwnerResolution {
  /// The walk, without the descriptors.
  private var scan: DescriptorScan.Result
  /// The owners, also of sockets that nobody asked for.
  private(set) var owners: DescriptorIndex
  /// The inodes that were asked for.
  private let inodes: [UInt64]
  /// The owners of the requested sockets and their descriptors, at most
  /// ``ProcessImage/descriptorLimit`` + 1 each.
  private var holders: [Int32: [SocketDescriptor]] = [:]
  /// The inodes that were asked for and have no owner.
  private var ownerless = InodeSet()
  /// The inodes without an owner that were in the tables also after the search.
  private var unowned: Set<UInt64> = []
  /// The inodes whose owner was seen, and was gone or had closed the socket when it was rechecked.
  private var released: Set<UInt64> = []
  /// Whether the owners are rechecked before they are shown.
  private(set) var isConfirmedLater = false
  /// The tables that could not be read again.
  private var unreadableTables: [Issue] = []

  var descriptors: [SocketDescriptor] { owners.descriptors }

  /// The owners of the requested sockets.
  var pids: Set<Int32> { Set(holders.keys) }

  /// Finds the owners of sockets.
  ///
  /// Sockets that the first scan missed are looked for again, this time in per-thread descriptor tables
  /// too: a thread may be the only owner, or the socket may have been opened or passed on during the
  /// scan. If some process cannot be read, this second scan skips processes whose number of descriptors
  /// is unchanged: what it may miss there is `denied`, which stays true. Sockets that move during the
  /// scan are searched for again (``ConcurrentScan/again(_:wanted:after:comparesAll:)``). Finally, the
  /// tables are read again, to distinguish sockets that no process has open from those that were closed.
  ///
  /// - Parameters:
  ///   - inodes: The sockets; some may be there several times.
  ///   - early: A first walk that has begun already.
  ///   - tree: The proc tree.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  init(
    of inodes: [UInt64], early: consuming ConcurrentScan?, _ plan: ReadPlan,
    in tree: ProcFileSystem
  ) throws(SystemError) {
    if let early {
      scan = early.finish()
    } else if inodes.isEmpty {
      scan = DescriptorScan.Result()
    } else {
      scan = try ConcurrentScan(tree, wanted: Set(inodes)).finish()
    }
    owners = DescriptorIndex(scan.takeDescriptors())
    self.inodes = inodes
    findHolders()
    if ownerless.inodes.isEmpty { return }

    let second = try ConcurrentScan(
      tree, wanted: ownerless.inodes,
      depth: .includingThreads(skipping: scan.isIncomplete ? scan.settledTables : [:])
    ).finish()
    add(second, tree)
    if ownerless.inodes.isEmpty { return }
    add(
      try ConcurrentScan.again(
        tree, wanted: ownerless.inodes, after: second, comparesAll: !scan.isIncomplete),
      tree)
    if ownerless.inodes.isEmpty || scan.isIncomplete { return }
    (unowned, unreadableTables) = try Self.listed(ownerless.inodes, plan, in: tree)
  }

  /// Adds what a later scan found.
  private mutating func add(_ later: consuming DescriptorScan.Result, _ tree: ProcFileSystem) {
    let more = later.takeDescriptors()
    // Their images do not cover descriptors found earlier.
    later.images = [:]
    scan.add(later)
    if more.isEmpty { return }
    dropReplaced(by: more, tree)
    owners = DescriptorIndex(owners.descriptors + more)
    findHolders()
  }

  /// Takes out what the first walk saw of processes of which the second saw something too, and which
  /// hold nothing of it any more: another process has the PID since.
  private mutating func dropReplaced(by more: [SocketDescriptor], _ tree: ProcFileSystem) {
    var replaced = Set(more.lazy.map(\.pid))
    for descriptor in descriptors where replaced.contains(descriptor.pid) {
      do throws(SystemError) {
        let process = try tree.process(descriptor.pid)
        if try !process.holds(descriptor) { continue }
      } catch {
        if error.isGone { continue }
      }
      replaced.remove(descriptor.pid)
    }
    remove(Check(gone: replaced))
  }

  private mutating func findHolders() {
    ownerless = InodeSet()
    holders = [:]
    var full: Set<Int32> = []
    var last: Int32?
    for inode in inodes {
      let descriptors = owners.descriptors(of: inode)
      if descriptors.isEmpty { ownerless.insert(inode) }
      for descriptor in descriptors where descriptor.pid != last {
        if full.contains(descriptor.pid) {
          last = descriptor.pid
        } else if holders[descriptor.pid, default: []].appendNew(descriptor)
          > ProcessImage.descriptorLimit
        {
          full.insert(descriptor.pid)
        }
      }
    }
  }

  /// - Parameters:
  ///   - inodes: The sockets.
  ///   - unheld: The inodes that nobody holds.
  ///   - released: The inodes whose owner was seen and went away.
  ///   - isConfirmedLater: Whether the owners are rechecked before they are shown.
  init(
    of inodes: Set<UInt64>, _ scan: DescriptorScan.Result, unowned: Set<UInt64>,
    released: Set<UInt64>,
    isConfirmedLater: Bool
  ) {
    self.scan = scan
    self.inodes = Array(inodes)
    owners = DescriptorIndex(self.scan.takeDescriptors())
    findHolders()
    self.unowned = unowned
    self.released = released
    self.isConfirmedLater = isConfirmedLater
  }

  /// What a search came to that found these descriptors and missed nothing.
  package init(all descriptors: [SocketDescriptor]) {
    var scan = DescriptorScan.Result()
    scan.descriptors = descriptors
    self.init(
      of: Set(descriptors.lazy.map(\.inode)), scan, unowned: [], released: [],
      isConfirmedLater: true)
  }

  /// Which of these inodes are in the tables now; all of them where a table cannot be read, and why.
  static func listed(
    _ inodes: Set<UInt64>, _ plan: ReadPlan, in tree: ProcFileSystem
  ) throws(SystemError) -> (inodes: Set<UInt64>, unreadableTables: [Issue]) {
    var reader = try SocketTableReader(tree) { inodes.contains($0.inode) }
    try reader.read(plan.recheck)
    let unreadableTables = reader.issues.filter {
      if case .unreadableTable = $0 { true } else { false }
    }
    if !unreadableTables.isEmpty { return (inodes, unreadableTables) }
    return (Set(reader.finished().rows.map(\.inode)), [])
  }

  /// Whether a socket that was asked for has an owner, and why not.
  func ownership(of inode: UInt64) -> Ownership {
    if !ownerless.contains(inode) { return .known }
    if released.contains(inode) { return .gone }
    if scan.isIncomplete { return .denied }
    return unowned.contains(inode) ? .unowned : .gone
  }

  var issues: [Issue] {
    unreadableTables + (scan.hidesProcesses ? [.hiddenProcesses] : []) + scan.issues
  }

  /// The processes that may be owners of any socket, because they could not be read.
  var unreadableProcesses: UnreadableProcesses {
    UnreadableProcesses(
      pids: Set(scan.errors.keys),
      includesUnlisted: scan.hidesProcesses || scan.reachedLimit != nil || scan.lacksDescriptors)
  }

  /// Whether every process was read.
  var isComplete: Bool { !scan.isIncomplete }

  /// Reads the details of processes, then removes the descriptors that are not open any more: the
  /// process may have ended, and another one have its PID, or it may have executed another program,
  /// which closes descriptors (`FD_CLOEXEC`). Otherwise these details would be attributed to a
  /// program that never had the socket open. If a process cannot be read again, its sockets' owners
  /// are not known.
  mutating func readProcesses(
    _ pids: Set<Int32>, _ fields: ProcessDetails.Fields, _ tree: ProcFileSystem
  ) -> [Int32: ProcessDetails] {
    let reader = ProcessReader(tree, fields: fields)
    var details: [Int32: ProcessDetails] = [:]
    var check = Check()
    for pid in pids where holders[pid] != nil {
      do throws(SystemError) {
        let process = try tree.process(pid)
        details[pid] = reader.read(process, pid: pid)
        if try recheck(process, pid, tree, &check) { continue }
      } catch {
        if error.isGone { check.gone.insert(pid) } else { check.unreadable.insert(pid) }
        scan.note(error, pid)
      }
      details[pid] = nil
    }
    remove(check)
    return details
  }

  /// Result of a recheck.
  private struct Check {
    /// Every descriptor that was asked for, by process; nil until it is needed.
    var asked: [Int32: [SocketDescriptor]]?
    /// The descriptors that are closed.
    var closed: [SocketDescriptor] = []
    /// Descriptors that refer to sockets of ``closed``, in the same processes.
    var moved: [SocketDescriptor] = []
    /// The processes that ended, or had closed everything that was asked for.
    var gone: Set<Int32> = []
    /// The processes that could not be read.
    var unreadable: Set<Int32> = []
  }

  /// Rechecks the descriptors of a process.
  ///
  /// - Returns: Whether any requested socket is still open.
  private func recheck(
    _ process: borrowing Directory, _ pid: Int32, _ tree: ProcFileSystem, _ check: inout Check
  ) throws(SystemError) -> Bool {
    var known = holders[pid] ?? []
    if isConfirmedLater, let first = known.first, try process.holds(first) { return true }
    if known.count > ProcessImage.descriptorLimit {
      if let image = scan.images[pid], isUnchanged(image, in: process, pid),
        try process.closed(image.earlier + known).isEmpty
      {
        return true
      }
      if check.asked == nil { check.asked = askedDescriptors }
      known = check.asked?[pid] ?? []
    }
    let closed = try process.closed(known)
    if closed.isEmpty { return true }
    let moved = try process.moved(closed, in: tree)
    check.closed += closed
    check.moved += moved
    return closed.count < known.count || !moved.isEmpty
  }

  /// Whether a process still runs the same program, with as many descriptors. Before Linux 6.2, which
  /// does not report their number, that is not known.
  private func isUnchanged(
    _ image: ProcessImage, in process: borrowing Directory, _ pid: Int32
  ) -> Bool {
    if image.isRecorded { return true }
    guard let table = scan.tables[pid], let status = try? process.status(of: "fd"),
      DescriptorTable(status) == table
    else { return false }
    let vector = try? process.contents(of: "auxv", limit: ProcessImage.longestVector)
    return vector == image.vector
  }

  private var askedDescriptors: [Int32: [SocketDescriptor]] {
    let inodes = Set(inodes)
    return Dictionary(
      grouping: owners.descriptors.lazy.filter { inodes.contains($0.inode) }, by: \.pid)
  }

  /// Removes descriptors and processes from the owners.
  private mutating func remove(_ check: Check) {
    let removed = check.gone.union(check.unreadable)
    let closed = Set(check.closed)
    if removed.isEmpty, closed.isEmpty { return }
    let isLost = { (descriptor: SocketDescriptor) in
      removed.contains(descriptor.pid) || closed.contains(descriptor)
    }
    let lost = descriptors.filter(isLost)
    owners = DescriptorIndex(descriptors.filter { !isLost($0) } + check.moved)
    for descriptor in lost where !owners.hasOwner(descriptor.inode) {
      ownerless.insert(descriptor.inode)
      released.insert(descriptor.inode)
    }
    // One that cannot be read may still have its sockets open.
    for descriptor in lost where check.unreadable.contains(descriptor.pid) {
      released.remove(descriptor.inode)
    }
  }
}

extension [SocketDescriptor] {
  /// Appends a descriptor unless it is there.
  ///
  /// - Returns: How many there are.
  fileprivate mutating func appendNew(_ descriptor: SocketDescriptor) -> Int {
    if !contains(descriptor) { append(descriptor) }
    return count
  }
}

/// Some inodes. Mostly there are few, and it is asked for many: most of those lie beside them.
private struct InodeSet {
  private(set) var inodes: Set<UInt64> = []
  private var lowest = UInt64.max
  private var highest = UInt64.min

  mutating func insert(_ inode: UInt64) {
    inodes.insert(inode)
    lowest = min(lowest, inode)
    highest = max(highest, inode)
  }

  func contains(_ inode: UInt64) -> Bool {
    lowest <= inode && inode <= highest && inodes.contains(inode)
  }
}
