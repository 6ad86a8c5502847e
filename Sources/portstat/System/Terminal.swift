internal import CLinux
import Glibc

/// The properties of the terminal, from standard output and the environment.
struct Terminal: Equatable, Sendable {
  /// Whether standard output is a terminal.
  var isOutput = false
  /// Whether standard error is a terminal.
  var isErrorOutput = false
  /// The number of columns; nil if standard output is not a terminal, or the terminal does not report it.
  var width: Int?
  /// Whether the environment allows colors: false if NO_COLOR is set and not empty (no-color.org), or TERM is
  /// `dumb`.
  var allowsColor = true
  /// Whether the user can be asked: standard input and standard error are terminals.
  var canAsk = false
  /// Whether the terminal has 256 colors.
  var has256Colors = false
  /// Whether the terminal cannot move its cursor: TERM is `dumb`.
  var isDumb = false

  /// The current properties.
  static var current: Terminal {
    Terminal(
      isOutput: isatty(STDOUT_FILENO) == 1, isErrorOutput: isatty(STDERR_FILENO) == 1,
      width: size.columns,
      allowsColor: (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb",
      canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
      has256Colors: has256Colors(
        term: environment("TERM"), colorTerm: environment("COLORTERM")),
      isDumb: environment("TERM") == "dumb")
  }

  /// The words in TERM of terminals that have 256 colors.
  private static let richTerminals = [
    "256color", "-direct", "alacritty", "contour", "foot", "ghostty", "kitty", "wezterm",
  ]

  /// - Parameters:
  ///   - term: The value of TERM.
  ///   - colorTerm: The value of COLORTERM, by which terminals announce more colors than their terminfo entry.
  static func has256Colors(term: String?, colorTerm: String?) -> Bool {
    if colorTerm == "truecolor" || colorTerm == "24bit" { return true }
    guard let term else { return false }
    return richTerminals.contains(where: term.contains)
  }

  /// The size of the terminal on standard output; nil for what it does not report.
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
