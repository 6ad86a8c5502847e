extension Directory {
  /// Whether the process of this directory has a descriptor open, for the same socket.
  ///
  /// - Throws: ``SystemError`` with `open` or `read` if that cannot be determined.
  func holds(_ descriptor: SocketDescriptor) throws(SystemError) -> Bool {
    try closed([descriptor]).isEmpty
  }

  /// Finds the new descriptors of sockets whose old descriptors this directory's process closed: dup2(2)
  /// moves a socket, and a thread may hand it to one with a table of its own.
  ///
  /// - Parameter tree: The proc tree of the process.
  /// - Throws: ``SystemError`` with `open`, `list` or `read` if that cannot be determined.
  func moved(
    _ closed: [SocketDescriptor], in tree: ProcFileSystem
  ) throws(SystemError) -> [SocketDescriptor] {
    guard let pid = closed.first?.pid else { return [] }
    var missing = Set(closed.lazy.map(\.inode))
    var moved: [SocketDescriptor] = []
    let tables = Set(closed.lazy.map(\.threadID))
    for thread in tables where !missing.isEmpty {
      moved += try find(&missing, pid, thread, tree)
    }
    if missing.isEmpty { return moved }
    for thread in threads(ofProcess: pid, in: tree)
    where !tables.contains(thread) && !missing.isEmpty {
      moved += try find(&missing, pid, thread, tree)
    }
    return moved
  }

  /// Finds sockets in one table of this directory's process, and takes them out of `missing`.
  private func find(
    _ missing: inout Set<UInt64>, _ pid: Int32, _ thread: Int32, _ tree: ProcFileSystem
  ) throws(SystemError) -> [SocketDescriptor] {
    var all: [SocketDescriptor] = []
    // The descriptor may move again while the table is read.
    for _ in 0..<ConcurrentScan.mostRounds where !missing.isEmpty {
      do throws(SystemError) {
        let table = try directory(thread == pid ? "fd" : "task/\(thread)/fd")
        let (found, isWhole) = try table.descriptors(
          of: missing, isCounted: tree.reportsDescriptorCounts)
        all += found.map {
          SocketDescriptor(inode: $0.inode, pid: pid, fd: $0.fd, threadID: thread)
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

  /// The threads of this directory's process that may have a table of their own, and the process itself.
  private func threads(ofProcess pid: Int32, in tree: ProcFileSystem) -> [Int32] {
    var threads: [Int32] = []
    var buffer = [UInt8](repeating: 0, count: 32_768)
    do throws(SystemError) {
      try directory("task").forEachNumber(buffer: &buffer) { thread in
        if thread == pid || tree.sharesDescriptorTable(thread, of: pid) != true {
          threads.append(thread)
        }
        return true
      }
    } catch {
      return []  // The process's own table was read.
    }
    return threads
  }

  /// The descriptors in this table that refer to one of these sockets.
  ///
  /// Not inlined: the optimizer of Swift 6.3.1 crashes over it.
  ///
  /// - Parameter isCounted: Whether the kernel reports how many descriptors there are.
  /// - Returns: `isWhole`: whether all of them were seen, as far as that is known.
  @inline(never)
  private func descriptors(
    of inodes: Set<UInt64>, isCounted: Bool
  ) throws(SystemError) -> (found: [(inode: UInt64, fd: Int32)], isWhole: Bool) {
    let count = isCounted ? DescriptorTable(try status())?.count : nil
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

  /// Which of these descriptors of this directory's process no longer refer to their sockets.
  ///
  /// - Throws: ``SystemError`` with `open` or `read` if that cannot be determined.
  func closed(_ descriptors: [SocketDescriptor]) throws(SystemError) -> [SocketDescriptor] {
    var closed: [SocketDescriptor] = []
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
    _ descriptors: ArraySlice<SocketDescriptor>, to closed: inout [SocketDescriptor]
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
