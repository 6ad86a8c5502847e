internal import CLinux
import Glibc

/// The directories of mounted control groups.
extension Directory {
  /// Whether this directory is in a mounted cgroup2 file system: fstatfs(2).
  var isControlGroup: Bool {
    var status = statfs()
    return unsafe fstatfs(handle.number, &status) == 0 && status.f_type == CGROUP2_SUPER_MAGIC
  }

  /// The path of a control group of the file system that this directory is in: open_by_handle_at(2).
  ///
  /// - Parameter inode: The inode number of the group's directory.
  /// - Returns: As this process sees it, from `/`. nil if there is no such group, and without CAP_DAC_READ_SEARCH.
  func pathOfControlGroup(_ inode: UInt64) -> [UInt8]? {
    let number = retryingOnInterrupt {
      linux_open_kernfs_node(handle.number, inode, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard number >= 0 else { return nil }
    defer { close(number) }
    return try? Directory("/proc/self/fd").linkTarget("\(number)")
  }

  /// Lists the directories in this one, in the order of the file system.
  ///
  /// - Throws: ``SystemError`` with `list`.
  func directories() throws(SystemError) -> [(name: [UInt8], inode: UInt64)] {
    var found: [(name: [UInt8], inode: UInt64)] = []
    try forEachName { name, entry in
      if entry.isDirectory { found.append((name, entry.inode)) }
    }
    return found
  }

  /// Lists the names in this directory, in the order of the file system.
  ///
  /// - Throws: ``SystemError`` with `list`.
  func names() throws(SystemError) -> [[UInt8]] {
    var found: [[UInt8]] = []
    try forEachName { name, _ in found.append(name) }
    return found
  }

  private func forEachName(
    _ body: (_ name: [UInt8], DirectoryEntry) -> Void
  ) throws(SystemError) {
    var buffer = [UInt8](repeating: 0, count: 32_768)
    try forEachEntry(buffer: &buffer) { (record, records) throws(SystemError) in
      let name = record.name.map { records[$0] }
      if name != Array(".".utf8), name != Array("..".utf8) { body(name, record) }
      return true
    }
  }
}
