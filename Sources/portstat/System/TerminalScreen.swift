import Glibc
import SocketInspector

/// The terminal while the program has the whole screen: the alternate screen, without a cursor, keys
/// at once and without echo. It is put back at the end of this value's life, and when the program
/// crashes.
struct TerminalScreen: ~Copyable {
  private static let enter = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l"
  private static let leave = "\u{1b}[?7h\u{1b}[?25h\u{1b}[0m\u{1b}[?1049l"

  /// Where keys come from: the terminal, also when the standard input is something else.
  let keyDescriptor: Int32
  private let original: termios
  private let ownsDescriptor: Bool

  /// Takes the terminal; nil when there is none to take keys from.
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
    CrashGuard.arm(descriptor, original, Self.leave)
    take()
  }

  deinit {
    giveBack()
    CrashGuard.disarm()
    if ownsDescriptor { close(keyDescriptor) }
  }

  /// Takes the screen, at the beginning and after a stop.
  func take() {
    var settings = original
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    unsafe tcsetattr(keyDescriptor, TCSADRAIN, &settings)
    write(Self.enter)
  }

  /// Puts the terminal back as it was.
  func giveBack() {
    write(Self.leave)
    var settings = original
    unsafe tcsetattr(keyDescriptor, TCSADRAIN, &settings)
  }

  /// Columns and rows.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  private func write(_ text: String) {
    try? StandardOutput.output.write(Array(text.utf8).span)
  }
}

/// Puts the terminal back when the program dies of a signal that tells of a fault in itself. What its
/// handler needs lies ready, because a handler may neither allocate nor lock.
private enum CrashGuard {
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  /// Swift lays out a variable of this type itself too short (57 bytes of 60) when it is global.
  nonisolated(unsafe) private static var settings: UnsafeMutablePointer<termios>?
  nonisolated(unsafe) private static var sequence: [UInt8] = []
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS]

  static func arm(_ terminal: Int32, _ original: termios, _ leave: String) {
    unsafe descriptor = terminal
    let place = unsafe settings ?? .allocate(capacity: 1)
    unsafe place.initialize(to: original)
    unsafe settings = place
    unsafe sequence = Array(leave.utf8)
    for number in signals {
      signal(number) { number in
        unsafe CrashGuard.sequence.withUnsafeBytes { bytes in
          _ = unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
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
