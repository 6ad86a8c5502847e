import Synchronization

/// Finds the processes that hold sockets: a walk of `/proc/*/fd`, on threads.
final class OwnerScan: Sendable {
  /// What a walk found.
  struct Result: Sendable {
    var descriptors: [OwnedDescriptor] = []
    /// How many processes could not be read, for lack of a right or of something else.
    var unreadable = 0
    /// Why the first of them could not.
    var firstError: SystemError?
    /// How many descriptors each process had, where the kernel says so.
    var counts: [Int32: Int] = [:]
    /// Whether other users' processes are not even listed.
    var hidesProcesses = false

    /// Whether some process may hold what was not found.
    var isIncomplete: Bool { unreadable > 0 || hidesProcesses }

    mutating func add(unreadable count: Int, _ error: SystemError?) {
      unreadable += count
      firstError = firstError ?? error
    }

    /// Adds what another walk over the same processes found.
    mutating func addAgain(_ other: Result) {
      descriptors += other.descriptors
      unreadable = max(unreadable, other.unreadable)
      firstError = firstError ?? other.firstError
      hidesProcesses = hidesProcesses || other.hidesProcesses
    }

    mutating func add(_ other: Result) {
      descriptors += other.descriptors
      counts.merge(other.counts) { $1 }
      add(unreadable: other.unreadable, other.firstError)
    }
  }

  /// How far the walk goes.
  enum Depth {
    /// Each process's own table of descriptors.
    case processes
    /// Also the tables that threads have for themselves. A process that still has as many
    /// descriptors as said here is not walked again for its own.
    case threads(unlessStill: [Int32: Int])
  }

  private let root: Directory
  private let processes: [Int32]
  private let wanted: Set<UInt64>?
  private let depth: Depth
  private let isOwnTree: Bool
  private let next = Atomic<Int>(0)
  private let found = Mutex(Result())

  /// Lists the processes of a tree.
  ///
  /// - Parameters:
  ///   - wanted: The inodes that are looked for; nil for every socket's.
  /// - Throws: ``SystemError`` when the tree cannot be listed.
  init(root path: String, wanted: Set<UInt64>?, depth: Depth) throws(SystemError) {
    root = try Directory(path)
    var buffer = Self.makeBuffer()
    var processes: [Int32] = []
    try root.forEachNumber(buffer: &buffer) { process in
      processes.append(process)
      return true
    }
    self.processes = processes
    isOwnTree = root.isProcFileSystem && root.isOwnProcess("self")
    self.wanted = wanted
    self.depth = depth
  }

  /// Whether other users' processes are not even listed: the first process of a PID namespace is
  /// always there.
  var hidesProcesses: Bool { !processes.contains(1) && root.isProcFileSystem }

  /// How many threads the walk is worth.
  var threadCount: Int { processes.count < 16 ? 1 : min(processorCount, 8) }

  /// Walks until no process is left that nobody took; several threads may do so together.
  func walk() {
    var buffer = Self.makeBuffer()
    var result = Result()
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < processes.count else { break }
      do throws(SystemError) {
        try visit(processes[index], &buffer, &result)
      } catch {
        if !error.isGone { result.add(unreadable: 1, error) }
      }
    }
    found.withLock { $0.add(result) }
  }

  /// What was found; complete when every thread has come back from ``walk()``.
  var result: Result { found.withLock { $0 } }

  private static func makeBuffer() -> [UInt8] { [UInt8](repeating: 0, count: 32_768) }

  private func visit(
    _ process: Int32, _ buffer: inout [UInt8], _ result: inout Result
  ) throws(SystemError) {
    try readTable("\(process)/fd", of: process, process, &buffer, &result)
    guard case .threads = depth else { return }
    var threads: [Int32] = []
    try root.directory("\(process)/task").forEachNumber(buffer: &buffer) { thread in
      if thread != process { threads.append(thread) }
      return true
    }
    for thread in threads where !sharesTable(thread, with: process) {
      try readTable("\(process)/task/\(thread)/fd", of: process, thread, &buffer, &result)
    }
  }

  private func readTable(
    _ name: String, of process: Int32, _ thread: Int32, _ buffer: inout [UInt8],
    _ result: inout Result
  ) throws(SystemError) {
    let table = try root.directory(name)
    let count = table.descriptorCount
    if case .threads(let counts) = depth, thread == process, count > 0, counts[process] == count {
      return
    }
    if count > 0, thread == process { result.counts[process] = count }
    try table.forEachNumber(buffer: &buffer) { (fd) throws(SystemError) in
      do throws(SystemError) {
        if let inode = try table.socketInode(ofLink: fd), wanted?.contains(inode) ?? true {
          result.descriptors.append(
            OwnedDescriptor(inode: inode, pid: process, fd: fd, threadID: thread))
        }
      } catch {
        if !error.isGone { throw error }  // gone: closed meanwhile
      }
      return true
    }
  }

  /// Whether the kernel says that a thread uses its process's own table. In a tree that is not this
  /// process's /proc the numbers mean other processes, so there it is not asked.
  private func sharesTable(_ thread: Int32, with process: Int32) -> Bool {
    isOwnTree && shareDescriptorTable(process, thread) == true
  }
}
