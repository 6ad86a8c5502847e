import Foundation

/// A thread with a descriptor table of its own, which contains a listener that the rest of the
/// process does not have open.
public final class ThreadWithOwnDescriptors: @unchecked Sendable {
  private typealias CloseRange = @convention(c) (UInt32, UInt32, Int32) -> Int32

  /// `close_range` of glibc 2.34 and later, which Swift's Glibc module lacks.
  private static var closeRange: CloseRange? {
    dlopen(nil, RTLD_NOW).flatMap { dlsym($0, "close_range") }
      .map { unsafeBitCast($0, to: CloseRange.self) }
  }

  /// Whether the system call exists: since Linux 5.9. The test call closes nothing.
  public static var isPossible: Bool {
    closeRange.map { $0(.max, .max, 0) == 0 } ?? false
  }

  private let ready = DispatchSemaphore(value: 0)
  private let mayEnd = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private var result: Result<(inode: UInt64, port: UInt16, fd: Int32), any Error>?

  public private(set) var inode: UInt64 = 0
  public private(set) var port: UInt16 = 0
  public private(set) var fd: Int32 = -1

  public init() throws {
    let thread = Thread { [self] in run() }
    thread.start()
    ready.wait()
    guard let result else { throw TimedOut(description: "the thread's socket") }
    (inode, port, fd) = try result.get()
  }

  private func run() {
    result = Result {
      // CLOSE_RANGE_UNSHARE: a table of its own, without copies of the descriptors of other tests,
      // which would stay open in it.
      guard Self.closeRange?(3, .max, 1 << 1) == 0 else {
        throw TimedOut(description: "close_range")
      }
      return try listen()
    }
    ready.signal()
    mayEnd.wait()
    ended.signal()
  }

  private func listen() throws -> (inode: UInt64, port: UInt16, fd: Int32) {
    let listener = try LiveSocket.listener()
    // A number that the process does not use.
    let number = fcntl(listener.fd, F_DUPFD_CLOEXEC, 700)
    var status = stat()
    guard number >= 0, fstat(number, &status) == 0 else {
      throw TimedOut(description: "a descriptor of the thread's own")
    }
    return (UInt64(status.st_ino), try listener.port, number)
  }

  /// Ends the thread. The kernel closes its descriptors.
  public func end() {
    mayEnd.signal()
    ended.wait()
  }
}
