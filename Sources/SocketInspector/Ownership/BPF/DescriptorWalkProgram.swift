/// The BPF program that finds the descriptors of sockets. The kernel runs it for each thread of the reader's
/// PID namespace (`bpf_iter_task`). It only reads, and writes records of three kinds into its map:
///
/// - a descriptor: the inode of the socket, and the number of the descriptor;
/// - after the descriptors of a table: 0, and the PID of the process; the thread's, and when the process
///   started; and the number of all open descriptors.
///
/// The kernel frees and reuses memory while the program reads it. A record therefore counts only if, after
/// the inode was read, the slot still points to the same file and the thread still has the same table.
///
/// Every address is made readable by `bpf_rdonly_cast`: a pointer that the verifier trusts takes 5 ms of
/// searching in BTF. R6 is the number of the descriptor, R7 the array of files, R8 its length, R9 the number
/// of open ones.
struct DescriptorWalkProgram {
  /// The map: what the program is told, what it tells, and the records from ``records`` on, in bytes.
  enum Map {
    /// The number of records, also of those without room.
    static let count: Int16 = 0
    /// Always 0, which the verifier must not know: a loop whose counter has a known first value looks
    /// different in each round.
    static let zero: Int16 = 8
    /// The lowest and highest inode that are wanted.
    static let lowest: Int16 = 16
    static let highest: Int16 = 24
    /// The number of a descriptor of any socket, in the process that reads: other sockets have the same
    /// operations.
    static let ownSocket: Int16 = 32
    /// Not 0 if a table was not read to its end.
    static let isExhausted: Int16 = 40
    static let records: Int16 = 64
    static let recordSize = 16
  }

  /// A bit in the number of descriptors: a descriptor was closed or replaced meanwhile.
  static let unsettled: Int32 = 1 << 30

  /// Places on the stack.
  private enum Slot {
    static let task: Int16 = -8
    static let files: Int16 = -16
    static let processID: Int16 = -24
    static let threadID: Int16 = -32
    static let startTime: Int16 = -40
    static let operations: Int16 = -48
    static let file: Int16 = -56
    static let inode: Int16 = -64
  }

  private let layout: KernelLayout
  private let map: Int32
  private let capacity: Int32
  private var code = BPFAssembler()
  private let end: BPFAssembler.Label

  /// - Parameters:
  ///   - map: The descriptor of the map.
  ///   - capacity: The number of records that the map has room for.
  init(_ layout: KernelLayout, map: Int32, capacity: Int32) {
    self.layout = layout
    self.map = map
    self.capacity = capacity
    end = code.label()
  }

  /// - Throws: ``BPFAssembler/UnreachableLabel``
  consuming func assemble() throws(BPFAssembler.UnreachableLabel) -> [UInt8] {
    findTable()
    findPIDs()
    findOperations()
    findArray()
    let finished = code.label()
    readArray(finished)
    code.place(finished)
    code.jump(if: .r9, .equal, .value(0), to: end)
    appendRecord(.zero, .slot(Slot.processID))
    appendRecord(.slot(Slot.threadID), .slot(Slot.startTime))
    appendRecord(.register(.r9), .zero)
    code.place(end)
    code.move(.r0, .value(0))
    code.exit()
    return try code.assemble()
  }

  /// Makes the address in R1 readable as a type, in R0.
  private mutating func cast(_ type: Int32) {
    code.move(.r2, .value(type))
    code.call(kernelFunction: layout.cast)
  }

  /// Ends unless the thread has a table of its own: most share that of the first thread of the process.
  private mutating func findTable() {
    code.load(.r1, from: .r1, 8)  // `task` in `struct bpf_iter__task`
    code.jump(if: .r1, .equal, .value(0), to: end)
    cast(layout.types.task)
    code.move(.r7, .register(.r0))
    code.store(.register(.r7), at: .stack, Slot.task)
    code.load(.r1, from: .r7, layout.task.files)
    code.jump(if: .r1, .equal, .value(0), to: end)
    code.store(.register(.r1), at: .stack, Slot.files)
    code.load(.r2, from: .r7, layout.task.leader)
    let isOwn = code.label()
    code.jump(if: .r2, .equal, .register(.r7), to: isOwn)
    code.load(.r3, from: .r2, layout.task.files)
    code.jump(if: .r3, .equal, .register(.r1), to: end)
    code.place(isOwn)
    code.load(.r1, from: .r2, layout.task.startTime)
    code.store(.register(.r1), at: .stack, Slot.startTime)
  }

  /// Keeps the PIDs as numbers of the reader's PID namespace.
  private mutating func findPIDs() {
    loadCurrentTask()
    code.load(.r1, from: .r0, layout.task.pid)
    code.load(.r9, from: .r1, layout.pid.level, .four)
    code.compute(.and, .r9, .value(31))  // MAX_PID_NS_LEVEL is 32
    code.compute(.shiftLeft, .r9, .value(layout.pid.numberShift))
    code.load(.r1, from: .r7, layout.task.signal)
    code.load(.r1, from: .r1, layout.task.processPID)
    loadNumber()
    code.jump(if: .r1, .equal, .value(0), to: end)
    code.store(.register(.r1), at: .stack, Slot.processID)
    code.load(.r1, from: .r7, layout.task.pid)
    loadNumber()
    code.store(.register(.r1), at: .stack, Slot.threadID)
  }

  private mutating func loadCurrentTask() {
    code.call(helper: 35)  // bpf_get_current_task
    code.move(.r1, .register(.r0))
    cast(layout.types.task)
  }

  /// Loads the number that the `struct pid` in R1 has in the reader's namespace into R1.
  private mutating func loadNumber() {
    code.compute(.add, .r1, .value(Int32(layout.pid.numbers)))
    code.compute(.add, .r1, .register(.r9))
    cast(layout.types.pidNumber)
    code.load(.r1, from: .r0, layout.pid.number, .four)
  }

