internal import CLinux
import Glibc

/// An open directory.
///
/// Files are opened relative to it, see openat(2). A file that is opened through the directory of a process
/// belongs to that process, even if its PID is reused.
struct Directory: ~Copyable, Sendable {
  let handle: FileDescriptor
  private let limit: ReachedLimit

  var path: String { handle.path }

  /// The first error caused by a limit on open files or memory, in this directory or in one that was opened
  /// through it.
  var reachedLimit: SystemError? { limit.error }

  /// Opens a directory.
  ///
  /// - Throws: ``SystemError`` with `open`.
  init(_ path: String) throws(SystemError) {
    self.init(
      try FileDescriptor(path, in: AT_FDCWD, path: path, flags: O_DIRECTORY), ReachedLimit())
  }

  private init(_ handle: consuming FileDescriptor, _ limit: ReachedLimit) {
    self.handle = handle
    self.limit = limit
  }

  /// Opens a directory in this one.
  ///
  /// - Throws: ``SystemError`` with `open`.
  func directory(_ name: String) throws(SystemError) -> Directory {
    Directory(try open(name, O_DIRECTORY), limit)
  }

  /// Opens a file in this directory for reading.
  ///
  /// - Throws: ``SystemError`` with `open`.
  func file(_ name: String) throws(SystemError) -> FileDescriptor {
    try open(name, 0)
  }

  private func open(_ name: String, _ flags: Int32) throws(SystemError) -> FileDescriptor {
    do throws(SystemError) {
      return try FileDescriptor(name, in: handle.number, path: "\(path)/\(name)", flags: flags)
    } catch {
      limit.record(error)
      throw error
    }
  }

  /// Opens a regular file in this directory. Other kinds are rejected, because a FIFO or device could return
  /// bytes forever.
  ///
  /// - Throws: ``SystemError`` with `open`, or with `read` if it is another kind of file.
  func regularFile(_ name: String) throws(SystemError) -> FileDescriptor {
    let file = try file(name)
    switch try file.status().kind {
    case .regular: return file
    case .directory: throw SystemError(.read, file.path, code: EISDIR)
    case .other: throw SystemError(.read, file.path, code: ENOTSUP)
    }
  }

  /// The status of this directory: fstat(2).
  ///
  /// - Throws: ``SystemError`` with `read`.
  func status() throws(SystemError) -> FileStatus { try handle.status() }

  /// The status of a file in this directory, following symbolic links: fstatat(2).
  ///
  /// - Throws: ``SystemError`` with `read`.
  func status(of name: String) throws(SystemError) -> FileStatus {
    var status = stat()
    let code = retryingOnInterrupt {
      unsafe name.withCString { name in unsafe fstatat(handle.number, name, &status, 0) }
    }
    if code < 0 { throw SystemError(.read, "\(path)/\(name)", code: -code) }
    return FileStatus(status)
  }

  /// Whether a file does not exist in this directory. Unlike an error, the result allocates nothing: a
  /// recording lacks many files.
  func lacks(_ name: String) -> Bool {
    var status = stat()
    let code = retryingOnInterrupt {
      unsafe name.withCString { name in
        unsafe fstatat(handle.number, name, &status, AT_SYMLINK_NOFOLLOW)
      }
    }
    return code == -ENOENT || code == -ENOTDIR
  }

  /// The contents of a file in this directory, up to `limit` bytes.
  ///
  /// - Throws: ``SystemError`` with `open` or `read`.
  func contents(of name: String, limit: Int) throws(SystemError) -> [UInt8] {
    do throws(SystemError) {
      return try read(try file(name), limit: limit)
    } catch {
      self.limit.record(error)
      throw error
    }
  }

  /// The contents of a regular file in this directory, up to `limit` bytes. Other kinds are not even opened, because
  /// that can have effects: for files that any user may have put there.
  ///
  /// - Throws: ``SystemError`` with `open` or `read`.
  func contents(ofRegularFile name: String, limit: Int) throws(SystemError) -> [UInt8] {
    guard try status(of: name).kind == .regular else {
      throw SystemError(.read, "\(path)/\(name)", code: ENOTSUP)
    }
    return try contents(of: name, limit: limit)
  }

