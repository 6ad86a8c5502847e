/// Assembles a BPF program of the few kinds of instructions that ``DescriptorWalkProgram`` needs. Jumps lead
/// to labels, which may be placed before or after them.
struct BPFAssembler {
  typealias Register = BPFInstruction.Register
  typealias Operand = BPFInstruction.Operand
  typealias Width = BPFInstruction.Width

  /// A place in the program.
  struct Label: Hashable {
    fileprivate let number: Int
  }

  /// A label that was not placed, or is too far from a jump to it.
  struct UnreachableLabel: Error, Hashable {}

  private var instructions: [BPFInstruction] = []
  /// The index of the instruction after each label; nil until the label is placed.
  private var places: [Int?] = []
  private var jumps: [(index: Int, label: Label)] = []

  // MARK: Labels

  mutating func label() -> Label {
    places.append(nil)
    return Label(number: places.count - 1)
  }

  /// Makes a label stand for the next instruction.
  mutating func place(_ label: Label) { places[label.number] = instructions.count }

  // MARK: Memory

  /// Loads from the address in a register plus an offset.
  mutating func load(
    _ register: Register, from base: Register, _ offset: Int16, _ width: Width = .eight
  ) {
    instructions.append(
      BPFInstruction(
        code: 0x61 | width.rawValue, destination: register, source: base.rawValue, offset: offset))
  }

  /// Stores at the address in a register plus an offset.
  mutating func store(
    _ value: Operand, at base: Register, _ offset: Int16, _ width: Width = .eight
  ) {
    switch value {
    case .register(let register):
      instructions.append(
        BPFInstruction(
          code: 0x63 | width.rawValue, destination: base, source: register.rawValue, offset: offset)
      )
    case .value(let value):
      instructions.append(
        BPFInstruction(
          code: 0x62 | width.rawValue, destination: base, offset: offset, immediate: value))
    }
  }

  /// Loads the address of the value of a map with one element: BPF_PSEUDO_MAP_VALUE. Takes two instructions.
  mutating func loadValueAddress(_ register: Register, ofMap descriptor: Int32) {
    instructions.append(
      BPFInstruction(code: 0x18, destination: register, source: 2, immediate: descriptor))
    instructions.append(BPFInstruction(code: 0))
  }

  // MARK: Arithmetic

  mutating func compute(
    _ operation: BPFInstruction.Operation, _ register: Register, _ operand: Operand
  ) {
    add(0x07 | operation.rawValue, register, operand)
  }

  mutating func move(_ register: Register, _ operand: Operand) { compute(.move, register, operand) }

  private mutating func add(_ code: UInt8, _ register: Register, _ operand: Operand) {
    switch operand {
    case .register(let other):
      instructions.append(
        BPFInstruction(code: code | 0x08, destination: register, source: other.rawValue))
    case .value(let value):
      instructions.append(BPFInstruction(code: code, destination: register, immediate: value))
    }
  }

  // MARK: Control

  mutating func jump(to label: Label) { jump(BPFInstruction(code: 0x05), to: label) }

  mutating func jump(
    if register: Register, _ condition: BPFInstruction.Condition, _ operand: Operand,
    to label: Label
  ) {
    jumps.append((instructions.count, label))
    add(0x05 | condition.rawValue, register, operand)
  }

  /// Jumps when the kernel's budget for loops is used up: BPF_MAY_GOTO, since Linux 6.9. The verifier
  /// requires it in a loop whose number of rounds it does not know.
  mutating func jumpWhenExhausted(to label: Label) { jump(BPFInstruction(code: 0xe5), to: label) }

  private mutating func jump(_ instruction: BPFInstruction, to label: Label) {
    jumps.append((instructions.count, label))
    instructions.append(instruction)
  }

  /// Calls a helper by its number in `include/uapi/linux/bpf.h`.
  mutating func call(helper number: Int32) {
    instructions.append(BPFInstruction(code: 0x85, immediate: number))
  }

  /// Calls a function of the kernel by its type in the kernel's BTF: BPF_PSEUDO_KFUNC_CALL.
  mutating func call(kernelFunction type: Int32) {
    instructions.append(BPFInstruction(code: 0x85, source: 2, immediate: type))
  }

  mutating func exit() { instructions.append(BPFInstruction(code: 0x95)) }

  // MARK: Program

  /// The program, with jumps to the places of their labels.
  ///
  /// - Throws: ``UnreachableLabel``
  consuming func assemble() throws(UnreachableLabel) -> [UInt8] {
    for (index, label) in jumps {
      guard let place = places[label.number], let offset = Int16(exactly: place - index - 1) else {
        throw UnreachableLabel()
      }
      instructions[index].offset = offset
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(instructions.count * BPFInstruction.size)
    for instruction in instructions { instruction.append(to: &bytes) }
    return bytes
  }
}
