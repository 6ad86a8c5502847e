import Glibc

/// The contents of a file in memory: mmap(2), or read(2) if the file cannot be mapped, as the kernel's BTF
/// before Linux 6.16. `deinit` releases it.
@safe struct MappedFile: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer

  /// - Throws: ``SystemError`` with `open` or `read`.
  init(_ path: String) throws(SystemError) {
    unsafe memory = try Self.contents(of: try FileDescriptor(path, in: AT_FDCWD, path: path))
  }

  private static func contents(
    of file: consuming FileDescriptor
  ) throws(SystemError) -> UnsafeMutableRawBufferPointer {
    let size = try file.status().size
    guard size > 0 else { throw SystemError(.read, file.path, code: ENODATA) }
    if let memory = unsafe map(size, MAP_PRIVATE, file.number, PROT_READ) {
      return unsafe memory
    }
    guard let memory = unsafe map(size, MAP_PRIVATE | MAP_ANONYMOUS, -1, PROT_READ | PROT_WRITE)
    else { throw SystemError(.read, file.path, code: ENOMEM) }
    do throws(SystemError) {
      try unsafe fill(memory, from: file)
    } catch {
      unsafe munmap(memory.baseAddress, memory.count)
      throw error
    }
    return unsafe memory
  }

  deinit { unsafe munmap(memory.baseAddress, memory.count) }

  private static func map(
    _ size: Int, _ flags: Int32, _ number: Int32, _ protection: Int32
  ) -> UnsafeMutableRawBufferPointer? {
    guard let start = unsafe mmap(nil, size, protection, flags, number, 0),
      unsafe start != UnsafeMutableRawPointer(bitPattern: -1)
    else { return nil }
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  private static func fill(
    _ memory: UnsafeMutableRawBufferPointer, from file: borrowing FileDescriptor
  ) throws(SystemError) {
    var count = 0
    while count < memory.count {
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
      let more = retryingOnInterrupt {
        unsafe read(file.number, room.baseAddress, room.count)
      }
      if more == 0 { return }
      guard more > 0 else { throw SystemError(.read, file.path, code: Int32(-more)) }
      count += more
    }
  }

  /// Calls `body` with the file as 32-bit words in the byte order of this machine. Bytes that are missing in
  /// the last word are 0, because memory consists of whole pages.
  func withWords<Result, Failure: Error>(
    _ body: (Span<UInt32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let words = unsafe UnsafeBufferPointer(
      start: memory.baseAddress?.assumingMemoryBound(to: UInt32.self),
      count: (memory.count + 3) / 4)
    return try body(unsafe Span(_unsafeElements: words))
  }
}
