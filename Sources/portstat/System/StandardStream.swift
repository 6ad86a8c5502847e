internal import CLinux
import Glibc
import SocketInspector

/// Standard output or standard error.
struct StandardStream: Sendable {
  /// How long a write waits for the other side.
  private enum Patience: Sendable {
    /// Wait without limit; signals are not blocked.
    case unlimited
    /// Until a signal can be read from this descriptor, see signalfd(2).
    case untilSignal(Int32)
    /// In all, however much the other side takes meanwhile.
    case milliseconds(Int32)
  }

  private let descriptor: Int32
  /// Name in error messages.
  private let name: String
  private var patience = Patience.unlimited
  private var isSocket = false
  /// Whether the descriptor was opened for this output alone, so that its flags are its own.
  private var isReopened = false
  /// The most bytes that one system call may write; nil for no limit. Pipes take PIPE_BUF bytes whole or
  /// not at all, see pipe(7).
  private var longestPiece: Int?

  init(descriptor: Int32) {
    self.init(descriptor: descriptor, name: "standard output")
  }

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  static let output = StandardStream(descriptor: STDOUT_FILENO)
  static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  /// Ignores the signals that end a program whose write fails: SIGPIPE, for a pipe without a reader,
  /// and SIGXFSZ, for a file that exceeds the limit (`ulimit -f`). write(2) then returns an error.
  static func makeFailedWritesErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
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
  /// - Throws: ``SystemError`` with `write`: `EINTR` if a signal ended the wait, `EAGAIN` if the
  ///   other side took too long. Pipes and sockets then have the bytes up to the end of a line,
  ///   unless a line is longer than 4,096 bytes.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    let deadline = deadline
    var start = 0
    while start < bytes.count {
      try waitUntilWritable(deadline)
      let rest = bytes.extracting(start..<bytes.count)
      let count = writeOnce(rest.extracting(0..<pieceLength(rest)))
      if count > 0 {
        start += count
        continue
      }
      switch count == 0 ? ENOSPC : errno {  // nothing was taken, and nothing would be
      case EINTR: continue
      case EAGAIN: try waitAfterRefusal(deadline)
      case let code:
        throw SystemError(.write, name, code: code)
      }
    }
  }

  private func writeOnce(_ bytes: Span<UInt8>) -> Int {
    unsafe bytes.withUnsafeBytes { bytes in
      if isSocket {
        return unsafe send(
          descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
      }
      if mayBlock {
        let count = unsafe linux_write_nowait(descriptor, bytes.baseAddress, bytes.count)
        if count >= 0 || errno != EOPNOTSUPP && errno != ENOSYS { return count }
      }
      return unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    }
  }

  /// Whether a write to a pipe may wait although poll(2) said that it would not: another program may
  /// have filled the pipe since.
  private var mayBlock: Bool {
    if case .unlimited = patience { return false }
    return !isReopened
  }

  /// How much to write at once: whole lines, if any fits.
  private func pieceLength(_ bytes: Span<UInt8>) -> Int {
    guard let longestPiece, bytes.count > longestPiece else { return bytes.count }
    var end = longestPiece
    while end > 0, bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end > 0 ? end : longestPiece
  }

  /// When a write that begins now has to end; nil for never.
  private var deadline: MonotonicTime? {
    guard case .milliseconds(let count) = patience else { return nil }
    return .now.adding(seconds: Double(count) / 1000)
  }

  private func waitUntilWritable(_ deadline: MonotonicTime?) throws(SystemError) {
    var requests = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
    switch patience {
    case .unlimited: return
    case .untilSignal(let signals):
      requests.append(pollfd(fd: signals, events: Int16(POLLIN), revents: 0))
    case .milliseconds: break
    }
    while true {
      let timeout = deadline?.millisecondsFromNow ?? -1
      let count = unsafe requests.withUnsafeMutableBufferPointer { requests in
        unsafe poll(requests.baseAddress, nfds_t(requests.count), timeout)
      }
      // An error of the output is writable too: the write reports it.
      if requests[0].revents != 0 { return }
      if count < 0, errno == EINTR { continue }
      throw SystemError(.write, name, code: count < 0 ? errno : count == 0 ? EAGAIN : EINTR)
    }
  }

  /// Waits after a write took nothing. A terminal with room for one byte is writable, but refuses a
  /// newline, which takes two bytes there: the pause keeps the program from spinning meanwhile.
  private func waitAfterRefusal(_ deadline: MonotonicTime?) throws(SystemError) {
    switch patience {
    case .unlimited:
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      unsafe poll(&request, 1, -1)
    case .untilSignal(let signals):
      var request = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&request, 1, 1) > 0 { throw SystemError(.write, name, code: EINTR) }
    case .milliseconds:
      usleep(1000)
      if let deadline, deadline <= .now { throw SystemError(.write, name, code: EAGAIN) }
    }
  }
}

