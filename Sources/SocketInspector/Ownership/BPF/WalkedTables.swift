/// What a run of ``DescriptorWalkProgram`` found: the descriptors of sockets in each descriptor table.
struct WalkedTables: Sendable {
  /// What is known of a process, beside its descriptors.
  struct Process: Hashable, Sendable {
    /// When it started, in nanoseconds since the machine did. A process that takes over a PID has another
    /// one.
    let startTime: UInt64
    /// How many descriptors the table of its first thread has; nil if that changed meanwhile, or there is no
    /// such table.
    var openCount: Int?
    /// A sum over the descriptors in all of its tables. If it is the same in another run, so are the
    /// descriptors, except with a probability of 1 to 2^64.
    var digest: UInt64 = 0
  }

  /// One table, as it is in the records.
  private struct Table {
    let pid: Int32
    let threadID: Int32
    let startTime: UInt64
    let openCount: UInt64
    /// The indices of its records.
    let records: Range<Int>
  }

  /// A random odd number, so that a process cannot choose descriptors for a digest.
  private static let secret = UInt64.random(in: .min ... .max) | 1

  /// Records of two numbers each.
  private let numbers: [UInt64]
  private var tables: [Table] = []
  private(set) var processes: [Int32: Process] = [:]

  /// - Parameter numbers: The records that the program wrote. An incomplete table at the end is left out.
  init(_ numbers: [UInt64]) {
    self.numbers = numbers
    var (start, index) = (0, 0)
    while index < numbers.count / 2 {
      guard numbers[2 * index] == 0 else {
        index += 1
        continue
      }
      guard index + 3 <= numbers.count / 2 else { return }
      if let pid = Int32(exactly: numbers[2 * index + 1]),
        let threadID = Int32(exactly: numbers[2 * index + 2])
      {
        add(
          Table(
            pid: pid, threadID: threadID, startTime: numbers[2 * index + 3],
            openCount: numbers[2 * index + 4], records: start..<index))
      }
      index += 3
      start = index
    }
  }

  private mutating func add(_ table: Table) {
    tables.append(table)
    var process = processes[table.pid] ?? Process(startTime: table.startTime)
    if process.startTime != table.startTime {
      // The PID was reused during the run.
      process = Process(startTime: table.startTime)
    }
    if table.threadID == table.pid, table.openCount < DescriptorWalkProgram.unsettled {
      process.openCount = Int(table.openCount)
    }
    for record in table.records {
      process.digest &+= Self.mixed(numbers[2 * record], numbers[2 * record + 1])
    }
    processes[table.pid] = process
  }

  private static func mixed(_ inode: UInt64, _ fd: UInt64) -> UInt64 {
    let product = (inode &+ 1 &+ fd << 40).multipliedFullWidth(by: secret)
    return (product.high ^ product.low) &* secret
  }

  /// The descriptors of some processes, or of all.
  func descriptors(of pids: Set<Int32>? = nil) -> [SocketDescriptor] {
    var descriptors: [SocketDescriptor] = []
    if pids == nil { descriptors.reserveCapacityInHugePages(numbers.count / 2 - 3 * tables.count) }
    for table in tables where pids?.contains(table.pid) ?? true {
      for record in table.records {
        guard let fd = Int32(exactly: numbers[2 * record + 1]) else { continue }
        descriptors.append(
          SocketDescriptor(
            inode: numbers[2 * record], pid: table.pid, fd: fd, threadID: table.threadID))
      }
    }
    return descriptors
  }
}
