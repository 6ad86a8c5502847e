internal import CLinux
import Glibc

/// What standard output and the environment say about the terminal.
struct Terminal: Equatable, Sendable {
  /// Whether standard output is a terminal.
  var isOutput = false
  /// How many columns it has; nil if it is not a terminal or does not say.
  var width: Int?
  /// Whether colors are welcome: not if NO_COLOR is set (no-color.org) or TERM is `dumb`.
  var takesColor = true

  /// The terminal as it is now.
  static var current: Terminal {
    Terminal(
      isOutput: isatty(STDOUT_FILENO) == 1, width: size.columns,
      takesColor: (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb")
  }

  /// Columns and rows of the terminal on standard output; nil where it does not say.
  static var size: (columns: Int?, rows: Int?) {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (nil, nil) }
    return (
      size.ws_col > 0 ? Int(size.ws_col) : nil, size.ws_row > 0 ? Int(size.ws_row) : nil
    )
  }

  private static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
