internal import CLinux
import Glibc

/// An open directory of a proc tree. What is opened through it belongs to the process that the
/// directory was opened for, even if its PID is used again.
struct Directory: ~Copyable, Sendable {
  private let handle: FileDescriptor
  private let limit: ReachedLimit

  var path: String { handle.path }

  /// The first limit on open files or memory that kept something from being read in this directory or
  /// in one that was opened through it.
  var reachedLimit: SystemError? { limit.error }

  /// - Throws: ``SystemError`` with `open`.
  init(_ path: String) throws(SystemError) {
    self.init(
      try FileDescriptor(path, in: AT_FDCWD, path: path, flags: O_DIRECTORY), ReachedLimit())
  }

  private init(_ handle: consuming FileDescriptor, _ limit: ReachedLimit) {
    self.handle = handle
    self.limit = limit
  }

  /// - Throws: ``SystemError`` with `open`.
  func directory(_ name: String) throws(SystemError) -> Directory {
    Directory(try open(name, O_DIRECTORY), limit)
  }

  /// - Throws: ``SystemError`` with `open`.
  func file(_ name: String) throws(SystemError) -> FileDescriptor {
    try open(name, 0)
  }

  private func open(_ name: String, _ flags: Int32) throws(SystemError) -> FileDescriptor {
    do throws(SystemError) {
      return try FileDescriptor(name, in: handle.number, path: "\(path)/\(name)", flags: flags)
    } catch {
      limit.note(error)
      throw error
    }
  }

  /// A file that has an end: no FIFO and no device, which could give bytes for ever.
  ///
  /// - Throws: ``SystemError`` with `open`, or with `read` when it is none.
  func regularFile(_ name: String) throws(SystemError) -> FileDescriptor {
    let file = try file(name)
    var status = stat()
    let code = retryingOnInterrupt { unsafe fstat(file.number, &status) }
    if code < 0 { throw SystemError(.read, file.path, code: -code) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return file
    case S_IFDIR: throw SystemError(.read, file.path, code: EISDIR)
    default: throw SystemError(.read, file.path, code: ENOTSUP)
    }
  }

  /// The first `limit` bytes of a file, read until its end.
  ///
  /// - Throws: ``SystemError`` with `open` or `read`.
  func contents(of name: String, limit: Int) throws(SystemError) -> [UInt8] {
    do throws(SystemError) {
      return try read(try file(name), limit: limit)
    } catch {
      self.limit.note(error)
      throw error
    }
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

  /// The target of a symbolic link, up to 4,096 bytes.
  ///
  /// - Throws: ``SystemError`` with `read`.
  func linkTarget(_ name: String) throws(SystemError) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe target.withUnsafeMutableBytes { bytes in
      unsafe name.withCString { name in unsafe readLink(name, into: bytes) }
    }
    guard count >= 0 else {
      let error = SystemError(.read, "\(path)/\(name)", code: Int32(-count))
      limit.note(error)
      throw error
    }
    target.removeLast(target.count - count)
    return target
  }

  /// The inode of the socket that link `number` of a descriptor directory leads to; nil when it
  /// leads to something else. Allocates nothing.
  ///
  /// - Throws: ``SystemError`` with `read`; ``SystemError/isNoLink`` for a file or a directory, as in
  ///   a recording that was copied without its links.
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

