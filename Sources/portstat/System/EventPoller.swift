internal import CLinux
import Glibc
import SocketInspector

/// Waits for whatever comes first: a key, a signal, the end of a reader, or the time.
///
/// Signals come through a descriptor, so nothing is done in a signal handler.
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
    /// The program has to end: a signal, or the terminal or the reader is gone.
    case terminate
  }

  /// Signals that do not end a program, by signal(7), and those that report a fault in the program
  /// itself, which no descriptor can deliver. All others are taken, the real-time signals included, and
  /// 32 and 33, which the C library reserves for thread cancellation and setuid(2): neither is used.
  private static let passedOver: Set<Int32> = [
    SIGKILL, SIGSTOP, SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH,
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS,
  ]

  /// Those that end a program by default. A signal that the program was started to ignore stays
  /// ignored: nohup(1) and shells without job control rely on it.
  private static var ending: [Int32] {
    (1...__libc_current_sigrtmax()).filter { !passedOver.contains($0) && !isIgnored($0) }
  }

  /// Those of the signals that end the program.
  private let ending: [Int32]
  /// Where signals come in, by signalfd(2).
  let signalDescriptor: Int32
  /// Where keys come from; -1 for nowhere.
  private let keyDescriptor: Int32

  /// Takes the signals away from their handlers. Call it before a thread is started, and before the
  /// terminal is changed: a signal that came between would leave it changed.
  ///
  /// - Parameter descriptor: Where keys come from; nil for a program without a screen, which leaves
  ///   SIGTSTP and SIGCONT to the kernel.
  /// - Throws: ``SystemError`` with `wait for` when signals cannot be had that way: without them
  ///   the program could not be ended.
  init(keysFrom descriptor: Int32?) throws(SystemError) {
    ending = Self.ending
    var signals = ending
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

  /// The signals stay blocked, so that none of them ends the program while it puts the terminal back.
  deinit { close(signalDescriptor) }

  /// Unblocks the signals, so that they can end a blocking write after the terminal is restored.
  static func releaseSignals() {
    var set = set(ending)
    _ = unsafe linux_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Waits.
  ///
  /// - Parameter deadline: By ``MonotonicTime``; nil for no limit.
  /// - Throws: ``SystemError`` with `wait for`.
  func wait(until deadline: MonotonicTime?) throws(SystemError) -> Event {
    while true {
      var requests = [
        pollfd(fd: signalDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: keyDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
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
      if requests[2].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { return .terminate }
    }
  }

  /// Whether a signal has arrived that ends the program. The next wait returns it.
  var isEnding: Bool {
    var pending = sigset_t()
    unsafe sigpending(&pending)
    return ending.contains { unsafe sigismember(&pending, $0) == 1 }
  }

  /// Stops the program as Ctrl-Z does, until SIGCONT; does nothing in an orphaned process group,
  /// like the kernel. Also does nothing if SIGCONT is already pending.
  func stopProgram() {
    var pending = sigset_t()
    unsafe sigpending(&pending)
    if unsafe sigismember(&pending, SIGCONT) == 1 { return }
    _ = stop(by: SIGTSTP)
  }

  /// Stops the program as the kernel stops one that uses the terminal in the background.
  ///
  /// - Returns: Whether it was stopped and has been resumed.
  func stopInBackground() -> Bool { stop(by: SIGTTOU) }

  private func stop(by signal: Int32) -> Bool {
    var (set, old) = (Self.set([signal]), sigset_t())
    raise(signal)
    _ = unsafe linux_sigmask(SIG_UNBLOCK, &set, &old)
    _ = unsafe linux_sigmask(SIG_SETMASK, &old, nil)
    // Taken here, so that the terminal is not taken twice.
    var (resume, noTime) = (Self.set([SIGCONT]), timespec())
    return unsafe sigtimedwait(&resume, nil, &noTime) == SIGCONT
  }

  /// Reads all signals that have arrived. The last of SIGTSTP and SIGCONT counts.
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

  /// More keys, if they come within some milliseconds and before a signal.
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
