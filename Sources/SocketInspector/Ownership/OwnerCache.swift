/// What is known of owners from update to update, and what has to be scanned again. A state machine
/// without I/O: ``CachedOwnerFinder`` scans what it asks for.
///
/// A process is scanned again when its number of descriptors or its identity changes, when one of its
/// sockets closes, and in any case every 32 updates. If a socket has no owner after that, all processes
/// are scanned. A descriptor that is passed between processes can go unnoticed until then, so owners have
/// to be rechecked before they are shown.
struct OwnerCache: Sendable {
  /// The number of updates until every process has been scanned again.
  private static let rescanPeriod: Int32 = 32

  /// What is known of one process.
  private struct Known {
    var table: DescriptorTable?
    var descriptors: [SocketDescriptor] = []
    var error: SystemError?
  }

  private var processes: [Int32: Known] = [:]
  /// The inodes that were requested last.
  private var inodes: Set<UInt64> = []
  /// Those of them that no process has open: a scan of all processes did not find them, and they were in
  /// the tables after it.
  private var unowned: Set<UInt64> = []
  private var hidesProcesses = false
  private var hasHidepid = false
  private var isInNestedNamespace = false
  private var rights: ReaderRights?
  private var isOfRecording = false
  private var descriptorCount = 0
  private var reachedLimit: SystemError?
  private var rescanPhase: Int32 = 0

  func hasProcess(_ pid: Int32) -> Bool { processes[pid] != nil }

  // MARK: Processes

  /// Begins an update with the processes that exist now.
  ///
  /// - Parameter tables: The descriptor table of each process; nil if it is unknown.
  /// - Returns: The processes to scan.
  mutating func advance(_ tables: [(pid: Int32, table: DescriptorTable?)]) -> Set<Int32> {
    rescanPhase = (rescanPhase + 1) % Self.rescanPeriod
    var changed: Set<Int32> = []
    var previous = processes
    processes = [:]
    for (pid, table) in tables {
      var known = previous.removeValue(forKey: pid) ?? Known()
      if table == nil || known.table != table || pid % Self.rescanPeriod == rescanPhase {
        changed.insert(pid)
      }
      known.table = table
      processes[pid] = known
    }
    // Of the scans until the next update, the first that reaches a limit is kept.
    if !changed.isEmpty { reachedLimit = nil }
    return changed
  }

  /// Takes the result of a scan.
  ///
  /// - Parameter pids: The processes that were scanned; nil for all.
  mutating func apply(_ scan: DescriptorScan.Result, of pids: Set<Int32>?) {
    hidesProcesses = scan.hidesProcesses
    hasHidepid = scan.hasHidepid
    isInNestedNamespace = scan.isInNestedNamespace
    isOfRecording = scan.isOfRecording
    descriptorCount += scan.descriptorCount
    for pid in pids ?? Set(processes.keys) {
      processes[pid]?.descriptors = []
      processes[pid]?.error = nil
    }
    add(scan)
  }

  /// Adds what a further search found, without forgetting anything.
  mutating func add(_ scan: DescriptorScan.Result) {
    for descriptor in scan.descriptors {
      processes[descriptor.pid, default: Known()].descriptors.append(descriptor)
    }
    for (pid, error) in scan.errors { processes[pid, default: Known()].error = error }
    rights = scan.rights ?? rights
    reachedLimit = reachedLimit ?? scan.reachedLimit
  }

  // MARK: Sockets

  /// Sets the sockets whose owners are requested.
  ///
  /// - Returns: The processes to scan if some of them have no owner: those that had sockets which are no
  ///   longer requested.
  mutating func request(_ inodes: Set<UInt64>) -> Set<Int32> {
    let closed = self.inodes.subtracting(inodes)
    self.inodes = inodes
    unowned.formIntersection(inodes)
    return Set(
      processes.lazy.filter { $0.value.descriptors.contains { closed.contains($0.inode) } }
        .map(\.key))
  }

  /// The requested sockets of which it is unknown whether they have an owner.
  var missing: Set<UInt64> { withoutOwner(inodes.subtracting(unowned)) }

  func withoutOwner(_ inodes: Set<UInt64>) -> Set<UInt64> {
    var missing = inodes
    for known in processes.values { missing.subtract(known.descriptors.lazy.map(\.inode)) }
    return missing
  }

  /// Records sockets that a scan of all processes did not find, and that are in the tables after it.
  mutating func conclude(unowned inodes: Set<UInt64>) { unowned.formUnion(inodes) }

  /// The known descriptors of some sockets, by process.
  func descriptors(of inodes: Set<UInt64>) -> [Int32: [SocketDescriptor]] {
    processes.compactMapValues { known in
      let descriptors = known.descriptors.filter { inodes.contains($0.inode) }
      return descriptors.isEmpty ? nil : descriptors
    }
  }

  // MARK: Result

  /// The owners of the requested sockets, as they were scanned last.
  ///
  /// - Parameter previous: Descriptors that were known when the tables were read: a socket that was
  ///   closed since keeps its owner.
  func resolution(keeping previous: [SocketDescriptor] = []) -> OwnerResolution {
    var result = scanResult(for: inodes)
    let held = Set(result.descriptors.lazy.map(\.inode))
    result.descriptors += previous.lazy.filter { !held.contains($0.inode) }
    return OwnerResolution(
      of: Array(inodes), result, unowned: unowned, isConfirmedLater: true)
  }

  /// The owners of some sockets after a recheck.
  ///
  /// - Parameter previous: Their descriptors before it: an owner that is no longer found closed the
  ///   socket, unless its process could not be read.
  func rechecked(_ inodes: Set<UInt64>, since previous: [SocketDescriptor]) -> OwnerResolution {
    let result = scanResult(for: inodes)
    var released = Set(previous.lazy.filter { processes[$0.pid]?.error == nil }.map(\.inode))
    released.subtract(result.descriptors.lazy.map(\.inode))
    return OwnerResolution(of: Array(inodes), result, unowned: unowned, released: released)
  }

  private func scanResult(for inodes: Set<UInt64>) -> DescriptorScan.Result {
    var result = DescriptorScan.Result()
    result.hidesProcesses = hidesProcesses
    result.hasHidepid = hasHidepid
    result.isInNestedNamespace = isInNestedNamespace
    result.rights = rights
    result.isOfRecording = isOfRecording
    result.descriptorCount = descriptorCount
    result.reachedLimit = reachedLimit
    for (pid, known) in processes {
      result.descriptors += known.descriptors.lazy.filter { inodes.contains($0.inode) }
      if let error = known.error { result.errors[pid] = error }
    }
    return result
  }
}
