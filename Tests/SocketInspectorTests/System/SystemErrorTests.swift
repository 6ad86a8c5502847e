import Foundation
import Testing

@testable import SocketInspector

@Suite struct SystemErrorTests {
  /// The message would not say which operation failed, on which file, and why.
  @Test(
    arguments: [
      (.open, "/proc/net/tcp", EACCES, "cannot open /proc/net/tcp: Permission denied"),
      (.read, "/proc/7/exe", ESRCH, "cannot read /proc/7/exe: No such process"),
      (.list, "/proc", ENOENT, "cannot list /proc: No such file or directory"),
      (.write, "standard output", ENOSPC, "cannot write standard output: No space left on device"),
      (.wait, "a key", EBADF, "cannot wait for a key: Bad file descriptor"),
      (
        .open, "/proc", EMFILE,
        "cannot open /proc: Too many open files; raise the limit with ulimit -n"
      ),
    ] as [(SystemError.Operation, String, Int32, String)])
  func theTextNamesTheOperationTheFileAndTheCause(
    operation: SystemError.Operation, path: String, code: Int32, expected: String
  ) {
    #expect(SystemError(operation, path, code: code).description == expected)
  }

  /// A process that has ended would be reported as denied, or an unreadable one would be ignored.
  @Test(
    arguments: [
      (ENOENT, true, false), (ESRCH, true, false), (ENOTDIR, true, false), (EACCES, false, true),
      (EPERM, false, true), (EIO, false, false), (EMFILE, false, false), (ELOOP, false, false),
    ] as [(Int32, Bool, Bool)])
  func goneAndDeniedAreDifferent(code: Int32, isGone: Bool, isDenied: Bool) {
    let error = SystemError(.open, "x", code: code)
    #expect(error.isGone == isGone)
    #expect(error.isDenied == isDenied)
  }

  /// A file that a limit kept from being opened would be called gone or denied, without the advice
  /// to raise the limit.
  @Test(
    arguments: [
      (EMFILE, true), (ENFILE, true), (ENOMEM, true), (ENOBUFS, true), (EACCES, false),
      (ENOENT, false), (EIO, false), (EAGAIN, false),
    ] as [(Int32, Bool)])
  func limitsAreDistinguishedFromOtherErrors(code: Int32, isLimit: Bool) {
    #expect(SystemError(.open, "x", code: code).isLimit == isLimit)
  }

  /// A signal during a read would lose the rest of a table.
  @Test func interruptedCallsAreRepeated() {
    var codes = [EINTR, EINTR, EIO]
    let failed: Int = retryingOnInterrupt {
      errno = codes.removeFirst()
      return -1
    }
    #expect(failed == -Int(EIO))
    #expect(codes.isEmpty)
    #expect(retryingOnInterrupt { 7 } == 7)
    #expect(retryingOnInterrupt { 0 } == 0)
  }
}
