import Foundation
import Testing

@testable import SocketInspector

@Suite struct SystemErrorTests {
  /// The text is all that a person gets when the kernel's tables cannot be read.
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
  func theTextSaysWhatFailedOnWhatAndWhy(
    operation: SystemError.Operation, path: String, code: Int32, expected: String
  ) {
    #expect(SystemError(operation, path, code: code).description == expected)
  }

  /// A process that went away is no missing right, and a missing right is no process that went
  /// away: the one is silent, the other makes a row `denied`.
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

  /// What a limit keeps from being read is neither gone nor denied, and is not to be called so.
  @Test(
    arguments: [
      (EMFILE, true), (ENFILE, true), (ENOMEM, true), (ENOBUFS, true), (EACCES, false),
      (ENOENT, false), (EIO, false), (EAGAIN, false),
    ] as [(Int32, Bool)])
  func limitsAreToldFromOtherErrors(code: Int32, isLimit: Bool) {
    #expect(SystemError(.open, "x", code: code).isLimit == isLimit)
  }

  /// A signal in the middle of a read must not lose the rest of a table.
  @Test func interruptedCallsAreCalledAgain() {
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
