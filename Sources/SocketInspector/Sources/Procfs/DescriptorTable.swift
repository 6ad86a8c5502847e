/// What changes if the descriptor table of a process changes: a process that takes over a PID has another
/// directory, and opening or closing alone changes the number of descriptors.
struct DescriptorTable: Hashable, Sendable {
  /// The inode number of `/proc/PID/fd`.
  let inode: UInt64
  /// How many descriptors are open.
  let count: Int

  /// - Parameter status: The status of `/proc/PID/fd`, whose size is the number of descriptors since Linux
  ///   6.2 (`proc_readfd_count` in the kernel's `fs/proc/fd.c`).
  /// - Returns: nil for an older kernel, and for a process without descriptors, such as a kernel thread.
  init?(_ status: FileStatus) {
    guard status.size > 0 else { return nil }
    inode = status.inode
    count = status.size
  }
}
