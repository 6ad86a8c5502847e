/// Rechecks that owners have their sockets open, immediately before they are shown.
struct OwnerRecheck {
  /// What changed since the scan.
  struct Result {
    /// The descriptors that are closed.
    var closed: [SocketDescriptor] = []
    /// Descriptors that refer to sockets of ``closed``, in the same processes.
    var moved: [SocketDescriptor] = []
    /// The processes that ended, or closed everything that was asked for.
    var gone: Set<Int32> = []
    /// The processes that could not be read, and why.
    var unreadable: [Int32: SystemError] = [:]
    /// Why permission may be denied; nil unless it was.
    var rights: ReaderRights?
  }

  /// How often sockets that moved on are searched for.
  private static let maxSearches = 8

  private let tree: ProcFileSystem

  init(_ tree: ProcFileSystem) { self.tree = tree }

  /// Whether a process has all of these descriptors open.
  ///
  /// - Throws: ``SystemError`` with `open` or `read` if that cannot be determined.
  func stillHolds(_ descriptors: [SocketDescriptor], _ pid: Int32) throws(SystemError) -> Bool {
    try tree.process(pid).closed(descriptors).isEmpty
  }

  /// The processes of later descriptors that no longer have any of the earlier descriptors open.
  func replaced(
    among later: [SocketDescriptor], _ earlier: [SocketDescriptor]
  ) -> Set<Int32> {
    var replaced = Set(later.lazy.map(\.pid))
    for descriptor in earlier where replaced.contains(descriptor.pid) {
      do throws(SystemError) {
        if try !stillHolds([descriptor], descriptor.pid) { continue }
      } catch {
        if error.isGone { continue }
      }
      replaced.remove(descriptor.pid)
    }
    return replaced
  }

  /// Reads the details of processes, then rechecks their descriptors: the process may have ended, and
  /// another one have its PID, or it may have executed another program, which closes descriptors
  /// (`FD_CLOEXEC`). Otherwise these details would be attributed to a program that never had the socket
  /// open.
  ///
  /// - Parameter owners: The owners; what is closed by now is removed from them.
  func readProcesses(
    _ pids: Set<Int32>, _ requirements: Requirements, of owners: inout OwnerResolution
  ) -> [Int32: ProcessDetails] {
    let reader = ProcessReader(tree, requirements)
    var ancestry = AncestryReader(tree)
    var names = ContainerNames(tree)
    var details: [Int32: ProcessDetails] = [:]
    var result = Result()
    var requested: [Int32: [SocketDescriptor]]?
    for pid in pids where !owners.sample(of: pid).isEmpty {
      do throws(SystemError) {
        let process = try tree.process(pid)
        var read = reader.read(process, pid: pid)
        if requirements.contains(.parents) {
          read.parents = ancestry.parents(of: process, pid: pid)
        }
        if var group = read.controlGroup {
          names.complete(&group, with: pid)
          read.controlGroup = group
        }
        details[pid] = read
        if try recheck(process, pid, owners, &requested, &result) { continue }
      } catch {
        if error.isGone { result.gone.insert(pid) } else { result.unreadable[pid] = error }
      }
      details[pid] = nil
    }
    if result.unreadable.values.contains(where: \.isDenied) { result.rights = tree.readerRights }
    owners.apply(result)
    return details
  }

  /// ``readProcesses(_:_:of:)``; then searches again for sockets that exist, although their owners had closed
  /// them: they were passed to another process (`SCM_RIGHTS` in unix(7)) or moved to another descriptor
  /// during the recheck. Without this search, they would be shown as `gone`.
  ///
  /// - Parameter plan: How to read the tables, to distinguish these sockets from closed ones.
  /// - Throws: ``SystemError`` if the tables or the list of processes cannot be read.
  func readProcesses(
    _ pids: Set<Int32>, _ requirements: Requirements, of owners: inout OwnerResolution,
    following plan: ReadPlan
  ) throws(SystemError) -> [Int32: ProcessDetails] {
    var details = readProcesses(pids, requirements, of: &owners)
    for _ in 0..<Self.maxSearches {
      if owners.releasedInodes.isEmpty { return details }
      let moved = try plan.listed(owners.releasedInodes, in: tree).inodes
      if moved.isEmpty { return details }
      var scan = try ConcurrentScan(
        tree, wanted: moved, depth: .includingThreads(skipping: [:])
      ).finish()
      if scan.descriptors.isEmpty {
        scan.add(
          try ConcurrentScan.again(tree, wanted: moved, after: scan, comparesAll: owners.isComplete)
        )
      }
      let found = Set(scan.descriptors.map(\.pid))
      let isIncomplete = scan.isIncomplete
      owners.add(scan)
      if found.isEmpty {
        if isIncomplete { owners.keepUncertain(moved) }
        return details
      }
      details.merge(readProcesses(found, requirements, of: &owners)) { _, new in new }
    }
    owners.conclude(moving: owners.releasedInodes, in: tree)
    return details
  }

  /// Rechecks the descriptors of a process.
  ///
  /// - Parameter requested: All descriptors of requested sockets by process; nil until they are needed.
  /// - Returns: Whether any requested socket is still open.
  private func recheck(
    _ process: borrowing Directory, _ pid: Int32, _ owners: OwnerResolution,
    _ requested: inout [Int32: [SocketDescriptor]]?, _ result: inout Result
  ) throws(SystemError) -> Bool {
    var known = owners.sample(of: pid)
    if owners.isConfirmedLater, let first = known.first, try process.closed([first]).isEmpty {
      return true
    }
    if known.count > ProcessImage.descriptorLimit {
      if let image = owners.image(of: pid), isUnchanged(image, process, owners.table(of: pid)),
        try process.closed(image.earlier + known).isEmpty
      {
        return true
      }
      if requested == nil { requested = owners.requestedDescriptors }
      known = requested?[pid] ?? []
    }
    let closed = try process.closed(known)
    if closed.isEmpty { return true }
    let moved = try process.moved(closed, in: tree)
    result.closed += closed
    result.moved += moved
    return closed.count < known.count || !moved.isEmpty
  }

  /// Whether a process still runs the same program, with as many descriptors. Before Linux 6.2, which
  /// does not report their number, that is unknown.
  private func isUnchanged(
    _ image: ProcessImage, _ process: borrowing Directory, _ table: DescriptorTable?
  ) -> Bool {
    if image.isRecorded { return true }
    guard let table, let status = try? process.status(of: "fd"), DescriptorTable(status) == table
    else { return false }
    let vector = try? process.contents(of: "auxv", limit: ProcessImage.longestVector)
    return vector == image.vector
  }
}
