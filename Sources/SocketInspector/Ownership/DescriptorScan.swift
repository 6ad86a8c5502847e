/// Finds the processes that have sockets open, by scanning `/proc/*/fd` on several threads.
final class DescriptorScan: Sendable {
  /// Which descriptor tables the scan includes.
  enum Depth {
    /// The table of each process, and those of threads that are known to have their own.
    case processes
    /// Also the tables of threads for which the kernel does not report whether they share the table of their
    /// process. A process whose own table is unchanged is skipped.
    case includingThreads(skipping: [Int32: DescriptorTable])
  }

  private let tree: ProcFileSystem
  /// Whether other users' processes are not even listed.
  private let hiding: ProcFileSystem.Hiding
  private let processes: [Int32]
  private let wanted: Set<UInt64>?
  private let depth: Depth
  private let counter: WorkCounter
  private let found = LockedValue(Result())

  /// Lists the processes of a tree.
  ///
  /// - Parameters:
  ///   - only: The processes to scan; nil for all.
  ///   - wanted: The inodes to find; nil for every socket.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  init(
    _ tree: ProcFileSystem, only: Set<Int32>?, wanted: Set<UInt64>?, depth: Depth
  ) throws(SystemError) {
    self.tree = tree
    let listed = try tree.processes()
    hiding = tree.hiding(listed: listed)
    processes = only.map { only in listed.filter(only.contains) } ?? listed
    counter = WorkCounter(processes.count)
    self.wanted = wanted
    self.depth = depth
  }

  /// The number of threads that the scan is worth.
  var threadCount: Int { processes.count < 16 ? 1 : min(processorCount, 8) }

  /// Scans the remaining processes. Safe to call from several threads at once.
  func scanRemaining() {
    var buffer = Self.makeBuffer()
    var result = Result()
    while let index = counter.next() { visit(processes[index], &buffer, &result) }
    result.descriptors.sort()  // here, and not all at once by one thread
    found.withLock { $0.add(result) }
  }

  /// What was found. Complete when ``scanRemaining()`` has returned on every thread.
  var result: Result {
    var result = found.withLock { $0 }
    result.hidesProcesses = hiding.isPossible
    result.hasHidepid = hiding.isByMountOption
    result.isInNestedNamespace = tree.isOfContainer
    if result.errors.values.contains(where: \.isDenied) { result.rights = tree.readerRights }
    result.isOfRecording = !tree.isMounted
    if !result.errors.values.contains(where: \.isLimit) {
      result.reachedLimit = hiding.reachedLimit
    }
    return result
  }

  private static func makeBuffer() -> [UInt8] { [UInt8](repeating: 0, count: 32_768) }

  /// Reads the tables of a process. One that cannot be read does not keep the others from it: when
  /// the first thread of a process has ended, only the others have tables.
  private func visit(_ process: Int32, _ buffer: inout [UInt8], _ result: inout Result) {
    do throws(SystemError) {
      let before = result.descriptorCount
      try readOwnTable(of: process, &buffer, &result)
      if !tree.isMounted, result.descriptorCount == before { try requireDescriptors(of: process) }
    } catch {
      // A tree that is damaged, or a recording without descriptors, not a process that has ended.
      if error.isNotDirectory || isRecorded(process) {
        result.errors[process] = error
      } else {
        result.note(error, process)
      }
    }
    if tree.isMounted, !tree.hasSeveralThreads(process) { return }
    var threads: [Int32] = []
    do throws(SystemError) {
      try tree.root.directory("\(process)/task").forEachNumber(buffer: &buffer) { thread in
        if thread != process { threads.append(thread) }
        return true
      }
    } catch {
      result.note(error, process)
    }
    for thread in threads where mayHaveOwnTable(thread, of: process) {
      do throws(SystemError) {
        let table = try tree.root.directory("\(process)/task/\(thread)/fd")
        let count = tree.reportsDescriptorCounts ? DescriptorTable(try table.status())?.count : nil
        try read(table, count, of: process, thread, &buffer, &result)
      } catch {
        result.note(error, process)
      }
    }
  }

  /// Checks that a process of a recording without descriptors may have had none: one that runs no program, such
  /// as a thread of the kernel. Tools that copy `/proc` leave an empty directory where they may not read it.
  ///
  /// - Throws: ``SystemError`` with `list` if the process runs a program.
  private func requireDescriptors(of process: Int32) throws(SystemError) {
    let command = try? tree.root.contents(of: "\(process)/cmdline", limit: 1)
    if command?.isEmpty ?? true { return }
    throw SystemError(.list, "\(tree.path)/\(process)/fd", code: SystemError.noSuchFile)
  }

  /// Whether a recording has any file of a process. If not, the process ended while the recording was made.
  private func isRecorded(_ process: Int32) -> Bool {
    let files = ["comm", "stat", "status", "cmdline", "exe"]
    return !tree.isMounted && files.contains { !tree.root.lacks("\(process)/\($0)") }
  }

  /// Reads a process's own table, unless there is nothing in it: kernel threads are many.
  private func readOwnTable(
    of process: Int32, _ buffer: inout [UInt8], _ result: inout Result
  ) throws(SystemError) {
    var count: Int?
    if tree.reportsDescriptorCounts {
      guard let state = try tree.descriptorTable(of: process) else { return }
      if case .includingThreads(let tables) = depth, tables[process] == state { return }
      // The scan itself opens and closes descriptors in this process, which says nothing about sockets.
      if process != tree.ownPID { result.tables[process] = state }
      count = state.count
    }
    let table = try tree.root.directory("\(process)/fd")
    try read(table, count, of: process, process, &buffer, &result)
  }

  /// Not inlined: the optimizer of Swift 6.3.1 crashes on it.
  ///
  /// - Parameter count: How many descriptors there are; nil where the kernel does not say.
  @inline(never)
  private func read(
    _ table: borrowing Directory, _ count: Int?, of process: Int32, _ thread: Int32,
    _ buffer: inout [UInt8], _ result: inout Result
  ) throws(SystemError) {
    var seen = 0
    var imageIndex = result.descriptors.count + ProcessImage.descriptorLimit
    if let count, count >= ProcessImage.largeTable { noteImage(of: process, &result) }
    func see(_ fd: Int32) throws(SystemError) -> Bool {
      let isThere = try look(at: fd, in: table, of: process, thread, &result)
      if isThere {
        seen += 1
        result.descriptorCount += 1
      }
      if result.descriptors.count == imageIndex {
        imageIndex = .max
        noteImage(of: process, &result)
      }
      return isThere
    }
    if let count {
      try DescriptorProbe(count: count).run(in: table) { (fd) throws(SystemError) in try see(fd) }
    }
    try table.forEachNumber(buffer: &buffer) { (fd) throws(SystemError) in
      _ = try see(fd)
      return true
    }
    if let count, seen != count, process != tree.ownPID { result.unsettled.insert(process) }
  }

  /// Keeps what a process runs, together with the sockets of it that were found before.
  private func noteImage(of process: Int32, _ result: inout Result) {
    if result.images[process] != nil { return }
    let vector = try? tree.root.contents(of: "\(process)/auxv", limit: ProcessImage.longestVector)
    // A process has no vector left when it is ending. A recording has none at all, and nothing in it
    // executes another program.
    guard vector?.isEmpty == false || !tree.isMounted else { return }
    let earlier = result.descriptors.reversed().prefix { $0.pid == process }
    result.images[process] = ProcessImage(vector: vector ?? [], earlier: Array(earlier))
  }

  /// - Returns: Whether there is such a descriptor: it may have been closed meanwhile.
  private func look(
    at fd: Int32, in table: borrowing Directory, of process: Int32, _ thread: Int32,
    _ result: inout Result
  ) throws(SystemError) -> Bool {
    do throws(SystemError) {
      if let inode = try table.socketInode(ofLink: fd), wanted?.contains(inode) ?? true {
        result.descriptors.appendInHugePages(
          SocketDescriptor(inode: inode, pid: process, fd: fd, threadID: thread))
      }
      return true
    } catch {
      if error.isGone { return false }
      if !error.isNotSymbolicLink { throw error }
      result.note(error, process)
      return true
    }
  }

  /// Whether a thread's table has to be read. If the kernel does not say whether the thread shares the table
  /// of its process, only a deep scan reads it; the tables of a recording are few enough to read them all.
  private func mayHaveOwnTable(_ thread: Int32, of process: Int32) -> Bool {
    if let isShared = tree.sharesDescriptorTable(thread, of: process) { return !isShared }
    if case .includingThreads = depth { return true }
    return !tree.isMounted
  }
}
