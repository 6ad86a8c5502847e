import Testing

@testable import SocketInspector

/// A wrong instruction would at best be rejected by the kernel, so that owners are found slowly; at worst, it reads
/// from a wrong address.
@Suite(.enabled(if: ByteOrder.native == .little, "the expected bytes are little-endian"))
struct BPFAssemblerTests {
  private typealias Bytes = [UInt8]

  /// The bytes are those that `llvm-mc -triple bpfel` makes of the instructions in the comments.
  @Test func instructionsAreEncodedAsTheKernelExpects() throws {
    var code = BPFAssembler()
    code.load(.r1, from: .r6, 0x102, .four)  // r1 = *(u32 *)(r6 + 0x102)
    code.load(.r2, from: .stack, -8)  // r2 = *(u64 *)(r10 - 8)
    code.store(.register(.r3), at: .r1, 16)  // *(u64 *)(r1 + 16) = r3
    code.store(.value(7), at: .r1, 40)  // *(u64 *)(r1 + 40) = 7
    code.move(.r9, .register(.r0))  // r9 = r0
    code.move(.r2, .value(-2))  // r2 = -2
    code.compute(.add, .r1, .register(.r9))  // r1 += r9
    code.compute(.and, .r6, .value(0x3fff_ffff))  // r6 &= 0x3fffffff
    code.compute(.or, .r9, .value(1 << 30))  // r9 |= 0x40000000
    code.compute(.shiftLeft, .r3, .value(4))  // r3 <<= 4
    code.call(helper: 35)  // call 35
    code.exit()  // exit
    let expected: [Bytes] = [
      [0x61, 0x61, 0x02, 0x01, 0, 0, 0, 0],
      [0x79, 0xa2, 0xf8, 0xff, 0, 0, 0, 0],
      [0x7b, 0x31, 0x10, 0, 0, 0, 0, 0],
      [0x7a, 0x01, 0x28, 0, 7, 0, 0, 0],
      [0xbf, 0x09, 0, 0, 0, 0, 0, 0],
      [0xb7, 0x02, 0, 0, 0xfe, 0xff, 0xff, 0xff],
      [0x0f, 0x91, 0, 0, 0, 0, 0, 0],
      [0x57, 0x06, 0, 0, 0xff, 0xff, 0xff, 0x3f],
      [0x47, 0x09, 0, 0, 0, 0, 0, 0x40],
      [0x67, 0x03, 0, 0, 4, 0, 0, 0],
      [0x85, 0, 0, 0, 35, 0, 0, 0],
      [0x95, 0, 0, 0, 0, 0, 0, 0],
    ]
    #expect(try code.assemble() == expected.flatMap(\.self))
  }

  /// What `llvm-mc` has no syntax for: `include/uapi/linux/bpf.h` has the numbers.
  @Test func mapsAndFunctionsOfTheKernelAreMarkedAsSuch() throws {
    var code = BPFAssembler()
    code.loadValueAddress(.r4, ofMap: 9)
    code.call(kernelFunction: 0x1234)
    let expected: [Bytes] = [
      [0x18, 0x24, 0, 0, 9, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0],
      [0x85, 0x20, 0, 0, 0x34, 0x12, 0, 0],
    ]
    #expect(try code.assemble() == expected.flatMap(\.self))
  }

  /// A jump counts from the next instruction, in both directions.
  @Test func jumpsLeadToTheirLabels() throws {
    var code = BPFAssembler()
    let (start, end) = (code.label(), code.label())
    code.place(start)
    code.jump(if: .r1, .equal, .value(0), to: end)
    code.jump(if: .r6, .aboveOrEqual, .register(.r8), to: end)
    code.jumpWhenExhausted(to: end)
    code.jump(to: start)
    code.place(end)
    code.exit()
    let expected: [Bytes] = [
      [0x15, 0x01, 3, 0, 0, 0, 0, 0], [0x3d, 0x86, 2, 0, 0, 0, 0, 0],
      [0xe5, 0, 1, 0, 0, 0, 0, 0], [0x05, 0, 0xfc, 0xff, 0, 0, 0, 0],
      [0x95, 0, 0, 0, 0, 0, 0, 0],
    ]
    #expect(try code.assemble() == expected.flatMap(\.self))
  }

  /// The program would jump somewhere.
  @Test func aJumpToNowhereIsAnError() {
    var code = BPFAssembler()
    let label = code.label()
    code.jump(to: label)
    let isUnplaced = (try? code.assemble()) == nil
    #expect(isUnplaced)
    for _ in 0..<40_000 { code.exit() }
    code.place(label)
    let isTooFar = (try? code.assemble()) == nil
    #expect(isTooFar)
  }
}
