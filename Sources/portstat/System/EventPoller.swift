internal import CLinux
import Glibc
import SocketInspector

/// Waits for keys, signals, a deadline, and the end of the output's reader.
///
/// Signals are read from a descriptor, see signalfd(2), so that no work is done in signal handlers.
struct EventPoller: ~Copyable {
  enum Event: Equatable {
    /// The deadline has passed.
    case timeout
    case keys([UInt8])
    /// The terminal's size changed.
    case resize
    /// Ctrl-Z.
    case stop
    /// SIGCONT: the program continues after a stop.
    case resume
    /// The program has to end: a signal arrived, or the terminal or the reader is gone.
    case terminate
  }

  /// Signals that do not end a program by default, see signal(7), and those that report a fault in the
  /// program itself, which a descriptor cannot deliver. All others are read from the descriptor, including
  /// the real-time signals, and 32 and 33, which the C library reserves for pthread_cancel(3) and setuid(2):
  /// portstat uses neither.
  private static let excludedSignals: Set<Int32> = [
    SIGKILL, SIGSTOP, SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH,
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS,
  ]

  /// The signals that end a program by default. A signal that was already ignored when the program started
  /// stays ignored: nohup(1) and shells without job control rely on it.
  private static var terminatingSignals: [Int32] {
    (1...__libc_current_sigrtmax()).filter { !excludedSignals.contains($0) && !isIgnored($0) }
  }

  /// The signals that end this program.
  private let terminatingSignals: [Int32]
  /// The descriptor to read signals from, see signalfd(2).
  let signalDescriptor: Int32
  /// The descriptor to read keys from; -1 for none, which poll(2) ignores.
  private let keyDescriptor: Int32

  /// Blocks the signals and opens a descriptor for them. Call it before a thread is started, which inherits
  /// the blocked signals, and before the terminal is changed, because a signal in between would leave it
  /// changed.
  ///
  /// - Parameter descriptor: The descriptor to read keys from; nil for an action without a screen, which
  ///   leaves SIGTSTP and SIGCONT to the kernel.
  /// - Throws: ``SystemError`` with `wait for` if signals cannot be read from a descriptor. Without them, the
  ///   program could not be ended.
  init(keysFrom descriptor: Int32?) throws(SystemError) {
    terminatingSignals = Self.terminatingSignals
    var signals = terminatingSignals
    if descriptor != nil {
      signals += [SIGWINCH, SIGCONT] + (Self.isIgnored(SIGTSTP) ? [] : [SIGTSTP])
    }
    var set = Self.set(signals)
    let number = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
    guard number >= 0 else { throw SystemError(.wait, "signals", code: errno) }
    _ = unsafe linux_sigmask(SIG_BLOCK, &set, nil)
    signalDescriptor = number
    keyDescriptor = descriptor ?? -1
  }

  /// Closes the descriptor. The signals stay blocked, so that none ends the program while it restores the
  /// terminal.
  deinit { close(signalDescriptor) }

  /// Unblocks the signals, so that they can end a write that blocks after the terminal is restored.
  static func unblockSignals() {
    var set = set(terminatingSignals)
    _ = unsafe linux_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Waits for the next event.
  ///
  /// - Parameters:
  ///   - deadline: The time to stop waiting; nil for no limit.
  ///   - descriptor: Waiting also ends if this descriptor is readable, as at the deadline; nil for none.
  /// - Throws: ``SystemError`` with `wait for`.
  func wait(
    until deadline: MonotonicTime?, orReadable descriptor: Int32? = nil
  ) throws(SystemError) -> Event {
    while true {
      var requests = [
        pollfd(fd: signalDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: keyDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      let timeout = deadline.map { $0.millisecondsFromNow } ?? -1
      let count = unsafe requests.withUnsafeMutableBufferPointer { requests in
        unsafe poll(requests.baseAddress, nfds_t(requests.count), timeout)
      }
      if count == 0 { return .timeout }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(.wait, "signals", code: errno)
      }
      if requests[0].revents != 0, let event = readSignals() { return event }
      if requests[1].revents != 0 { return readKeys() }
      if requests[2].revents & Self.closedByReader != 0 { return .terminate }
      if requests[3].revents != 0 { return .timeout }
    }
  }

  /// Whether the reader of standard output has closed it.
  var isReaderGone: Bool {
    var request = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return unsafe poll(&request, 1, 0) == 1
      && request.revents & Self.closedByReader != 0
  }

  /// What poll(2) returns for standard output if its reader has closed it.
  private static let closedByReader = Int16(POLLERR | POLLHUP | POLLNVAL)

  /// Whether a signal that ends the program is pending. The next wait returns it.
  var isTerminationPending: Bool {
    var pending = sigset_t()
    unsafe sigpending(&pending)
    return terminatingSignals.contains { unsafe sigismember(&pending, $0) == 1 }
  }

  /// Stops the program until SIGCONT, as Ctrl-Z does. Does nothing if SIGCONT is already pending, and in an
  /// orphaned process group, where the kernel ignores the signal too.
  func stopProgram() {
    var pending = sigset_t()
    unsafe sigpending(&pending)
    if unsafe sigismember(&pending, SIGCONT) == 1 { return }
    _ = stop(by: SIGTSTP)
  }

  /// Stops the program with SIGTTOU, as the kernel does if a background program changes the terminal.
  ///
  /// - Returns: Whether the program was stopped and has been resumed.
  func stopInBackground() -> Bool { stop(by: SIGTTOU) }

  private func stop(by signal: Int32) -> Bool {
    var (set, old) = (Self.set([signal]), sigset_t())
    raise(signal)
    _ = unsafe linux_sigmask(SIG_UNBLOCK, &set, &old)
    _ = unsafe linux_sigmask(SIG_SETMASK, &old, nil)
    // Consume SIGCONT, so that the next wait does not return `.resume` too.
    var (resume, noTime) = (Self.set([SIGCONT]), timespec())
    return unsafe sigtimedwait(&resume, nil, &noTime) == SIGCONT
  }

  /// Reads all pending signals. Of SIGTSTP and SIGCONT, the last one counts.
  private func readSignals() -> Event? {
    var event: Event?
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while unsafe read(signalDescriptor, &information, size) == size {
      switch Int32(information.ssi_signo) {
      case SIGWINCH: event = event ?? .resize
      case SIGTSTP: event = .stop
      case SIGCONT: event = .resume
      default: return .terminate
      }
    }
    return event
  }

  private func readKeys() -> Event {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe read(keyDescriptor, bytes.baseAddress, bytes.count)
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return .keys([]) }
    return count > 0 ? .keys(Array(bytes[..<count])) : .terminate
  }

  /// Reads more keys, if they arrive within some milliseconds and before a signal.
  func moreKeys(within milliseconds: Int32) -> [UInt8] {
    var requests = [
      pollfd(fd: signalDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: keyDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe requests.withUnsafeMutableBufferPointer { requests in
      unsafe poll(requests.baseAddress, nfds_t(requests.count), milliseconds)
    }
    guard count > 0, requests[0].revents == 0, case .keys(let bytes) = readKeys() else { return [] }
    return bytes
  }

  private static func set(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe linux_sigaddset(&set, signal) }
    return set
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    let ignore = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignore
  }
}
