internal import CLinux
import Glibc
import SocketInspector

/// Standard output or standard error.
struct StandardStream: Sendable {
  /// How long a write waits for the reader.
  private enum WaitLimit: Sendable {
    /// Without limit. Signals are not blocked, so they can end the program meanwhile.
    case unlimited
    /// Until a signal can be read from a descriptor, see signalfd(2).
    case untilSignal(Int32)
    /// For a whole write, however much the reader accepts meanwhile.
    case milliseconds(Int32)
  }

  private let descriptor: Int32
  /// The name for error messages.
  private let name: String
  private var waitLimit = WaitLimit.unlimited
  private var isSocket = false
  /// Whether the descriptor was opened again, so that its flags are not shared with other programs.
  private var isReopened = false
  /// The maximum number of bytes per system call; nil for no limit. A pipe accepts up to PIPE_BUF bytes
  /// (4,096) either as a whole or not at all, see pipe(7).
  private var maxWriteLength: Int?

  init(descriptor: Int32) {
    self.init(descriptor: descriptor, name: "standard output")
  }

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  static let output = StandardStream(descriptor: STDOUT_FILENO)
  static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  /// Makes failed writes return an error instead of ending the program. Ignores SIGPIPE, for a pipe without a
  /// reader, and SIGXFSZ, for a file that exceeds the limit (`ulimit -f`).
  static func ignoreWriteSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Opens `/dev/null` in place of standard descriptors that are closed. Otherwise, the next file that is
  /// opened would get such a number, and output would be written to it.
  static func fillClosedStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Writes all bytes, waiting for the reader if necessary.
  ///
  /// - Throws: ``SystemError`` with `write`: `EINTR` if a signal ended the wait, `EAGAIN` if the reader took
  ///   too long. A pipe or socket has then received whole lines, unless a line is longer than 4,096 bytes.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    let deadline = deadline
    var start = 0
    while start < bytes.count {
      try waitUntilWritable(deadline)
      let rest = bytes.extracting(start..<bytes.count)
      let count = writeOnce(rest.extracting(0..<writeLength(rest)))
      if count > 0 {
        start += count
        continue
      }
      // If write(2) returns 0, trying again would loop forever.
      switch count == 0 ? ENOSPC : errno {
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

  /// Whether a write may block although poll(2) reported that it would not, because another program may have
  /// filled the pipe since.
  private var mayBlock: Bool {
    if case .unlimited = waitLimit { return false }
    return !isReopened
  }

  /// The number of bytes to write at once: whole lines, if at least one fits.
  private func writeLength(_ bytes: Span<UInt8>) -> Int {
    guard let maxWriteLength, bytes.count > maxWriteLength else { return bytes.count }
    var end = maxWriteLength
    while end > 0, bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end > 0 ? end : maxWriteLength
  }

  /// The time at which a write that begins now has to end; nil for no limit.
  private var deadline: MonotonicTime? {
    guard case .milliseconds(let count) = waitLimit else { return nil }
    return .now.adding(seconds: Double(count) / 1000)
  }

  private func waitUntilWritable(_ deadline: MonotonicTime?) throws(SystemError) {
    var requests = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
    switch waitLimit {
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
      // Also if the output has an error, which the write then reports.
      if requests[0].revents != 0 { return }
      if count < 0, errno == EINTR { continue }
      throw SystemError(.write, name, code: count < 0 ? errno : count == 0 ? EAGAIN : EINTR)
    }
  }

  /// Waits after a write that accepted nothing although poll(2) reported the output as writable. A terminal
  /// with room for one byte does not accept a newline, which takes two bytes there. The pause prevents busy
  /// waiting.
  private func waitAfterRefusal(_ deadline: MonotonicTime?) throws(SystemError) {
    switch waitLimit {
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
  /// The same output, for a program that reads signals from a descriptor: a write that blocks ends when a
  /// signal arrives.
  func interruptible(by poller: borrowing EventPoller) -> StandardStream {
    withoutBlocking(.untilSignal(poller.signalDescriptor))
  }

  /// The same output with a time limit: a write fails if the output does not accept all of it within some
  /// milliseconds.
  func limited(milliseconds: Int32) -> StandardStream {
    withoutBlocking(.milliseconds(milliseconds))
  }

  /// The same output, with writes that do not block longer than `waitLimit` allows.
  ///
  /// A write(2) that blocks cannot be ended while signals are blocked. O_NONBLOCK on the descriptor itself
  /// would affect the shell and every other program with the same output. So the pipe or terminal is opened
  /// again, which gives the descriptor separate flags; for a socket, there is MSG_DONTWAIT. The reopened
  /// descriptor stays open until exit.
  ///
  /// If reopening fails, poll(2) comes before each write, and writes are small. Since Linux 6.4, RWF_NOWAIT
  /// in pwritev2(2) works for pipes; on older kernels, a write blocks if another program fills the pipe after
  /// poll(2). A terminal is writable as soon as it has room for one byte, and a longer write blocks until it
  /// has room for all, so bytes are written one at a time there.
  private func withoutBlocking(_ waitLimit: WaitLimit) -> StandardStream {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return self }
    let isTerminal = isatty(descriptor) == 1
    let kind = status.st_mode & S_IFMT
    guard isTerminal || kind == S_IFIFO || kind == S_IFSOCK else { return self }
    var other = self
    if kind != S_IFSOCK, !isReopened, let reopened = reopen(isTerminal) {
      other = StandardStream(descriptor: reopened, name: name)
      other.isReopened = true
    }
    other.waitLimit = waitLimit
    other.isSocket = kind == S_IFSOCK
    if isTerminal {
      other.maxWriteLength = other.isReopened ? nil : 1
    } else {
      other.maxWriteLength = Int(PIPE_BUF)
    }
    return other
  }

  private func reopen(_ isTerminal: Bool) -> Int32? {
    // Opening it again must not give write access to an output that was opened for reading.
    guard fcntl(descriptor, F_GETFL) & O_ACCMODE != O_RDONLY else { return nil }
    let flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let reopened = unsafe open("/proc/self/fd/\(descriptor)", flags)
    if reopened >= 0 { return reopened }
    // After su(1), the terminal device belongs to another user, but everybody may open /dev/tty.
    guard isTerminal, tcgetsid(descriptor) == getsid(0) else { return nil }
    let controlling = unsafe open("/dev/tty", flags)
    return controlling >= 0 ? controlling : nil
  }

  /// The descriptor, for signal handlers, which call write(2) themselves.
  var descriptorForHandlers: Int32 { descriptor }
}

extension SystemError {
  /// Whether the reader of a pipe closed it.
  var isBrokenPipe: Bool { operation == .write && code == EPIPE }

  /// Whether a signal ended a write that blocked. The signal is still pending.
  var isInterrupted: Bool { operation == .write && code == EINTR }

  /// Whether a write exceeded its time limit.
  var isTimeout: Bool { operation == .write && code == EAGAIN }
}
