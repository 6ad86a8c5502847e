internal import CLinux
import Glibc

/// A socket to the kernel's sock_diag(7), which tells of the sockets in the network namespace that
/// this thread is in.
struct NetlinkSocket: ~Copyable {
  /// Room for one answer, in bytes: the kernel makes them of 32 KiB at most.
  static let longestAnswer = 65_536

  private let number: Int32
  private let name: String

  /// - Parameter name: What is asked for, for error messages.
  /// - Throws: ``SystemError`` with `read` where the kernel or a sandbox does not allow it.
  init(readingFrom name: String) throws(SystemError) {
    let number = retryingOnInterrupt {
      socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_SOCK_DIAG)
    }
    guard number >= 0 else { throw SystemError(.read, name, code: -number) }
    self.number = number
    self.name = name
  }

  deinit { close(number) }

  /// - Throws: ``SystemError`` with `read`.
  func send(_ request: [UInt8]) throws(SystemError) {
    let count = unsafe request.withUnsafeBytes { bytes in
      retryingOnInterrupt { unsafe Glibc.send(number, bytes.baseAddress, bytes.count, 0) }
    }
    if count < 0 { throw SystemError(.read, name, code: Int32(-count)) }
    if count != request.count { throw malformedAnswer }
  }

  /// Receives the next part of an answer.
  ///
  /// - Parameter buffer: ``longestAnswer`` bytes.
  /// - Returns: How many bytes came; 0 at the end, which the kernel never gives.
  /// - Throws: ``SystemError`` with `read`, also for a part that did not fit.
  func receive(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      retryingOnInterrupt {
        unsafe recv(number, bytes.baseAddress, bytes.count, Int32(MSG_TRUNC))
      }
    }
    guard count >= 0 else { throw SystemError(.read, name, code: Int32(-count)) }
    if count > buffer.count { throw malformedAnswer }
    return count
  }

  /// What to say of an answer that has not the form which the kernel gives it.
  var malformedAnswer: SystemError { refusal(EBADMSG) }

  /// What to say when the kernel answers with an error.
  func refusal(_ code: Int32) -> SystemError { SystemError(.read, name, code: code) }
}
