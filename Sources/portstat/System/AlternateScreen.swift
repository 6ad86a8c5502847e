internal import CLinux
import Glibc
import SocketInspector

/// The terminal while the program uses the whole screen: the alternate screen without a cursor, with keys
/// that are read at once and without echo. The terminal is restored by `deinit`, and if the program crashes.
struct AlternateScreen: ~Copyable {
  private static let enter = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l"
  /// Turns off reports of the mouse too: if they were never on, that changes nothing.
  private static let leave = mouseOff + "\u{1b}[?7h\u{1b}[?25h\u{1b}[0m\u{1b}[?1049l"
  /// Reports of buttons and of the wheel (1000), with numbers as text (1006): "Mouse Tracking" in xterm's
  /// control sequences.
  private static let mouseOn = "\u{1b}[?1000h\u{1b}[?1006h"
  private static let mouseOff = "\u{1b}[?1006l\u{1b}[?1000l"

  /// How much of the terminal's state is changed.
  private enum State: Int {
    case original
    /// Input is not buffered by lines and not echoed: neither ICANON nor ECHO, see termios(3).
    case takenOver
    /// Part of the sequence that switches to the alternate screen may have been written.
    case entering
    case entered
  }

  /// The descriptor to read keys from: the terminal, even if standard input is something else.
  let keyDescriptor: Int32
  private let originalSettings: termios
  private let ownsDescriptor: Bool
  /// The output for restoring the terminal. It has a time limit, so that the program can end.
  private let exitOutput = StandardStream.output.limited(milliseconds: 100)
  private var state = State.original
  /// Whether the terminal reports the mouse.
  private var isMouseOn = false

  /// Finds the terminal, without changing it. nil if there is no terminal to read keys from.
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
    originalSettings = settings
  }

  deinit {
    restoreTerminal()
    if ownsDescriptor { close(keyDescriptor) }
  }

  var isTakenOver: Bool { state != .original }

  /// Whether the program is in the foreground of the terminal. A background job of a shell is not.
  var isInForeground: Bool {
    let group = tcgetpgrp(keyDescriptor)
    // tcgetpgrp(3) fails if this is not the controlling terminal, which then has no foreground.
    return group < 0 || group == getpgrp()
  }

  /// Takes over the input of the terminal, at the beginning and after a stop. Signals must be blocked: one
  /// that ended the program now would leave the terminal changed.
  mutating func takeOver() {
    CrashGuard.arm(keyDescriptor, originalSettings, Self.leave, exitOutput.descriptorForHandlers)
    var settings = originalSettings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    apply(settings)
    state = .takenOver
  }

  /// Switches to the alternate screen, unless it is shown already.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func enter(on output: StandardStream) throws(SystemError) {
    if state == .entered { return }
    state = .entering
    try output.write(Array(Self.enter.utf8).span)
    state = .entered
  }

  /// Turns reports of the mouse on or off.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func report(mouse isOn: Bool, on output: StandardStream) throws(SystemError) {
    if isOn == isMouseOn { return }
    isMouseOn = isOn
    try output.write(Array((isOn ? Self.mouseOn : Self.mouseOff).utf8).span)
  }

  /// Restores the terminal.
  mutating func restore() {
    restoreTerminal()
    isMouseOn = false
    state = .original
  }

  private func restoreTerminal() {
    if state == .original { return }
    // With SIGTTOU blocked, writing in the background does not stop the program, which may be about to end.
    var (set, old) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTTOU)
    _ = unsafe linux_sigmask(SIG_BLOCK, &set, &old)
    if state != .takenOver { leave() }
    if isInForeground { apply(originalSettings) }
    CrashGuard.disarm()
    _ = unsafe linux_sigmask(SIG_SETMASK, &old, nil)
  }

  /// Leaves the alternate screen, even if the terminal accepts no output because of Ctrl-S or a stalled
  /// reader.
  private func leave() {
    let sequence = Array(Self.leave.utf8)
    do throws(SystemError) {
      try exitOutput.write(sequence.span)
    } catch {
      guard error.isTimeout, isInForeground else { return }
      // A terminal that Ctrl-S stopped continues when IXON is cleared (n_tty_set_termios in the
      // kernel's n_tty.c), and pending output belongs to the screen being left.
      var settings = originalSettings
      settings.c_iflag &= ~tcflag_t(IXON)
      apply(settings)
      tcflush(STDOUT_FILENO, TCOFLUSH)
      try? exitOutput.write(sequence.span)
    }
  }

  private func apply(_ settings: termios) {
    var settings = settings
    unsafe tcsetattr(keyDescriptor, TCSANOW, &settings)
  }

  /// The size of the terminal; 80 columns and 24 rows if it does not report one.
  var size: (columns: Int, rows: Int) {
    guard case (let columns?, let rows?) = Terminal.size else { return (80, 24) }
    return (columns, rows)
  }
}

/// Restores the terminal if the program crashes. Everything that the signal handler needs is prepared in
/// advance, because a handler must neither allocate memory nor lock, see signal-safety(7).
private enum CrashGuard {
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  /// A pointer, because Swift allocates only 57 of the 60 bytes for a global variable of type `termios`.
  nonisolated(unsafe) private static var settings: UnsafeMutablePointer<termios>?
  nonisolated(unsafe) private static var output: Int32 = STDOUT_FILENO
  nonisolated(unsafe) private static var sequence: [UInt8] = []
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS]

  static func arm(_ terminal: Int32, _ original: termios, _ leave: String, _ output: Int32) {
    unsafe descriptor = terminal
    unsafe Self.output = output
    let pointer = unsafe settings ?? .allocate(capacity: 1)
    unsafe pointer.initialize(to: original)
    unsafe settings = pointer
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
