import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// A wrong offset makes the program read something else than descriptors: it would find no owners.
@Suite struct KernelLayoutTests {
  @Test func offsetsAndTypesAreThoseOfTheFile() throws {
    let layout = try KernelLayout(SampleBTF.ofKernel.words.span)
    #expect(layout.iterator == 2)
    #expect(layout.cast == 13)
    #expect(layout.types == .init(task: 5, file: 10, pidNumber: 4, word: 12))
    #expect(
      layout.task
        == .init(
          leader: 1000, files: 101, pid: 1008, startTime: 1016, signal: 1024, processPID: 208))
    #expect(layout.pid == .init(level: 4, numbers: 96, numberShift: 4, number: 8))
    #expect(
      layout.files
        == .init(table: 32, limit: 8, array: 16, operations: 24, inode: 40, inodeNumber: 64))
  }

  /// On such a kernel, owners have to be found in another way, and `--owners bpf` says what is missing.
  @Test func whatAKernelLacksIsNamed() {
    var old = SampleBTF()
    old.addFunction("bpf_iter_task")
    #expect(throws: BPFError.missing("bpf_rdonly_cast")) { try KernelLayout(old.words.span) }
    var sample = SampleBTF.ofKernel
    sample.addFunction("unrelated")
    let words = sample.words
    for (name, lacking) in [("f_op", "file.f_op"), ("nr", "upid.nr"), ("level", "pid.level")] {
      #expect(throws: BPFError.missing(lacking)) {
        try KernelLayout(Self.renaming(name, in: words).span)
      }
    }
  }

  /// Changes the first letter of a name.
  private static func renaming(_ name: String, in words: [UInt32]) -> [UInt32] {
    var bytes = words.withUnsafeBytes { Array($0) }
    let text = [0] + Array(name.utf8) + [0]
    for start in bytes.indices.dropLast(text.count)
    where Array(bytes[start..<start + text.count]) == text { bytes[start + 1] = UInt8(ascii: "#") }
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt32.self) }
    }
  }

  /// A damaged file, or one in a format of the future, would end the program.
  @Test func aDamagedFileIsRefused() {
    let words = SampleBTF.ofKernel.words
    for count in 0..<words.count - 1 {
      #expect(throws: BPFError.self) { try KernelLayout(Array(words.prefix(count)).span) }
    }
    for index in words.indices {
      for value: UInt32 in [0, 1, 0x7fff_ffff, .max] {
        var damaged = words
        damaged[index] = value
        _ = try? KernelLayout(damaged.span)
      }
    }
    var unknown = SampleBTF()
    unknown.add(kind: 20)
    #expect(throws: BPFError.malformedTypes) { try KernelLayout(unknown.words.span) }
    // Two anonymous structures that contain each other.
    var endless = SampleBTF()
    endless.addStructure("", [.init("", type: 2, at: 0)])
    endless.addStructure("task_struct", [.init("", type: 1, at: 0), .init("", type: 2, at: 0)])
    #expect(throws: BPFError.self) { try KernelLayout(endless.words.span) }
  }

  private static let hasKernelTypes = FileManager.default.isReadableFile(
    atPath: DescriptorWalk.kernelTypes)

  /// Members in anonymous structures, bit fields and 150,000 types: no sample has them all.
  @Test(.enabled(if: hasKernelTypes, "the kernel has no type information"))
  func theRunningKernelIsUnderstood() throws {
    let file = try MappedFile(DescriptorWalk.kernelTypes)
    let words = file.withWords { words in words.indices.map { words[$0] } }
    let reference = try #require(ReferenceBTF(words))
    #expect(reference.isWhole)
    let names: [(structure: String, members: [String])] = [
      ("task_struct", ["group_leader", "files", "thread_pid", "start_boottime", "signal", "comm"]),
      ("signal_struct", ["pids", "tty"]), ("pid", ["level", "numbers"]), ("upid", ["nr"]),
      ("files_struct", ["fdt"]), ("fdtable", ["max_fds", "fd"]), ("file", ["f_op", "f_inode"]),
      ("inode", ["i_ino", "i_mode", "i_pipe"]), ("sock_common", ["skc_daddr", "skc_dport"]),
    ]
    let types = try BTFTypes(words.span, finding: names.map { .structure($0.structure) })
    for (structure, members) in names {
      let id = try #require(reference.id(4, structure))
      #expect(try types.id(of: .structure(structure)) == id)
      for member in members {
        let bits = try #require(reference.bits(of: member, inType: id), "\(member)")
        #expect(try types.offset(of: member, in: .structure(structure), words.span) == bits / 8)
      }
    }
  }
}
