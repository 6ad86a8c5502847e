import Glibc

extension FileDescriptor {
  /// A socket that is not used.
  ///
  /// - Throws: ``SystemError`` with `open`.
  static func unusedSocket() throws(SystemError) -> FileDescriptor {
    let number = retryingOnInterrupt {
      socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }
    guard number >= 0 else { throw SystemError(.open, "a unix socket", code: -number) }
    return FileDescriptor(adopting: number, path: "a unix socket")
  }
}