// MARK: Writing while signals are blocked

extension StandardStream {
  /// The same output, for a program whose signals come through a descriptor: a write to an output
  /// that takes nothing ends when a signal arrives.
  func interrupted(by poller: borrowing EventPoller) -> StandardStream {
    withoutBlocking(.untilSignal(poller.signalDescriptor))
  }

  /// The same output for what may be written later instead: a write ends after some milliseconds
  /// unless the output takes all of it by then.
  func limited(milliseconds: Int32) -> StandardStream {
    withoutBlocking(.milliseconds(milliseconds))
  }

  /// A write(2) that blocks cannot be ended while signals are blocked. O_NONBLOCK on the descriptor
  /// itself would change it for the shell and every other program that has the same output, so the
  /// pipe or terminal is opened again, which gives flags of its own; a socket has MSG_DONTWAIT.
  /// The reopened descriptor stays open until exit. If reopening fails, poll(2) and small pieces are
  /// used, and since Linux 6.4 a write that does not wait: before, a pipe blocks if another program
  /// fills it between the two calls. A terminal is
  /// writable as soon as it has room for one byte, and a longer write blocks until it has room for
  /// all: there, bytes are written singly.
  private func withoutBlocking(_ patience: Patience) -> StandardStream {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return self }
    let isTerminal = isatty(descriptor) == 1
    let kind = status.st_mode & S_IFMT
    guard isTerminal || kind == S_IFIFO || kind == S_IFSOCK else { return self }
    var other = self
    if kind != S_IFSOCK, !isReopened, let again = openAgain(isTerminal) {
      other = StandardStream(descriptor: again, name: name)
      other.isReopened = true
    }
    other.patience = patience
    other.isSocket = kind == S_IFSOCK
    if isTerminal {
      other.longestPiece = other.isReopened ? nil : 1
    } else {
      other.longestPiece = Int(PIPE_BUF)
    }
    return other
  }

  private func openAgain(_ isTerminal: Bool) -> Int32? {
    // Do not gain write access to a descriptor opened for reading.
    guard fcntl(descriptor, F_GETFL) & O_ACCMODE != O_RDONLY else { return nil }
    let flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let again = unsafe open("/proc/self/fd/\(descriptor)", flags)
    if again >= 0 { return again }
    // After su(1) the terminal's file belongs to another user; this one is open to everybody.
    guard isTerminal, tcgetsid(descriptor) == getsid(0) else { return nil }
    let controlling = unsafe open("/dev/tty", flags)
    return controlling >= 0 ? controlling : nil
  }

  /// For crash handlers, which must not block.
  var descriptorForHandlers: Int32 { descriptor }
}

extension SystemError {
  /// Whether the reader of a pipe went away.
  var isBrokenPipe: Bool { operation == .write && code == EPIPE }

  /// Whether a signal ended a write that had to wait: the signal is still to be read.
  var isInterrupted: Bool { operation == .write && code == EINTR }

  /// Whether the output took nothing for too long.
  var isTimeout: Bool { operation == .write && code == EAGAIN }
}
