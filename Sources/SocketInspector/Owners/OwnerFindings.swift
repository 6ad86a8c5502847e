/// What the search for the owners of some sockets came to.
package struct OwnerFindings {
  /// The walk, without the descriptors.
  private var scan: OwnerScan.Result
  /// The owners, also of sockets that nobody asked for.
  private(set) var owners: OwnerIndex
  /// The inodes that were asked for.
  private let inodes: [UInt64]
  /// The owners of the requested sockets and their descriptors, at most
  /// ``ProcessImage/descriptorLimit`` + 1 each.
  private var holders: [Int32: [OwnedDescriptor]] = [:]
  /// The inodes that were asked for and have no owner.
  private var ownerless = InodeSet()
  /// The inodes without an owner that were in the tables also after the search.
  private var unheld: Set<UInt64> = []
  /// The inodes whose owner was seen, and was gone or had closed the socket when it was rechecked.
  private var released: Set<UInt64> = []
  /// Whether the owners are rechecked before they are shown.
  private(set) var isConfirmedLater = false
  /// The tables that could not be read again.
  private var unreadableTables: [Issue] = []

  var descriptors: [OwnedDescriptor] { owners.descriptors }

  /// The owners of the requested sockets.
  var pids: Set<Int32> { Set(holders.keys) }

  /// Finds the owners of sockets.
  ///
  /// What the first walk does not find may be held by a thread alone, may have come after its
  /// process was looked at, or was passed on: a second walk looks for just that, with the threads'
  /// own tables. Where some process cannot be read it passes over those whose number of descriptors
  /// is what it was: what it may miss there is `denied`, which stays true. Sockets that move during
  /// the scan are searched for again (``OwnerSearch/again(_:wanted:after:comparesAll:)``). What is
  /// left is looked up in the tables again, to tell a socket that nobody holds from one that is closed by now.
  ///
  /// - Parameters:
  ///   - inodes: The sockets; some may be there several times.
  ///   - early: A first walk that has begun already.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  init(
    of inodes: [UInt64], early: consuming OwnerSearch?, _ query: Query
  ) throws(SystemError) {
    if let early {
      scan = early.finish()
    } else if inodes.isEmpty {
      scan = OwnerScan.Result()
    } else {
      scan = try OwnerSearch(query.procPath, wanted: Set(inodes)).finish()
    }
    owners = OwnerIndex(scan.takeDescriptors())
    self.inodes = inodes
    findHolders()
    if ownerless.inodes.isEmpty { return }

    let second = try OwnerSearch(
      query.procPath, wanted: ownerless.inodes,
      depth: .threads(unlessStill: scan.isIncomplete ? scan.settledTables : [:])
    ).finish()
    try add(second, query)
    if ownerless.inodes.isEmpty { return }
    try add(
      try OwnerSearch.again(
        query.procPath, wanted: ownerless.inodes, after: second, comparesAll: !scan.isIncomplete),
      query)
    if ownerless.inodes.isEmpty || scan.isIncomplete { return }
    (unheld, unreadableTables) = try Self.listed(ownerless.inodes, query)
  }

  /// Adds what a later scan found.
  private mutating func add(
    _ later: consuming OwnerScan.Result, _ query: Query
  ) throws(SystemError) {
    let more = later.takeDescriptors()
    // Their images do not cover descriptors found earlier.
    later.images = [:]
    scan.add(later)
    if more.isEmpty { return }
    dropReplaced(by: more, try Directory(query.procPath))
    owners = OwnerIndex(owners.descriptors + more)
    findHolders()
  }

  /// Takes out what the first walk saw of processes of which the second saw something too, and which
  /// hold nothing of it any more: another process has the PID since.
  private mutating func dropReplaced(by more: [OwnedDescriptor], _ root: borrowing Directory) {
    var replaced = Set(more.lazy.map(\.pid))
    for descriptor in descriptors where replaced.contains(descriptor.pid) {
      do throws(SystemError) {
        let process = try root.directory("\(descriptor.pid)")
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
    of inodes: Set<UInt64>, _ scan: OwnerScan.Result, unheld: Set<UInt64>, released: Set<UInt64>,
    isConfirmedLater: Bool
  ) {
    self.scan = scan
    self.inodes = Array(inodes)
    owners = OwnerIndex(self.scan.takeDescriptors())
    findHolders()
    self.unheld = unheld
    self.released = released
    self.isConfirmedLater = isConfirmedLater
  }

  /// What a search came to that found these descriptors and missed nothing.
  package init(all descriptors: [OwnedDescriptor]) {
    var scan = OwnerScan.Result()
    scan.descriptors = descriptors
    self.init(
      of: Set(descriptors.lazy.map(\.inode)), scan, unheld: [], released: [],
      isConfirmedLater: true)
  }

  /// Which of these inodes are in the tables now; all of them where a table cannot be read, and why.
  static func listed(
    _ inodes: Set<UInt64>, _ query: Query
  ) throws(SystemError) -> (inodes: Set<UInt64>, unreadableTables: [Issue]) {
    var reader = try SocketReader(try Directory(query.procPath))
    var listed: Set<UInt64> = []
    try reader.read(query.withoutFilter) { socket in
      if inodes.contains(socket.inode) { listed.insert(socket.inode) }
      return false
    }
    let unreadableTables = reader.issues.filter {
      if case .unreadableTable = $0 { true } else { false }
    }
    if !unreadableTables.isEmpty { return (inodes, unreadableTables) }
    return (listed, [])
  }

  /// Whether a socket that was asked for has an owner, and why not.
  func ownership(of inode: UInt64) -> Ownership {
    if !ownerless.contains(inode) { return .known }
    if released.contains(inode) { return .vanished }
    if scan.isIncomplete { return .denied }
    return unheld.contains(inode) ? .unheld : .vanished
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
    _ pids: Set<Int32>, _ fields: ProcessDetails.Fields, _ root: borrowing Directory
  ) -> [Int32: ProcessDetails] {
    let reader = ProcessReader(root, fields: fields)
    var details: [Int32: ProcessDetails] = [:]
    var check = Check()
    for pid in pids where holders[pid] != nil {
      do throws(SystemError) {
        let process = try root.directory("\(pid)")
        details[pid] = reader.read(process, pid: pid)
        if try look(at: process, pid, &check) { continue }
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
    var asked: [Int32: [OwnedDescriptor]]?
    /// The descriptors that are closed.
    var closed: [OwnedDescriptor] = []
    /// Descriptors that refer to sockets of ``closed``, in the same processes.
    var moved: [OwnedDescriptor] = []
    /// The processes that ended, or had closed everything that was asked for.
    var gone: Set<Int32> = []
    /// The processes that could not be read.
    var unreadable: Set<Int32> = []
  }

  /// Rechecks the descriptors of a process.
  ///
  /// - Returns: Whether any requested socket is still open.
  private func look(
    at process: borrowing Directory, _ pid: Int32, _ check: inout Check
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
    let moved = try process.moved(closed)
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
    guard let table = scan.tables[pid], process.descriptorTable(of: ".") == table else {
      return false
    }
    let vector = try? process.contents(of: "auxv", limit: ProcessImage.longestVector)
    return vector == image.vector
  }

  private var askedDescriptors: [Int32: [OwnedDescriptor]] {
    let inodes = Set(inodes)
    return Dictionary(
      grouping: owners.descriptors.lazy.filter { inodes.contains($0.inode) }, by: \.pid)
  }

  /// Removes descriptors and processes from the owners.
  private mutating func remove(_ check: Check) {
    let removed = check.gone.union(check.unreadable)
    let closed = Set(check.closed)
    if removed.isEmpty, closed.isEmpty { return }
    let isLost = { (descriptor: OwnedDescriptor) in
      removed.contains(descriptor.pid) || closed.contains(descriptor)
    }
    let lost = descriptors.filter(isLost)
    owners = OwnerIndex(descriptors.filter { !isLost($0) } + check.moved)
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

extension [OwnedDescriptor] {
  /// Appends a descriptor unless it is there.
  ///
  /// - Returns: How many there are.
  fileprivate mutating func appendNew(_ descriptor: OwnedDescriptor) -> Int {
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

extension Directory {
  /// Whether the process of this directory has a descriptor open, for the same socket.
  ///
  /// - Throws: ``SystemError`` with `open` or `read` if that cannot be determined.
  func holds(_ descriptor: OwnedDescriptor) throws(SystemError) -> Bool {
    try closed([descriptor]).isEmpty
  }

  /// Finds the new descriptors of sockets whose old descriptors this directory's process closed: dup2(2)
  /// moves a socket, and a thread may hand it to one with a table of its own.
  ///
  /// - Throws: ``SystemError`` with `open`, `list` or `read` if that cannot be determined.
  func moved(_ closed: [OwnedDescriptor]) throws(SystemError) -> [OwnedDescriptor] {
    guard let pid = closed.first?.pid else { return [] }
    var missing = Set(closed.lazy.map(\.inode))
    var moved: [OwnedDescriptor] = []
    let tables = Set(closed.lazy.map(\.threadID))
    for thread in tables where !missing.isEmpty {
      moved += try find(&missing, pid, thread)
    }
    if missing.isEmpty { return moved }
    for thread in threadsWithOwnTable(pid) where !tables.contains(thread) && !missing.isEmpty {
      moved += try find(&missing, pid, thread)
    }
    return moved
  }

  /// Finds sockets in one table of this directory's process, and takes them out of `missing`.
  private func find(
    _ missing: inout Set<UInt64>, _ pid: Int32, _ thread: Int32
  ) throws(SystemError) -> [OwnedDescriptor] {
    var all: [OwnedDescriptor] = []
    // The descriptor may move again while the table is read.
    for _ in 0..<OwnerSearch.mostRounds where !missing.isEmpty {
      do throws(SystemError) {
        let table = try directory(thread == pid ? "fd" : "task/\(thread)/fd")
        let (found, isWhole) = try table.descriptors(of: missing)
        all += found.map {
          OwnedDescriptor(inode: $0.inode, pid: pid, fd: $0.fd, threadID: thread)
        }
        missing.subtract(found.lazy.map(\.inode))
        if isWhole { break }
      } catch {
        if !error.isGone { throw error }
        break
      }
    }
    return all
  }

  /// The threads of this directory's process that do not share its table, and the process itself.
  private func threadsWithOwnTable(_ pid: Int32) -> [Int32] {
    var threads: [Int32] = []
    var buffer = [UInt8](repeating: 0, count: 32_768)
    do throws(SystemError) {
      try directory("task").forEachNumber(buffer: &buffer) { thread in
        if thread == pid || shareDescriptorTable(pid, thread) == false { threads.append(thread) }
        return true
      }
    } catch {
      return []  // its own table was read
    }
    return threads
  }

  /// The descriptors in this table that refer to one of these sockets.
  ///
  /// Not inlined: the optimizer of Swift 6.3.1 crashes over it.
  ///
  /// - Returns: `isWhole`: whether all descriptors that the kernel counts were seen.
  @inline(never)
  private func descriptors(
    of inodes: Set<UInt64>
  ) throws(SystemError) -> (found: [(inode: UInt64, fd: Int32)], isWhole: Bool) {
    let count = isProcFileSystem ? descriptorTable?.count : nil
    var found: [(inode: UInt64, fd: Int32)] = []
    var seen = 0
    var buffer = [UInt8](repeating: 0, count: 32_768)
    try forEachNumber(buffer: &buffer) { (fd) throws(SystemError) in
      do throws(SystemError) {
        if let inode = try socketInode(ofLink: fd), inodes.contains(inode) {
          found.append((inode, fd))
        }
        seen += 1
      } catch {
        if !error.isGone { throw error }
      }
      return true
    }
    return (found, seen == count ?? seen)
  }

  /// Which of these descriptors of this directory's process do not refer to their sockets any more.
  ///
  /// - Throws: ``SystemError`` with `open` or `read` if that cannot be determined.
  func closed(_ descriptors: [OwnedDescriptor]) throws(SystemError) -> [OwnedDescriptor] {
    var closed: [OwnedDescriptor] = []
    var start = descriptors.startIndex
    // Each run of descriptors in one table shares one open directory.
    while start < descriptors.endIndex {
      let (pid, thread) = (descriptors[start].pid, descriptors[start].threadID)
      let end = descriptors[start...].firstIndex { $0.threadID != thread } ?? descriptors.endIndex
      let run = descriptors[start..<end]
      do throws(SystemError) {
        let table = try directory(thread == pid ? "fd" : "task/\(thread)/fd")
        try table.appendClosed(run, to: &closed)
      } catch {
        if !error.isGone { throw error }
        closed += run
      }
      start = end
    }
    return closed
  }

  /// ``closed(_:)`` for descriptors in this table.
  private func appendClosed(
    _ descriptors: ArraySlice<OwnedDescriptor>, to closed: inout [OwnedDescriptor]
  ) throws(SystemError) {
    for descriptor in descriptors {
      do throws(SystemError) {
        if try socketInode(ofLink: descriptor.fd) == descriptor.inode { continue }
      } catch {
        if !error.isGone { throw error }
      }
      closed.append(descriptor)
    }
  }
}
