import Glibc

/// A BPF program that the kernel runs for each task of the PID namespace of the calling thread:
/// `bpf_iter_task` in `kernel/bpf/task_iter.c`. Nothing of it is left in the kernel after its descriptors are
/// closed.
struct BPFTaskIterator: ~Copyable, Sendable {
  /// More than enough for every possible PID: they have 22 bits.
  private static let maxCalls = 64

  /// The name for error messages.
  private static let name = "the BPF program"

  private let program: FileDescriptor
  private let link: FileDescriptor

  /// Loads a program.
  ///
  /// - Parameters:
  ///   - instructions: The program, eight bytes for each instruction.
  ///   - function: The number of the function `bpf_iter_task` in the kernel's BTF.
  /// - Throws: ``SystemError`` with `load`: EPERM or EACCES if this process or the verifier does not allow
  ///   it.
  init(_ instructions: [UInt8], attachedTo function: Int32) throws(SystemError) {
    let program = try Self.load(instructions, attachedTo: function)
    var call = BPFCall(.createLink, Self.name)
    call.set(program.number, at: 0)  // prog_fd
    call.set(28, at: 8)  // attach_type: BPF_TRACE_ITER
    let link = try call.descriptor()
    self.program = program
    self.link = link
  }

  private static func load(
    _ instructions: [UInt8], attachedTo function: Int32
  ) throws(SystemError) -> FileDescriptor {
    var call = BPFCall(.loadProgram, name)
    call.set(26, at: 0)  // prog_type: BPF_PROG_TYPE_TRACING
    call.set(Int32(instructions.count / 8), at: 4)  // insn_cnt
    call.set("portstat_owners", at: 48)  // prog_name
    call.set(28, at: 68)  // expected_attach_type: BPF_TRACE_ITER
    call.set(function, at: 108)  // attach_btf_id
    // Without a license that is compatible with the GPL, it could not call the kernel's functions.
    let license = Array("Dual MIT/GPL\0".utf8)
    let result = unsafe instructions.withUnsafeBytes { instructions in
      unsafe license.withUnsafeBytes { license in
        unsafe call.set(instructions.baseAddress, at: 8)  // insns
        unsafe call.set(license.baseAddress, at: 16)  // license
        return call.result()
      }
    }
    return try call.descriptor(result)
  }

  /// Runs the program for every task.
  ///
  /// - Throws: ``SystemError`` with `load` or `read`.
  func run() throws(SystemError) {
    var call = BPFCall(.createIterator, Self.name)
    call.set(link.number, at: 0)  // link_fd
    let iterator = try call.descriptor()
    var buffer = [UInt8](repeating: 0, count: 8)
    for _ in 0..<Self.maxCalls {
      do throws(SystemError) {
        // The program prints nothing, so this is the end of the list.
        if try iterator.read(into: &buffer, from: 0) == 0 { return }
      } catch {
        // After a million tasks, the kernel wants to be called again.
        if error.code != EAGAIN { throw error }
      }
    }
    throw SystemError(.load, iterator.path, code: EAGAIN)
  }
}
