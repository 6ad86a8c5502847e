import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// The kernel's type information.
  static let kernelTypes = FuzzTarget(name: "kernel-types") { input in
    let words = stride(from: 0, to: input.count / 4 * 4, by: 4).map { start in
      UInt32(littleEndian: (0..<4).reduce(0) { $0 | UInt32(input[start + $1]) << (8 * $1) })
    }
    _ = try? KernelLayout(words.span)
    let names: [BTFName] = [.structure("task_struct"), .function("bpf_iter_task")]
    let reference = ReferenceBTF(words)
    let expected = [reference?.id(4, names[0].text), reference?.id(12, names[1].text)]
    guard let types = try? BTFTypes(words.span, finding: names) else {
      let isFound = expected.allSatisfy { $0 != nil }
      return require(reference?.isWhole != true && !isFound, "refusal")
    }
    require(names.map { (try? types.id(of: $0)).map(Int.init) }, is: expected, "numbers")
    guard let id = expected[0], let reference else { return }
    require(
      try? types.size(of: names[0], words.span), is: reference.types[id - 1].size, "size")
    // Anonymous members may refer to types that cannot be read.
    guard reference.isWhole else { return }
    for member in ["files", "signal", "group_leader"] {
      let bits = reference.bits(of: member, inType: id)
      require(
        try? types.offset(of: member, in: names[0], words.span),
        is: bits.flatMap { $0 % 8 == 0 ? $0 / 8 : nil }, member)
    }
  } seeds: {
    [
      SampleBTF.ofKernel.words.flatMap { word in
        (0..<4).map { UInt8(word.littleEndian >> (8 * $0) & 255) }
      }
    ]
  }
}
