import Glibc
import SocketInspector

/// The program's output, and how it ends.
struct StandardOutput: Sendable {
  private let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  static let output = StandardOutput(descriptor: STDOUT_FILENO)
  static let error = StandardOutput(descriptor: STDERR_FILENO)

  /// Makes writing to a pipe without a reader an error like others, instead of the end.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Makes sure that nothing which is opened gets the number of a standard descriptor that is closed:
  /// it would be written to.
  static func holdClosedDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Writes all of the bytes, waiting where the other side is slow.
  ///
  /// - Throws: ``SystemError`` with `write`.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let rest = bytes.extracting(start..<bytes.count)
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if count > 0 {
        start += count
        continue
      }
      switch count == 0 ? ENOSPC : errno {  // nothing was taken, and nothing would be
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case let code:
        throw SystemError(.write, name, code: code)
      }
    }
  }

  private var name: String {
    descriptor == STDOUT_FILENO ? "standard output" : "standard error"
  }

  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    unsafe poll(&request, 1, -1)
  }
}

extension SystemError {
  /// Whether the reader of a pipe went away.
  var isBrokenPipe: Bool { operation == .write && code == EPIPE }
}

/// How the program ends.
enum ExitStatus: Int32 {
  /// At least one socket matched, or a plain listing was printed.
  case success = 0
  /// A selector or filter was given and nothing matched.
  case noMatch = 1
  /// The command line was wrong.
  case usage = 2
  /// Owners were asked for and could not be seen.
  case denied = 3
  /// The kernel's tables could not be read, or the output not be written.
  case failure = 4

  func exit() -> Never { Glibc.exit(rawValue) }
}