  /// Keeps the operations of the reader's own socket.
  private mutating func findOperations() {
    loadCurrentTask()
    code.load(.r1, from: .r0, layout.task.files)
    code.load(.r1, from: .r1, layout.files.table)
    code.load(.r1, from: .r1, layout.files.array)
    code.loadValueAddress(.r2, ofMap: map)
    code.load(.r2, from: .r2, Map.ownSocket)
    code.compute(.shiftLeft, .r2, .value(3))
    code.compute(.add, .r1, .register(.r2))
    cast(layout.types.word)
    code.load(.r1, from: .r0, 0)
    cast(layout.types.file)
    code.load(.r1, from: .r0, layout.files.operations)
    code.store(.register(.r1), at: .stack, Slot.operations)
  }

  private mutating func findArray() {
    code.load(.r1, from: .stack, Slot.files)
    code.load(.r1, from: .r1, layout.files.table)
    code.load(.r8, from: .r1, layout.files.limit, .four)
    code.load(.r7, from: .r1, layout.files.array)
    code.loadValueAddress(.r1, ofMap: map)
    code.load(.r6, from: .r1, Map.zero)
    code.load(.r9, from: .r1, Map.zero)
    limitNumber()
  }

  /// Keeps the verifier from taking the number of the descriptor for a different one in each round.
  private mutating func limitNumber() { code.compute(.and, .r6, .value(0x3fff_ffff)) }

  private mutating func readArray(_ finished: BPFAssembler.Label) {
    let (loop, next, changed, ended) = (code.label(), code.label(), code.label(), code.label())
    let exhausted = code.label()
    code.place(loop)
    code.jump(if: .r6, .aboveOrEqual, .register(.r8), to: finished)
    code.jumpWhenExhausted(to: exhausted)
    loadSlot()
    code.jump(if: .r1, .equal, .value(0), to: next)
    code.store(.register(.r1), at: .stack, Slot.file)
    code.compute(.add, .r9, .value(1))
    readFile(next)
    // It was read. Now it has to be there still.
    loadSlot()
    code.load(.r2, from: .stack, Slot.file)
    code.jump(if: .r1, .notEqual, .register(.r2), to: changed)
    code.load(.r1, from: .stack, Slot.task)
    code.load(.r1, from: .r1, layout.task.files)
    code.load(.r2, from: .stack, Slot.files)
    code.jump(if: .r1, .notEqual, .register(.r2), to: ended)
    appendRecord(.slot(Slot.inode), .register(.r6))
    code.place(next)
    code.compute(.add, .r6, .value(1))
    limitNumber()
    code.jump(to: loop)
    code.place(changed)
    code.compute(.or, .r9, .value(Self.unsettled))
    code.jump(to: next)
    code.place(exhausted)
    code.loadValueAddress(.r1, ofMap: map)
    code.store(.value(1), at: .r1, Map.isExhausted)
    code.place(ended)
    code.compute(.or, .r9, .value(Self.unsettled))
  }

  /// Loads a descriptor's pointer to its file into R1.
  private mutating func loadSlot() {
    code.move(.r1, .register(.r6))
    code.compute(.shiftLeft, .r1, .value(3))
    code.compute(.add, .r1, .register(.r7))
    cast(layout.types.word)
    code.load(.r1, from: .r0, 0)
  }

  /// Keeps the inode of the file in R1. Jumps to `next` unless it is a socket that is wanted.
  private mutating func readFile(_ next: BPFAssembler.Label) {
    cast(layout.types.file)
    code.load(.r1, from: .r0, layout.files.operations)
    code.load(.r2, from: .stack, Slot.operations)
    code.jump(if: .r1, .notEqual, .register(.r2), to: next)
    code.load(.r1, from: .r0, layout.files.inode)
    code.load(.r1, from: .r1, layout.files.inodeNumber)
    code.loadValueAddress(.r2, ofMap: map)
    code.load(.r3, from: .r2, Map.lowest)
    code.jump(if: .r1, .below, .register(.r3), to: next)
    code.load(.r3, from: .r2, Map.highest)
    code.jump(if: .r1, .above, .register(.r3), to: next)
    code.store(.register(.r1), at: .stack, Slot.inode)
  }

  /// Half of a record.
  private enum Field {
    case register(BPFInstruction.Register)
    case slot(Int16)
    case zero
  }

  private mutating func appendRecord(_ first: Field, _ second: Field) {
    let full = beginRecord()
    store(first, Map.records)
    store(second, Map.records + 8)
    code.place(full)
  }

  private mutating func store(_ field: Field, _ offset: Int16) {
    switch field {
    case .register(let register): code.store(.register(register), at: .r3, offset)
    case .slot(let slot):
      code.load(.r4, from: .stack, slot)
      code.store(.register(.r4), at: .r3, offset)
    case .zero: code.store(.value(0), at: .r3, offset)
    }
  }

  /// Counts a record, and loads its address into R3.
  ///
  /// - Returns: The label to which it jumps if there is no room for the record.
  private mutating func beginRecord() -> BPFAssembler.Label {
    let full = code.label()
    code.loadValueAddress(.r1, ofMap: map)
    code.load(.r2, from: .r1, Map.count)
    code.move(.r3, .register(.r2))
    code.compute(.add, .r2, .value(1))
    code.store(.register(.r2), at: .r1, Map.count)
    code.jump(if: .r3, .aboveOrEqual, .value(capacity), to: full)
    code.compute(.shiftLeft, .r3, .value(4))
    code.compute(.add, .r3, .register(.r1))
    return full
  }
}
