internal import CLinux
import Glibc

/// Finds the network namespaces of the sockets of a process: some are kept by nothing else, because the process has
/// opened a socket and left the namespace, or has received the socket from another.
///
/// Each socket is copied for a moment (pidfd_getfd(2)), which requires the right to trace the process. Meanwhile, this
/// process has it open too, as any scan of owners would show, so only sockets should be copied that are in no table.
struct SocketNamespaces: ~Copyable {
  /// SO_NETNS_COOKIE, since Linux 5.14 (`asm-generic/socket.h`).
  private static let cookieOption: Int32 = 71

  /// The names of the protocols of sockets that have tables, as the kernel has them (`net/ipv4/tcp_ipv4.c` and others).
  private static let protocols = ["TCP", "TCPv6", "UDP", "UDPv6"].map { Array($0.utf8) }

  private let pid: Int32
  private let process: FileDescriptor
  /// The numbers of the namespaces that were found.
  private var cookies: Set<UInt64> = []

  /// - Throws: ``SystemError`` with `open` if there is no such process, and before Linux 5.3.
  init(ofProcess pid: Int32) throws(SystemError) {
    let path = "process \(pid)"
    let number = retryingOnInterrupt { linux_pidfd_open(pid) }
    guard number >= 0 else { throw SystemError(.open, path, code: -number) }
    process = FileDescriptor(taking: number, path: path)
    self.pid = pid
  }

  /// Whether a socket is of TCP or UDP. Other sockets are not copied: the xattr `system.sockprotoname` is read without
  /// that.
  private func isOfInternet(_ number: Int32) -> Bool {
    var name = [UInt8](repeating: 0, count: 32)
    let count = unsafe name.withUnsafeMutableBytes { bytes in
      unsafe getxattr(
        "/proc/\(pid)/fd/\(number)", "system.sockprotoname", bytes.baseAddress, bytes.count)
    }
    return count > 0 && Self.protocols.contains(Array(name.prefix(count).prefix { $0 != 0 }))
  }

  /// The inode number of the namespace of a socket of TCP or UDP; nil for other sockets, and if it is that of an
  /// earlier socket.
  ///
  /// - Parameters:
  ///   - number: The number of its descriptor.
  ///   - inode: The inode number that the socket must have.
  /// - Throws: ``SystemError`` as ``open(ofSocket:inode:)``.
  mutating func inode(ofSocket number: Int32, inode: UInt64) throws(SystemError) -> UInt64? {
    guard isOfInternet(number) else { return nil }
    let socket = try copy(number, inode)
    if let cookie = Self.cookie(of: socket), !cookies.insert(cookie).inserted { return nil }
    return try namespace(of: socket).status().inode
  }

  /// Opens the namespace of a socket.
  ///
  /// - Throws: ``SystemError`` with `open` if it is not permitted, or the descriptor has been closed.
  func open(ofSocket number: Int32, inode: UInt64) throws(SystemError) -> FileDescriptor {
    try namespace(of: try copy(number, inode))
  }

  private func copy(_ number: Int32, _ inode: UInt64) throws(SystemError) -> FileDescriptor {
    let path = "descriptor \(number) of \(process.path)"
    let copy = retryingOnInterrupt { linux_pidfd_getfd(process.number, number) }
    guard copy >= 0 else {
      throw SystemError(.open, path, code: copy == -EBADF ? SystemError.noSuchFile : -copy)
    }
    let socket = FileDescriptor(taking: copy, path: path)
    guard try socket.status().inode == inode else {
      throw SystemError(.open, path, code: SystemError.noSuchFile)
    }
    return socket
  }

  private func namespace(of socket: borrowing FileDescriptor) throws(SystemError) -> FileDescriptor
  {
    let number = retryingOnInterrupt { linux_socket_namespace(socket.number) }
    guard number >= 0 else { throw SystemError(.open, socket.path, code: -number) }
    return FileDescriptor(taking: number, path: "the network namespace of \(socket.path)")
  }

  /// The number of the namespace of a socket, which the kernel does not use again.
  private static func cookie(of socket: borrowing FileDescriptor) -> UInt64? {
    var cookie: UInt64 = 0
    var size = socklen_t(MemoryLayout<UInt64>.size)
    let code = unsafe getsockopt(socket.number, SOL_SOCKET, cookieOption, &cookie, &size)
    return code == 0 ? cookie : nil
  }
}