  private func read(
    _ file: consuming FileDescriptor, limit: Int
  ) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(limit, 4096))
    var count = 0
    while count < limit {
      if count == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: min(count, limit - count)))
      }
      let more = try file.read(into: &bytes, from: count)
      if more == 0 { break }
      count += more
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// The target of a symbolic link.
  ///
  /// - Parameter room: The number of bytes of it that are read at most.
  /// - Throws: ``SystemError`` with `read`.
  func linkTarget(
    _ name: String, room: Int = Int(PATH_MAX)
  ) throws(SystemError) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: room)
    let count = unsafe target.withUnsafeMutableBytes { bytes in
      unsafe name.withCString { name in unsafe readLink(name, into: bytes) }
    }
    guard count >= 0 else {
      let error = SystemError(.read, "\(path)/\(name)", code: Int32(-count))
      limit.record(error)
      throw error
    }
    target.removeLast(target.count - count)
    return target
  }

  /// The inode number of the socket to which a symbolic link in `/proc/PID/fd` points; nil if it points to
  /// anything else. Allocates nothing.
  ///
  /// - Parameter number: The name of the link.
  /// - Throws: ``SystemError`` with `read`. ``SystemError/isNotSymbolicLink`` is true for a file or a
  ///   directory, as in a recording that was copied without its symbolic links.
  func socketInode(ofLink number: Int32) throws(SystemError) -> UInt64? {
    let room = 48  // socket:[18446744073709551615] has 29 bytes
    return try unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) {
      (target) throws(SystemError) -> UInt64? in
      let count = unsafe withDecimalCString(number) { name in unsafe readLink(name, into: target) }
      if count == -Int(EINVAL) { throw SystemError(.read, "\(path)/\(number)", code: EINVAL) }
      guard count >= 0 else { throw SystemError(.read, path, code: Int32(-count)) }
      guard count < room else { return nil }
      return unsafe Span(_unsafeElements: target.bindMemory(to: UInt8.self))
        .extracting(0..<count).socketInode
    }
  }

  private func readLink(
    _ name: UnsafePointer<CChar>, into target: UnsafeMutableRawBufferPointer
  ) -> Int {
    unsafe target.withMemoryRebound(to: CChar.self) { target in
      guard let start = target.baseAddress else { return -Int(EINVAL) }
      return retryingOnInterrupt {
        unsafe readlinkat(handle.number, name, start, target.count)
      }
    }
  }

  /// Calls `body` with each entry whose name is a decimal number: a process, thread or descriptor. Starts
  /// where the previous call ended.
  ///
  /// - Parameters:
  ///   - buffer: A buffer for the kernel's records. The caller keeps it, so that calls allocate nothing.
  ///   - body: Returns false to stop.
  /// - Throws: ``SystemError`` with `list`, or what `body` throws.
  func forEachNumber(
    buffer: inout [UInt8], _ body: (Int32) throws(SystemError) -> Bool
  ) throws(SystemError) {
    try forEachEntry(buffer: &buffer) { (record, _) throws(SystemError) in
      try record.number.map(body) ?? true
    }
  }

  /// Calls `body` with each entry, and with the records that contain it. Starts where the previous call ended.
  ///
  /// - Parameters:
  ///   - buffer: As for ``forEachNumber(buffer:_:)``.
  ///   - body: Returns false to stop.
  /// - Throws: ``SystemError`` with `list`, or what `body` throws.
  @inline(__always)
  func forEachEntry(
    buffer: inout [UInt8],
    _ body: (DirectoryEntry, Span<UInt8>) throws(SystemError) -> Bool
  ) throws(SystemError) {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        retryingOnInterrupt {
          unsafe linux_getdents64(handle.number, bytes.baseAddress, bytes.count)
        }
      }
      guard count >= 0 else { throw SystemError(.list, path, code: Int32(-count)) }
      if count == 0 { return }
      let records = buffer.span.extracting(0..<count)
      var start = 0
      while let record = records.directoryEntry(at: start) {
        start += record.length
        if try !body(record, records) { return }
      }
    }
  }

  /// Lists all entries whose name is a decimal number. Two threads cannot list one open directory at the same
  /// time, because they share its position.
  ///
  /// - Throws: ``SystemError`` with `list`.
  func numbers() throws(SystemError) -> [Int32] {
    var buffer = [UInt8](repeating: 0, count: 32_768)
    var numbers: [Int32] = []
    seek(to: 0)
    try forEachNumber(buffer: &buffer) { number in
      numbers.append(number)
      return true
    }
    return numbers
  }

  /// The inode number of the namespace to which a symbolic link points: `net:[4026531840]`; nil if it points
  /// to anything else.
  ///
  /// - Parameter kind: The kind of the namespace: `net`.
  /// - Throws: ``SystemError`` with `read`.
  func namespaceInode(ofLink name: String, _ kind: String = "net") throws(SystemError) -> UInt64? {
    let target = try linkTarget(name, room: 64)
    return target.span.inode(after: "\(kind):[")
  }

  /// Makes ``forEachNumber(buffer:_:)`` start at a position: lseek(2). Does nothing if the file system does
  /// not support it.
  func seek(to position: Int) {
    _ = lseek(handle.number, off_t(position), SEEK_SET)
  }

  /// Whether this directory is in a mounted proc file system, rather than a recording: fstatfs(2).
  var isProcFileSystem: Bool {
    var status = statfs()
    return unsafe fstatfs(handle.number, &status) == 0 && status.f_type == PROC_SUPER_MAGIC
  }
}

/// Calls `body` with a non-negative number in decimal digits, as a C string on the stack.
private func withDecimalCString<Result>(
  _ number: Int32, _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  var digits: (UInt64, UInt64) = (0, 0)  // 16 bytes; ten digits and a NUL take 11
  return unsafe withUnsafeMutablePointer(to: &digits) { digits in
    unsafe digits.withMemoryRebound(to: CChar.self, capacity: 16) { text in
      var power: Int32 = 1
      while number / power >= 10 { power *= 10 }
      var end = 0
      while power > 0 {
        unsafe text[end] = CChar(truncatingIfNeeded: Int32(UInt8(ascii: "0")) + number / power % 10)
        power /= 10
        end += 1
      }
      return unsafe body(text)
    }
  }
}
