internal import CLinux
import Glibc
import SocketInspector

/// A process that is referred to by a descriptor instead of its PID, so that a signal cannot reach
/// another process that got the same PID: pidfd_open(2), since Linux 5.3.
final class ProcessHandle: Sendable {
  let pid: Int32
  private let number: Int32

  /// Refers to the process that has a PID now.
  ///
  /// - Throws: ``SystemError`` with `open`; ``SystemError/isGone`` is true if there is no such process.
  init(_ pid: Int32) throws(SystemError) {
    let number = linux_pidfd_open(pid)
    guard number >= 0 else { throw SystemError(.open, "process \(pid)", code: errno) }
    self.pid = pid
    self.number = number
  }

  deinit { close(number) }

  /// Sends a signal: pidfd_send_signal(2).
  ///
  /// - Throws: ``SystemError`` with `signal`; ``SystemError/isGone`` is true if the process has ended.
  func send(_ signal: Signal) throws(SystemError) {
    if linux_pidfd_send_signal(number, signal.number) < 0 {
      throw SystemError(.signal, "process \(pid)", code: errno)
    }
  }

  /// Whether the process has ended.
  var hasEnded: Bool { !Self.ended(among: [self], before: .now).isEmpty }

  /// Waits until at least one of the processes has ended.
  ///
  /// - Returns: The PIDs of those that have ended; empty if none did before the deadline.
  static func ended(among handles: [ProcessHandle], before deadline: MonotonicTime) -> Set<Int32> {
    var requests = handles.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
    while true {
      let count = unsafe requests.withUnsafeMutableBufferPointer { requests in
        unsafe poll(requests.baseAddress, nfds_t(requests.count), deadline.millisecondsFromNow)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return [] }
      return Set(zip(handles, requests).lazy.filter { $1.revents != 0 }.map { $0.0.pid })
    }
  }
}
