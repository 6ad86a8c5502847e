/// One instruction of the BPF virtual machine: RFC 9669, section 3.
struct BPFInstruction: Hashable, Sendable {
  /// R0 has results, R1 to R5 have arguments and are lost with each call, R10 is the address of the stack.
  enum Register: UInt8, Sendable {
    case r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, stack
  }

  /// The second operand of an instruction.
  enum Operand: Hashable, Sendable {
    case register(Register)
    case value(Int32)
  }

  /// The number of bytes that are loaded or stored (RFC 9669, section 5). Loads clear the other bits.
  enum Width: UInt8, Sendable {
    case four = 0x00
    case eight = 0x18
  }

  /// An operation on all 64 bits of a register (RFC 9669, section 4.1).
  enum Operation: UInt8, Sendable {
    case add = 0x00
    case or = 0x40
    case and = 0x50
    case shiftLeft = 0x60
    case move = 0xb0
  }

  /// A comparison of 64-bit numbers without sign (RFC 9669, section 4.3).
  enum Condition: UInt8, Sendable {
    case equal = 0x10
    case above = 0x20
    case aboveOrEqual = 0x30
    case notEqual = 0x50
    case below = 0xa0
  }

  /// The number of bytes of an instruction.
  static let size = 8

  let code: UInt8
  var destination = Register.r0
  /// A register, or a constant that tells variants of an instruction apart.
  var source: UInt8 = 0
  var offset: Int16 = 0
  var immediate: Int32 = 0

  /// The instruction as the kernel expects it: `struct bpf_insn` in `include/uapi/linux/bpf.h`.
  func append(to bytes: inout [UInt8]) {
    bytes.append(code)
    // Two bit fields, whose order depends on that of the bytes.
    let isBig = ByteOrder.native == .big
    let (high, low) = isBig ? (destination.rawValue, source) : (source, destination.rawValue)
    bytes.append(high << 4 | low)
    bytes.append(native: UInt16(bitPattern: offset))
    bytes.append(native: UInt32(bitPattern: immediate))
  }
}
