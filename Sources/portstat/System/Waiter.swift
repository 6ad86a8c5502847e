internal import CLinux
import Glibc
import SocketInspector

/// Waits for whatever comes first: a key, a signal, the end of a reader, or the time.
///
/// Signals come through a descriptor, so nothing is done in a signal handler.
struct Waiter: ~Copyable {
  enum Event: Equatable {
    /// The time is over.
    case time
    case keys([UInt8])
    /// The terminal's size changed.
    case resize
    /// Ctrl-Z.
    case stop
    /// The program goes on after a stop.
    case resume
    /// The program has to end: a signal, or the terminal or the reader is gone.
    case end
  }

  /// Those that end a program by default, and those that the screen needs.
  private static let signals = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR,
    SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGWINCH, SIGTSTP, SIGCONT,
  ]

  private let signalDescriptor: Int32
  /// Where keys come from; -1 for nowhere.
  private let keyDescriptor: Int32

  /// Takes the signals away from their handlers. Call it before a thread is started.
  ///
  /// - Throws: ``SystemError`` with `wait for` when signals cannot be had that way: without them
  ///   nobody could end the program.
  init(keysFrom descriptor: Int32?) throws(SystemError) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in Self.signals { unsafe sigaddset(&set, signal) }
    let number = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
    guard number >= 0 else { throw SystemError(.wait, "signals", code: errno) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    signalDescriptor = number
    keyDescriptor = descriptor ?? -1
  }

  deinit { close(signalDescriptor) }

  /// Waits.
  ///
  /// - Parameter deadline: By ``MonotonicTime``; nil for ever.
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
      if count == 0 { return .time }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(.wait, "signals", code: errno)
      }
      if requests[0].revents != 0, let event = readSignal() { return event }
      if requests[1].revents != 0 { return readKeys() }
      if requests[2].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { return .end }
    }
  }

  /// Stops the program as Ctrl-Z does, until somebody lets it go on; does nothing where nobody can,
  /// as the kernel does: in a process group without a shell behind it.
  func stopProgram() {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTSTP)
    raise(SIGTSTP)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private func readSignal() -> Event? {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    guard unsafe read(signalDescriptor, &information, size) == size else { return nil }
    switch Int32(information.ssi_signo) {
    case SIGWINCH: return .resize
    case SIGTSTP: return .stop
    case SIGCONT: return .resume
    default: return .end
    }
  }

  private func readKeys() -> Event {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe read(keyDescriptor, bytes.baseAddress, bytes.count)
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return .keys([]) }
    return count > 0 ? .keys(Array(bytes[..<count])) : .end
  }
}

/// A moment by the clock that nobody sets: CLOCK_MONOTONIC.
struct MonotonicTime: Comparable {
  private var nanoseconds: Int64

  static var now: MonotonicTime {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  func adding(seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds + Int64(seconds * 1e9))
  }

  /// How long poll(2) has to wait: 0 when the moment is over.
  fileprivate var millisecondsFromNow: Int32 {
    let rest = nanoseconds - MonotonicTime.now.nanoseconds
    return Int32(clamping: max((rest + 999_999) / 1_000_000, 0))
  }

  static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
