/// What the search for the owners of some sockets came to.
package struct OwnerFindings {
  /// The walk, without the descriptors.
  private var scan: OwnerScan.Result
  /// The owners, also of sockets that nobody asked for.
  private(set) var owners: OwnerIndex
  /// The inodes that were asked for.
  private let inodes: [UInt64]
  /// The processes that hold what was asked for, each with a descriptor of it.
  private var holders: [Int32: OwnedDescriptor] = [:]
  /// The inodes that were asked for and have no owner.
  private var ownerless = InodeSet()
  /// The inodes without an owner that were in the tables also after the search.
  private var unheld: Set<UInt64> = []
  /// The inodes whose owner was seen, and was gone or had closed the socket when it was looked at
  /// again.
  private var released: Set<UInt64> = []
  /// The tables that could not be read again.
  private var unreadableTables: [Issue] = []

  var descriptors: [OwnedDescriptor] { owners.descriptors }

  /// The processes that hold what was asked for.
  var pids: Set<Int32> { Set(holders.keys) }

  /// Finds the owners of sockets.
  ///
  /// What the first walk does not find may be held by a thread alone, may have come after its
  /// process was looked at, or was passed on: a second walk looks for just that, with the threads'
  /// own tables. Where some process cannot be read it passes over those whose number of descriptors
  /// is what it was: what it may miss there is `denied`, which stays true. What is left is looked up
  /// in the tables again, to tell a socket that nobody holds from one that is closed by now.
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

    var second = try OwnerSearch(
      query.procPath, wanted: ownerless.inodes,
      depth: .threads(unlessStill: scan.isIncomplete ? scan.tables : [:])
    ).finish()
    let more = second.takeDescriptors()
    scan.add(second)
    if !more.isEmpty {
      dropReplaced(by: more, try Directory(query.procPath))
      owners = OwnerIndex(owners.descriptors + more)
      findHolders()
    }
    if ownerless.inodes.isEmpty || scan.isIncomplete { return }
    (unheld, unreadableTables) = try Self.listed(ownerless.inodes, query)
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
    remove(replaced, unknown: [])
  }

  private mutating func findHolders() {
    ownerless = InodeSet()
    holders = [:]
    var last: Int32?
    for inode in inodes {
      let descriptors = owners.descriptors(of: inode)
      if descriptors.isEmpty { ownerless.insert(inode) }
      for descriptor in descriptors where descriptor.pid != last {
        if holders[descriptor.pid] == nil { holders[descriptor.pid] = descriptor }
        last = descriptor.pid
      }
    }
  }

  /// - Parameters:
  ///   - inodes: The sockets.
  ///   - unheld: The inodes that nobody holds.
  ///   - released: The inodes whose owner was seen and went away.
  init(
    of inodes: Set<UInt64>, _ scan: OwnerScan.Result, unheld: Set<UInt64>, released: Set<UInt64>
  ) {
    self.scan = scan
    self.inodes = Array(inodes)
    owners = OwnerIndex(self.scan.takeDescriptors())
    findHolders()
    self.unheld = unheld
    self.released = released
  }

  /// What a search came to that found these descriptors and missed nothing.
  package init(all descriptors: [OwnedDescriptor]) {
    var scan = OwnerScan.Result()
    scan.descriptors = descriptors
    self.init(of: Set(descriptors.lazy.map(\.inode)), scan, unheld: [], released: [])
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
      includesUnlisted: scan.hidesProcesses || scan.reachedLimit != nil)
  }

  /// Whether every process was read.
  var isComplete: Bool { !scan.isIncomplete }

  /// Reads the details of processes, and takes out the descriptors of those that went away or hold
  /// none of their sockets any more: a PID that is used again must not be shown. One that cannot be
  /// looked at again may still hold them, so theirs is not known.
  mutating func readProcesses(
    _ pids: Set<Int32>, _ fields: ProcessDetails.Fields, _ root: borrowing Directory
  ) -> [Int32: ProcessDetails] {
    let reader = ProcessReader(root, fields: fields)
    var details: [Int32: ProcessDetails] = [:]
    var gone: Set<Int32> = []
    var unknown: Set<Int32> = []
    for pid in pids {
      guard let holder = holders[pid] else { continue }
      do throws(SystemError) {
        let process = try root.directory("\(pid)")
        details[pid] = reader.read(process, pid: pid)
        if try isStillOwner(process, holder) { continue }
        gone.insert(pid)
      } catch {
        if error.isGone { gone.insert(pid) } else { unknown.insert(pid) }
        scan.note(error, pid)
      }
      details[pid] = nil
    }
    remove(gone, unknown: unknown)
    return details
  }

  /// Takes processes out of the owners.
  ///
  /// - Parameters:
  ///   - gone: Those that let go of their sockets.
  ///   - unknown: Those that may still hold them.
  private mutating func remove(_ gone: Set<Int32>, unknown: Set<Int32>) {
    let removed = gone.union(unknown)
    if removed.isEmpty { return }
    released.formUnion(descriptors.lazy.filter { gone.contains($0.pid) }.map(\.inode))
    let lost = Set(descriptors.lazy.filter { removed.contains($0.pid) }.map(\.inode))
    owners = OwnerIndex(descriptors.filter { !removed.contains($0.pid) })
    for inode in lost where !owners.hasOwner(inode) { ownerless.insert(inode) }
  }

  /// Whether a process is the one that was seen with its sockets.
  ///
  /// Where its directory of descriptors is the same, it is. Where that is another one, it has to hold
  /// all of them still: a process can have some in common with the last of its PID. Where the kernel
  /// does not say, one is enough.
  private func isStillOwner(
    _ process: borrowing Directory, _ holder: OwnedDescriptor
  ) throws(SystemError) -> Bool {
    if let table = scan.tables[holder.pid] {
      if process.descriptorTable(of: ".")?.inode == table.inode { return true }
      for descriptor in asked(of: holder.pid) where try !process.holds(descriptor) { return false }
      return true
    }
    if try process.holds(holder) { return true }
    for descriptor in asked(of: holder.pid) where try process.holds(descriptor) { return true }
    return false
  }

  /// The descriptors of a process that lead to what was asked for.
  private func asked(of pid: Int32) -> [OwnedDescriptor] {
    let asked = Set(inodes)
    return descriptors.filter { $0.pid == pid && asked.contains($0.inode) }
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
