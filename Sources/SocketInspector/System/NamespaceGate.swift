internal import CLinux
import Glibc

/// An open network namespace, in which files and sockets can be opened.
///
/// A thread of its own enters the namespace (setns(2)), opens what is asked for, and ends; any thread can read
/// that afterwards. So no thread of the program ever is in another namespace than the one that it began in.
struct NamespaceGate: ~Copyable, Sendable {
  private let handle: FileDescriptor

  /// Opens the namespace that a file stands for, without entering it.
  ///
  /// - Parameters:
  ///   - path: Such as `/run/netns/web` and `/proc/7/ns/net`.
  ///   - inode: The inode number that the namespace must have; nil if any.
  /// - Throws: ``SystemError`` with `open`; ``SystemError/isGone`` if the file stands for another namespace.
  init(_ path: String, inode: UInt64?) throws(SystemError) {
    handle = try Self.open(path, inode)
  }

  /// Opens the namespace of a socket, without entering it.
  ///
  /// - Parameters:
  ///   - pid: The process that has the socket open.
  ///   - number: The number of its descriptor.
  ///   - socket: The inode number that the socket must have.
  ///   - inode: The inode number that the namespace must have; nil if any.
  /// - Throws: ``SystemError`` with `open`; ``SystemError/isGone`` if it is another socket or namespace.
  init(
    ofProcess pid: Int32, _ number: Int32, socket: UInt64, inode: UInt64?
  ) throws(SystemError) {
    let sockets = try SocketNamespaces(ofProcess: pid)
    let handle = try sockets.open(ofSocket: number, inode: socket)
    let found = try handle.status().inode
    guard inode ?? found == found else { throw SystemError(.open, handle.path, code: ENOENT) }
    self.handle = handle
  }

  /// Looks at the file first: users choose what is at a path in their mount namespaces, and opening a device has
  /// effects.
  private static func open(_ path: String, _ inode: UInt64?) throws(SystemError) -> FileDescriptor {
    let place = try FileDescriptor(path, in: AT_FDCWD, path: path, flags: linux_open_path)
    let number = try place.status().inode
    guard isNamespace(place), inode ?? number == number else {
      throw SystemError(.open, path, code: ENOENT)
    }
    return try FileDescriptor("/proc/self/fd/\(place.number)", in: AT_FDCWD, path: path)
  }

  private static func isNamespace(_ file: borrowing FileDescriptor) -> Bool {
    var status = statfs()
    return unsafe fstatfs(file.number, &status) == 0 && status.f_type == NSFS_MAGIC
  }

  /// Runs code in the namespace, such as code that opens descriptors.
  ///
  /// - Returns: What the code returns.
  /// - Throws: ``SystemError`` with `enter`.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) throws(SystemError) -> Value {
    let number = handle.number
    let result = LockedValue<(code: Int32, value: Value?)>((-EAGAIN, nil))
    let thread = ThreadGroup(1) {
      let code = retryingOnInterrupt { linux_setns_network(number) }
      let value = code < 0 ? nil : body()
      result.withLock { $0 = (code, value) }
    }
    thread.join()
    let (code, value) = result.withLock { $0 }
    guard let value else { throw SystemError(.enter, handle.path, code: -code) }
    return value
  }

  /// Opens a file in the namespace, for reading.
  ///
  /// - Returns: The descriptor, or the negated `errno`.
  static func openFile(_ path: String) -> Int32 {
    retryingOnInterrupt {
      unsafe path.withCString { path in unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC) }
    }
  }
}
