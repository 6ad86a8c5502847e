internal import CLinux
import Glibc
import SocketInspector

/// The terminal while the program has the whole screen: the alternate screen, without a cursor, keys
/// at once and without echo. It is put back at the end of this value's life, and when the program
/// crashes.
struct AlternateScreen: ~Copyable {
  private static let enter = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l"
  private static let leave = "\u{1b}[?7h\u{1b}[?25h\u{1b}[0m\u{1b}[?1049l"

  /// Which terminal settings are changed.
  private enum State: Int {
    case givenBack
    /// Raw input: no line buffering, no echo.
    case taken
    /// A part of the sequence that takes the screen may have been written.
    case entering
    case entered
  }

  /// Where keys come from: the terminal, also when the standard input is something else.
  let keyDescriptor: Int32
  private let original: termios
  private let ownsDescriptor: Bool
  /// For what is written when the program ends, which must not wait without limit.
  private let lastOutput = StandardStream.output.limited(milliseconds: 100)
  private var state = State.givenBack

  /// Finds the terminal and changes nothing yet; nil when there is none to take keys from.
  init?() {
    let isInput = isatty(STDIN_FILENO) == 1
    let descriptor = isInput ? STDIN_FILENO : unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    var settings = termios()
    guard descriptor >= 0, unsafe tcgetattr(descriptor, &settings) == 0 else {
      if descriptor >= 0, !isInput { close(descriptor) }
      return nil
    }
    keyDescriptor = descriptor
    ownsDescriptor = !isInput
    original = settings
  }

  deinit {
    putBack()
    if ownsDescriptor { close(keyDescriptor) }
  }

  var isTaken: Bool { state != .givenBack }

  /// Whether the program may use the terminal; a shell's background job may not.
  var isInForeground: Bool {
    let group = tcgetpgrp(keyDescriptor)
    // Not the controlling terminal, or this process group is in the foreground.
    return group < 0 || group == getpgrp()
  }

  /// Takes the terminal, at the beginning and after a stop. Signals must be blocked: one that ended
  /// the program now would leave the terminal changed.
  mutating func take() {
    CrashGuard.arm(keyDescriptor, original, Self.leave, lastOutput.descriptorForHandlers)
    var settings = original
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    use(settings)
    state = .taken
  }

  /// Takes the screen, unless that is done.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func enter(on output: StandardStream) throws(SystemError) {
    if state == .entered { return }
    state = .entering
    try output.write(Array(Self.enter.utf8).span)
    state = .entered
  }

  /// Puts the terminal back as it was.
  mutating func giveBack() {
    putBack()
    state = .givenBack
  }

  private func putBack() {
    if state == .givenBack { return }
    // A write in the background must not stop the program, which may be about to end.
    var (set, old) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTTOU)
    _ = unsafe linux_sigmask(SIG_BLOCK, &set, &old)
    if state != .taken { leave() }
    if isInForeground { use(original) }
    CrashGuard.disarm()
    _ = unsafe linux_sigmask(SIG_SETMASK, &old, nil)
  }

  /// Leaves the screen, also if the terminal accepts no output: Ctrl-S stopped it, or its reader stalls.
  private func leave() {
    let sequence = Array(Self.leave.utf8)
    do throws(SystemError) {
      try lastOutput.write(sequence.span)
    } catch {
      guard error.isTimeout, isInForeground else { return }
      // A terminal that Ctrl-S stopped continues when IXON is cleared (n_tty_set_termios in the
      // kernel's n_tty.c), and pending output belongs to the screen being left.
      var settings = original
      settings.c_iflag &= ~tcflag_t(IXON)
      use(settings)
      tcflush(STDOUT_FILENO, TCOFLUSH)
      try? lastOutput.write(sequence.span)
    }
  }

  private func use(_ settings: termios) {
    var settings = settings
    unsafe tcsetattr(keyDescriptor, TCSANOW, &settings)
  }

  /// Columns and rows; 80 and 24 if the terminal does not say.
  var size: (columns: Int, rows: Int) {
    guard case (let columns?, let rows?) = Terminal.size else { return (80, 24) }
    return (columns, rows)
  }
}

/// Puts the terminal back when a signal that reports a fault in the program ends it. What its
/// handler needs lies ready, because a handler may neither allocate nor lock.
private enum CrashGuard {
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  /// Swift lays out a variable of this type itself too short (57 bytes of 60) when it is global.
  nonisolated(unsafe) private static var settings: UnsafeMutablePointer<termios>?
  nonisolated(unsafe) private static var output: Int32 = STDOUT_FILENO
  nonisolated(unsafe) private static var sequence: [UInt8] = []
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS]

  static func arm(_ terminal: Int32, _ original: termios, _ leave: String, _ output: Int32) {
    unsafe descriptor = terminal
    unsafe Self.output = output
    let place = unsafe settings ?? .allocate(capacity: 1)
    unsafe place.initialize(to: original)
    unsafe settings = place
    unsafe sequence = Array(leave.utf8)
    for number in signals {
      signal(number) { number in
        unsafe CrashGuard.sequence.withUnsafeBytes { bytes in
          _ = unsafe Glibc.write(CrashGuard.output, bytes.baseAddress, bytes.count)
        }
        unsafe tcsetattr(CrashGuard.descriptor, TCSANOW, CrashGuard.settings)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  static func disarm() {
    for number in signals { signal(number, SIG_DFL) }
  }
}
