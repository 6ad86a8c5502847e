/// A descriptor that refers to a socket: a link in `/proc/PID/task/TID/fd`.
public struct SocketDescriptor: Hashable, Sendable {
  /// The socket's inode number.
  public let inode: UInt64
  /// The PID in the proc tree that was read.
  public let pid: Int32
  /// The descriptor's number.
  public let fd: Int32
  /// The thread whose descriptor table contains it: the process itself, unless a thread has a table of its
  /// own.
  let threadID: Int32
}

extension SocketDescriptor {
  /// A descriptor in the table of the process itself.
  package init(inode: UInt64, pid: Int32, fd: Int32) {
    self.init(inode: inode, pid: pid, fd: fd, threadID: pid)
  }
}

extension SocketDescriptor: Comparable {
  public static func < (left: SocketDescriptor, right: SocketDescriptor) -> Bool {
    if left.inode != right.inode { return left.inode < right.inode }
    return left.pid != right.pid ? left.pid < right.pid : left.fd < right.fd
  }
}
