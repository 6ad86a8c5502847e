/// What earlier walks found out about owners.
///
/// A process is walked again when the number of its descriptors changed, when its PID belongs to
/// another process, when a socket of its is gone from the tables, and by turns; all are walked when
/// a socket appears that none of this explains. A socket that changes hands without any of that is
/// seen late, so what is shown has to be confirmed.
struct OwnerCache: Sendable {
  /// How many ticks it takes until every process was walked again.
  private static let rescanPeriod: Int32 = 32

  /// What is known of one process.
  fileprivate struct Known {
    var table: DescriptorTable?
    var descriptors: [SocketDescriptor] = []
    var error: SystemError?
  }

  private var processes: [Int32: Known] = [:]
  /// The sockets that were asked for last.
  private var inodes: Set<UInt64> = []
  /// Those of them that were looked for everywhere and not found, and were in the tables after that.
  private var unowned: Set<UInt64> = []
  private var hidesProcesses = false
  private var isOfRecording = false
  private var sawDescriptor = false
  private var reachedLimit: SystemError?
  private var rescanPhase: Int32 = 0

  func hasProcess(_ pid: Int32) -> Bool { processes[pid] != nil }

  /// Finds the owners of the sockets that are in the tables now.
  ///
  /// - Parameter inodes: The sockets whose owners are wanted.
  /// - Returns: The owners, which held their sockets when they were looked at last.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  mutating func findings(
    of inodes: Set<UInt64>, _ plan: ReadPlan, in tree: ProcFileSystem
  ) throws(SystemError) -> OwnerResolution {
    let lost = self.inodes.subtracting(inodes)
    self.inodes = inodes
    unowned.formIntersection(inodes)
    if ownerless.isEmpty { return findings(of: inodes) }
    let before = findings(of: inodes).descriptors
    try walk(Set(processes.filter { $0.value.holdsAny(of: lost) }.keys), .processes, tree)
    if !ownerless.isEmpty {
      let scan = try walk(nil, .includingThreads(skipping: [:]), tree)
      let closed = Set(before.lazy.map(\.inode))
      if !ownerless.isEmpty {
        let comparesAll = !scan.isIncomplete && !ownerless.isSubset(of: closed)
        add(
          try ConcurrentScan.again(
            tree, wanted: ownerless, after: scan, comparesAll: comparesAll))
      }
      let rest = ownerless.subtracting(closed)
      if !rest.isEmpty {
        unowned.formUnion(try OwnerResolution.listed(rest, plan, in: tree).inodes)
      }
    }
    return findings(of: inodes, keeping: before)
  }

  /// Looks at every descriptor again that is known to lead to one of some sockets, and walks the
  /// processes anew that closed one.
  ///
  /// - Returns: The owners that hold these sockets now.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  mutating func recheck(
    _ inodes: Set<UInt64>, in tree: ProcFileSystem
  ) throws(SystemError) -> OwnerResolution {
    var stale: Set<Int32> = []
    for (pid, known) in processes {
      let shown = known.descriptors.filter { inodes.contains($0.inode) }
      if !shown.isEmpty, !Self.areOpen(shown, in: pid, tree) { stale.insert(pid) }
    }
    let before = findings(of: inodes)
    let held = stale.isEmpty ? [] : Set(before.descriptors.lazy.map(\.inode))
    // A socket that moves from one number to another can be missed.
    for _ in 0..<ConcurrentScan.mostRounds where !stale.isEmpty {
      stale = try walk(stale, .includingThreads(skipping: [:]), tree).unsettled
      if withoutOwner(held).isEmpty { break }
    }
    return findings(of: inodes, since: before)
  }

  /// Whether a process still has all of these descriptors open; false if that cannot be read.
  ///
  /// A function of its own, because Swift 6.3.1 never destroys a noncopyable constant that is
  /// initialized with `try?` and captured by a closure: the directory would stay open.
  private static func areOpen(
    _ descriptors: [SocketDescriptor], in pid: Int32, _ tree: ProcFileSystem
  ) -> Bool {
    do throws(SystemError) {
      let process = try tree.process(pid)
      return try process.closed(descriptors).isEmpty
    } catch {
      return false
    }
  }

  /// Brings the knowledge up to date: walks the processes that changed since the last time, and a
  /// part of those that did not. To be called before the tables are read, so that a socket that is
  /// closed meanwhile is not without an owner for that.
  ///
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  mutating func refresh(_ tree: ProcFileSystem) throws(SystemError) {
    let listed = try tree.processes()
    rescanPhase = (rescanPhase + 1) % Self.rescanPeriod
    var changed: Set<Int32> = []
    var before = processes
    processes = [:]
    for pid in listed {
      let table = try? tree.descriptorTable(of: pid)
      var known = before.removeValue(forKey: pid) ?? Known()
      if table == nil || known.table != table || pid % Self.rescanPeriod == rescanPhase {
        changed.insert(pid)
      }
      known.table = table
      processes[pid] = known
    }
    if changed.isEmpty { return }
    // Of the walks before the next update, the first that reaches a limit is kept.
    reachedLimit = nil
    try walk(changed, .processes, tree)
  }

  /// Walks some processes, or all, and keeps what it finds.
  ///
  /// - Returns: What it found.
  @discardableResult
  private mutating func walk(
    _ pids: Set<Int32>?, _ depth: DescriptorScan.Depth, _ tree: ProcFileSystem
  ) throws(SystemError) -> DescriptorScan.Result {
    if pids?.isEmpty == true { return DescriptorScan.Result() }
    let result = try ConcurrentScan(tree, only: pids, wanted: nil, depth: depth).finish()
    hidesProcesses = result.hidesProcesses
    (isOfRecording, sawDescriptor) = (result.isOfRecording, sawDescriptor || result.sawDescriptor)
    for pid in pids ?? Set(processes.keys) {
      processes[pid]?.descriptors = []
      processes[pid]?.error = nil
    }
    add(result)
    return result
  }

  private mutating func add(_ result: DescriptorScan.Result) {
    for descriptor in result.descriptors {
      processes[descriptor.pid, default: Known()].descriptors.append(descriptor)
    }
    for (pid, error) in result.errors { processes[pid, default: Known()].error = error }
    reachedLimit = reachedLimit ?? result.reachedLimit
  }

  /// The sockets that nobody is known to hold, or not to hold.
  private var ownerless: Set<UInt64> { withoutOwner(inodes.subtracting(unowned)) }

  private func withoutOwner(_ inodes: Set<UInt64>) -> Set<UInt64> {
    var ownerless = inodes
    for known in processes.values { ownerless.subtract(known.descriptors.lazy.map(\.inode)) }
    return ownerless
  }

  /// - Parameter before: What was known before the last walk: who is not found any more released the
  ///   socket.
  private func findings(
    of inodes: Set<UInt64>, since before: OwnerResolution? = nil,
    keeping earlier: [SocketDescriptor] = []
  ) -> OwnerResolution {
    var result = DescriptorScan.Result()
    result.hidesProcesses = hidesProcesses
    (result.isOfRecording, result.sawDescriptor) = (isOfRecording, sawDescriptor)
    result.reachedLimit = reachedLimit
    for (pid, known) in processes {
      result.descriptors += known.descriptors.lazy.filter { inodes.contains($0.inode) }
      if let error = known.error { result.errors[pid] = error }
    }
    // A socket that was closed after the tables were read had these owners when they were.
    let held = Set(result.descriptors.lazy.map(\.inode))
    result.descriptors += earlier.lazy.filter { !held.contains($0.inode) }
    var released = Set(
      (before?.descriptors ?? []).lazy.filter { processes[$0.pid]?.error == nil }.map(\.inode))
    released.subtract(result.descriptors.lazy.map(\.inode))
    return OwnerResolution(
      of: inodes, result, unowned: unowned, released: released, isConfirmedLater: before == nil)
  }
}

extension OwnerCache.Known {
  fileprivate func holdsAny(of inodes: Set<UInt64>) -> Bool {
    descriptors.contains { inodes.contains($0.inode) }
  }
}
