/// Where the running kernel keeps what ``DescriptorWalkProgram`` reads: offsets in bytes, and types by their
/// numbers in its BTF.
struct KernelLayout: Hashable, Sendable {
  /// The function that is called for each task: `kernel/bpf/task_iter.c`, since Linux 5.8.
  let iterator: Int32
  /// The function that makes an address readable as a type: `kernel/bpf/helpers.c`, since Linux 6.2.
  let cast: Int32
  let types: Types
  let task: Task
  let pid: PID
  let files: Files

  struct Types: Hashable, Sendable {
    let task: Int32
    let file: Int32
    let pidNumber: Int32
    /// Any structure that begins with eight bytes of a number.
    let word: Int32
  }

  /// `struct task_struct`: `include/linux/sched.h`.
  struct Task: Hashable, Sendable {
    let leader: Int16
    let files: Int16
    let pid: Int16
    let startTime: Int16
    let signal: Int16
    /// The PID of the process, in `struct signal_struct`: `pids[PIDTYPE_TGID]`.
    let processPID: Int16
  }

  /// `struct pid`, which has a number for each PID namespace, from the first one to its own:
  /// `include/linux/pid.h`.
  struct PID: Hashable, Sendable {
    let level: Int16
    let numbers: Int16
    /// The size of an element of `numbers` is two to the power of this.
    let numberShift: Int32
    /// The number in an element.
    let number: Int16
  }

  /// `struct files_struct` and `struct fdtable`: `include/linux/fdtable.h`; `struct file` and `struct inode`:
  /// `include/linux/fs.h`.
  struct Files: Hashable, Sendable {
    let table: Int16
    let limit: Int16
    let array: Int16
    let operations: Int16
    let inode: Int16
    let inodeNumber: Int16
  }
}

extension KernelLayout {
  /// Finds everything in the kernel's BTF.
  ///
  /// - Parameter words: The file, as 32-bit words in the byte order of this machine.
  /// - Throws: ``BPFError/malformedTypes``, or ``BPFError/missing(_:)`` if the kernel is too old.
  init(_ words: Span<UInt32>) throws(BPFError) {
    let (iterator, cast) = (
      BTFName.function("bpf_iter_task"), BTFName.function("bpf_rdonly_cast")
    )
    let task = BTFName.structure("task_struct")
    let signal = BTFName.structure("signal_struct")
    let pid = BTFName.structure("pid")
    let number = BTFName.structure("upid")
    let files = BTFName.structure("files_struct")
    let table = BTFName.structure("fdtable")
    let file = BTFName.structure("file")
    let inode = BTFName.structure("inode")
    let word = BTFName.structure("timespec64")
    let types = try BTFTypes(
      words,
      finding: [iterator, cast, task, signal, pid, number, files, table, file, inode, word])
    func offset(_ member: String, _ name: BTFName, plus more: Int = 0) throws(BPFError) -> Int16 {
      let offset = try types.offset(of: member, in: name, words) + more
      guard let offset = Int16(exactly: offset) else { throw .malformedTypes }
      return offset
    }
    self.iterator = try types.id(of: iterator)
    self.cast = try types.id(of: cast)
    self.types = Types(
      task: try types.id(of: task), file: try types.id(of: file),
      pidNumber: try types.id(of: number), word: try types.id(of: word))
    self.task = Task(
      leader: try offset("group_leader", task), files: try offset("files", task),
      pid: try offset("thread_pid", task), startTime: try offset("start_boottime", task),
      signal: try offset("signal", task),
      // The second pointer: PIDTYPE_TGID is 1 (`include/linux/pid_types.h`).
      processPID: try offset("pids", signal, plus: 8))
    let size = try types.size(of: number, words)
    guard size.nonzeroBitCount == 1 else { throw .malformedTypes }
    self.pid = PID(
      level: try offset("level", pid), numbers: try offset("numbers", pid),
      numberShift: Int32(size.trailingZeroBitCount), number: try offset("nr", number))
    self.files = Files(
      table: try offset("fdt", files), limit: try offset("max_fds", table),
      array: try offset("fd", table), operations: try offset("f_op", file),
      inode: try offset("f_inode", file), inodeNumber: try offset("i_ino", inode))
  }
}
