/// What the search for the owners of some sockets came to.
struct OwnerFindings {
  private var scan: OwnerScan.Result
  /// The inodes without an owner that were in the tables also after the search.
  private var unheld: Set<UInt64> = []
  /// The inodes whose owner was seen, and was gone or had closed the socket when it was looked at
  /// again.
  private var released: Set<UInt64> = []

  var descriptors: [OwnedDescriptor] { scan.descriptors }

  /// Finds the owners of sockets.
  ///
  /// What the first walk does not find may be held by a thread alone, may have come after its
  /// process was looked at, or was passed on: a second walk looks for just that, with the threads'
  /// own tables. Where some process cannot be read it passes over those whose number of descriptors
  /// is what it was: what it may miss there is `denied`, which stays true. What is left is looked up
  /// in the tables again, to tell a socket that nobody holds from one that is closed by now.
  ///
  /// - Parameters:
  ///   - inodes: The sockets.
  ///   - early: A first walk that has begun already.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  init(
    of inodes: Set<UInt64>, early: consuming OwnerSearch?, _ query: Query
  ) throws(SystemError) {
    if let early {
      scan = early.finish()
      scan.descriptors.removeAll { !inodes.contains($0.inode) }
    } else if inodes.isEmpty {
      scan = OwnerScan.Result()
    } else {
      scan = try OwnerSearch(query.procPath, wanted: inodes).finish()
    }
    var missing = inodes.subtracting(scan.descriptors.lazy.map(\.inode))
    if missing.isEmpty { return }

    let second = try OwnerSearch(
      query.procPath, wanted: missing,
      depth: .threads(unlessStill: scan.isIncomplete ? scan.tables : [:])
    ).finish()
    scan.add(second)
    missing.subtract(second.descriptors.lazy.map(\.inode))
    if missing.isEmpty || scan.isIncomplete { return }
    unheld = try Self.listed(missing, query)
  }

  /// - Parameters:
  ///   - unheld: The inodes that nobody holds.
  ///   - released: The inodes whose owner was seen and went away.
  init(_ scan: OwnerScan.Result, unheld: Set<UInt64>, released: Set<UInt64>) {
    self.scan = scan
    self.unheld = unheld
    self.released = released
  }

  /// Which of these inodes are in the tables now.
  static func listed(_ inodes: Set<UInt64>, _ query: Query) throws(SystemError) -> Set<UInt64> {
    var reader = try SocketReader(try Directory(query.procPath))
    try reader.read(query.withoutFilter) { inodes.contains($0.inode) }
    return Set(reader.finished { _ in true }.lazy.map(\.inode))
  }

  /// Why a socket that nobody was found to hold has no owner.
  func reason(of inode: UInt64) -> Ownership {
    if released.contains(inode) { return .vanished }
    if scan.isIncomplete { return .denied }
    return unheld.contains(inode) ? .unheld : .vanished
  }

  var issues: [Issue] {
    var issues: [Issue] = scan.hidesProcesses ? [.hiddenProcesses] : []
    if let first = scan.errors.min(by: { $0.key < $1.key }) {
      issues.append(.unreadableProcesses(count: scan.errors.count, firstError: first.value))
    }
    return issues
  }

  /// Whether a process that could not be read may be one that a filter asks for. Its PID tells, its
  /// name does not: the name of its executable is hidden too.
  func mayHide(_ filter: Filter) -> Bool {
    scan.hidesProcesses
      || scan.errors.keys.contains { pid in filter.pids.admits { $0 == pid } }
  }

  /// Reads the details of processes, and takes out the descriptors of those that went away or hold
  /// none of their sockets any more: a PID that is used again must not be shown.
  mutating func readProcesses(
    _ pids: Set<Int32>, _ fields: ProcessDetails.Fields, _ root: borrowing Directory
  ) -> [Int32: ProcessDetails] {
    let reader = ProcessReader(root, fields: fields)
    var details: [Int32: ProcessDetails] = [:]
    var gone: Set<Int32> = []
    for (pid, index) in firstDescriptors(of: pids) {
      if let process = try? root.directory("\(pid)") {
        details[pid] = reader.read(process, pid: pid)
        if holdsAny(process, pid: pid, from: index) { continue }
      }
      gone.insert(pid)
      details[pid] = nil
    }
    if !gone.isEmpty {
      released.formUnion(scan.descriptors.lazy.filter { gone.contains($0.pid) }.map(\.inode))
      scan.descriptors.removeAll { gone.contains($0.pid) }
    }
    return details
  }

  /// Where the first descriptor of each process stands.
  private func firstDescriptors(of pids: Set<Int32>) -> [Int32: Int] {
    var first: [Int32: Int] = [:]
    var last: Int32?
    for (index, descriptor) in scan.descriptors.enumerated() where descriptor.pid != last {
      last = descriptor.pid
      if first[descriptor.pid] == nil, pids.contains(descriptor.pid) {
        first[descriptor.pid] = index
      }
    }
    return first
  }

  /// Whether a process still holds one of the sockets that it was seen with.
  private func holdsAny(
    _ process: borrowing Directory, pid: Int32, from index: Int
  ) -> Bool {
    for descriptor in scan.descriptors[index...] where descriptor.pid == pid {
      if process.holds(descriptor) { return true }
    }
    return false
  }
}

extension Directory {
  /// Whether the process of this directory holds the socket of a descriptor now.
  func holds(_ descriptor: OwnedDescriptor) -> Bool {
    let name =
      descriptor.threadID == descriptor.pid ? "fd" : "task/\(descriptor.threadID)/fd"
    guard let table = try? directory(name) else { return false }
    return (try? table.socketInode(ofLink: descriptor.fd)) == descriptor.inode
  }
}
