import Glibc

/// An open file, closed by `deinit`.
struct FileDescriptor: ~Copyable, Sendable {
  let number: Int32
  /// The name for error messages.
  let path: String

  /// Opens a file for reading.
  ///
  /// - Parameters:
  ///   - name: A path, relative to `directory`.
  ///   - directory: The descriptor of an open directory, or `AT_FDCWD`.
  ///   - path: The name for error messages.
  /// - Throws: ``SystemError`` with `open`.
  init(_ name: String, in directory: Int32, path: String, flags: Int32 = 0) throws(SystemError) {
    let number = retryingOnInterrupt {
      unsafe name.withCString { name in
        // O_NONBLOCK, because opening a FIFO would wait for a writer: a recording may contain one.
        unsafe openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags)
      }
    }
    guard number >= 0 else { throw SystemError(.open, path, code: -number) }
    self.number = number
    self.path = path
  }

  /// Takes a descriptor that was opened elsewhere.
  ///
  /// - Parameters:
  ///   - number: The descriptor, which this value closes.
  ///   - path: The name for error messages.
  init(taking number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  /// The status of the file: fstat(2).
  ///
  /// - Throws: ``SystemError`` with `read`.
  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    let code = retryingOnInterrupt { unsafe fstat(number, &status) }
    if code < 0 { throw SystemError(.read, path, code: -code) }
    return FileStatus(status)
  }

  /// Reads into a buffer, beginning at the index `start`.
  ///
  /// - Parameter limit: The maximum number of bytes to read.
  /// - Returns: The number of bytes that were read; 0 at the end of the file.
  /// - Throws: ``SystemError`` with `read`.
  func read(
    into buffer: inout [UInt8], from start: Int, limit: Int = .max
  ) throws(SystemError) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...].prefix(limit))
      return retryingOnInterrupt {
        unsafe Glibc.read(number, room.baseAddress, room.count)
      }
    }
    guard count >= 0 else { throw SystemError(.read, path, code: Int32(-count)) }
    return count
  }
}
