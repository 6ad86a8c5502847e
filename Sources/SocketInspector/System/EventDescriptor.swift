internal import CLinux
import Glibc

/// A descriptor that wakes threads which wait for it in poll(2): eventfd(2).
struct EventDescriptor: ~Copyable, Sendable {
  /// The descriptor: readable after ``signal()`` until ``clear()``.
  let number: Int32

  /// - Throws: ``SystemError`` with `open`, if a limit on open files or memory was reached.
  init() throws(SystemError) {
    let number = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard number >= 0 else { throw SystemError(.open, "an event descriptor", code: errno) }
    self.number = number
  }

  deinit { close(number) }

  func signal() {
    var one: UInt64 = 1
    _ = unsafe write(number, &one, MemoryLayout<UInt64>.size)
  }

  func clear() {
    var count: UInt64 = 0
    _ = unsafe read(number, &count, MemoryLayout<UInt64>.size)
  }
}

/// Waits until a descriptor is readable: poll(2).
///
/// - Parameters:
///   - descriptors: The descriptors to wait for.
///   - milliseconds: The longest time to wait; -1 for no limit.
/// - Returns: Whether each is readable, or has an error or the end to report; nil if waiting fails.
func waitForInput(_ descriptors: [Int32], milliseconds: Int32) -> [Bool]? {
  var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  let count = retryingOnInterrupt {
    unsafe requests.withUnsafeMutableBufferPointer { requests in
      unsafe poll(requests.baseAddress, nfds_t(requests.count), milliseconds)
    }
  }
  return count < 0 ? nil : requests.map { $0.revents != 0 }
}