  /// Calls `body` with each entry whose name is a decimal number: processes, threads, descriptors.
  ///
  /// - Parameters:
  ///   - buffer: Room for the kernel's records, kept by the caller between calls.
  ///   - body: Gives false to end the walk.
  /// - Throws: ``SystemError`` with `list`, or what `body` throws.
  func forEachNumber(
    buffer: inout [UInt8], _ body: (Int32) throws(SystemError) -> Bool
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
        if let number = record.number, try !body(number) { return }
      }
    }
  }

  /// Tries the numbers of descriptors from 0 on, in a table of descriptors of a mounted proc file
  /// system, until as many were found as there are, or too many are not there. What lies behind them
  /// ``forEachNumber(buffer:_:)`` lists then. The kernel takes a fifth longer to list a descriptor
  /// first.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - body: Says whether the number is there.
  /// - Throws: What `body` throws.
  func tryDescriptors(
    count: Int, _ body: (Int32) throws(SystemError) -> Bool
  ) throws(SystemError) {
    var next: Int32 = 0
    var found = 0
    while found < count, Int(next) - found <= found / 8 + 2 {
      if try body(next) { found += 1 }
      next += 1
    }
    // The position is the number, behind "." and ".." (proc_readfd_common in fs/proc/fd.c). Where
    // that is refused, all are listed, and seen twice.
    _ = lseek(handle.number, off_t(next) + 2, SEEK_SET)
  }

  /// The numbers of the processes of a proc tree.
  ///
  /// - Throws: ``SystemError`` with `list`.
  func processes() throws(SystemError) -> [Int32] {
    var buffer = [UInt8](repeating: 0, count: 32_768)
    var processes: [Int32] = []
    try forEachNumber(buffer: &buffer) { process in
      processes.append(process)
      return true
    }
    return processes
  }

  /// Whether a process of a mounted proc file system has more than one thread, as the number of
  /// links of its `task` tells (`proc_task_getattr` in the kernel's `fs/proc/base.c`). One that
  /// cannot be read may have; one that is gone has none.
  func hasSeveralThreads(_ process: Int32) -> Bool {
    var status = stat()
    let code = unsafe "\(process)/task".withCString { name in
      unsafe fstatat(handle.number, name, &status, 0) == 0 ? 0 : errno
    }
    return code == 0 ? status.st_nlink > 3 : code != ENOENT && code != ESRCH
  }

  /// Whether this root of a proc file system was mounted to hide other users' processes, from this
  /// process too. A mount that cannot be looked up, such as one of another mount namespace, may hide
  /// them.
  var hidesOthers: Bool {
    if let mounts = try? contents(of: "self/mountinfo", limit: 1 << 24), let device,
      mounts.span.hidesProcesses(ofDevice: device) == false
    {
      return false
    }
    guard let status = try? contents(of: "self/status", limit: 16_384) else { return true }
    return !status.span.mayTraceOthers
  }

  /// The file system's device, as mountinfo shows it: `0:21`.
  private var device: String? {
    var status = stat()
    guard unsafe fstat(handle.number, &status) == 0 else { return nil }
    return "\(gnu_dev_major(status.st_dev)):\(gnu_dev_minor(status.st_dev))"
  }

  /// What the directory of a process's descriptors says of all of them; nil before Linux 6.2.
  var descriptorTable: DescriptorTable? {
    var status = stat()
    return unsafe fstat(handle.number, &status) == 0 ? DescriptorTable(status) : nil
  }

  /// The same by the process's number, or `self`, in the root of a proc tree; nil also for a process
  /// without descriptors, such as a kernel thread, and for one that cannot be read.
  func descriptorTable(of process: String) -> DescriptorTable? {
    // Not with `try?` and a nested optional: nil means the same either way.
    do throws(SystemError) { return try readDescriptorTable(of: process) } catch { return nil }
  }

  /// The same, but for a process that cannot be read.
  ///
  /// - Throws: ``SystemError`` with `read`.
  func readDescriptorTable(of process: String) throws(SystemError) -> DescriptorTable? {
    var status = stat()
    let code = unsafe "\(process)/fd".withCString { name in
      retryingOnInterrupt { unsafe fstatat(handle.number, name, &status, 0) }
    }
    if code == 0 { return DescriptorTable(status) }
    throw SystemError(.read, "\(path)/\(process)/fd", code: -code)
  }

  /// Whether a link such as `self` leads to this process, by the number that it has for itself.
  func isOwnProcess(_ name: String) -> Bool {
    guard let target = try? linkTarget(name) else { return false }
    return target == Array("\(getpid())".utf8)
  }

  /// The number that this process has in the root of a mounted proc file system; nil if it is not
  /// there, as in that of another PID namespace.
  var ownProcess: Int32? {
    guard let target = try? linkTarget("self") else { return nil }
    return Int32(String(decoding: target, as: UTF8.self))
  }

  /// Whether this is the root of a mounted proc file system, not of a recording.
  var isProcFileSystem: Bool {
    var status = statfs()
    return unsafe fstatfs(handle.number, &status) == 0 && status.f_type == PROC_SUPER_MAGIC
  }
}

/// What tells whether a process's table of descriptors may be as it was: a process that takes over a
/// PID has another directory, and opening or closing alone changes the size.
struct DescriptorTable: Hashable, Sendable {
  let inode: UInt64
  let count: Int

  /// - Returns: nil where the size does not tell the number of descriptors, before Linux 6.2.
  fileprivate init?(_ status: stat) {
    guard status.st_size > 0 else { return nil }
    inode = UInt64(status.st_ino)
    count = Int(status.st_size)
  }
}

/// Whether two tasks share one table of descriptors; nil where the kernel does not say.
func shareDescriptorTable(_ first: Int32, _ second: Int32) -> Bool? {
  let order = linux_kcmp_files(first, second)
  return order < 0 ? nil : order == 0
}

/// Calls `body` with the decimal digits of a number that is not negative, NUL-terminated, on the
/// stack.
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
