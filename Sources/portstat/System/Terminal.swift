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
  /// The value of TERM.
  var name: String?
  /// The value of COLORTERM, by which terminals announce more colors than their terminfo entry.
  var colorName: String?
  /// The name of the locale for characters: the first of LC_ALL, LC_CTYPE and LANG that is not empty, see
  /// locale(7).
  var locale: String?

  /// Whether the terminal cannot move its cursor: TERM is `dumb`.
  var isDumb: Bool { name == "dumb" }

  /// Whether the terminal has 256 colors.
  var has256Colors: Bool {
    if colorName == "truecolor" || colorName == "24bit" { return true }
    guard let name else { return false }
    return Self.richTerminals.contains(where: name.contains)
  }

  /// Whether the terminal shows UTF-8.
  var isUTF8: Bool {
    guard let codeset = locale?.lowercased().split(separator: ".").last else { return false }
    return codeset.hasPrefix("utf-8") || codeset.hasPrefix("utf8")
  }

  /// The current properties.
  static var current: Terminal {
    let name = environment("TERM")
    return Terminal(
      isOutput: isatty(STDOUT_FILENO) == 1, isErrorOutput: isatty(STDERR_FILENO) == 1,
      width: size.columns,
      allowsColor: (environment("NO_COLOR") ?? "").isEmpty && name != "dumb",
      canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
      name: name, colorName: environment("COLORTERM"),
      locale: ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment($0) }
        .first { !$0.isEmpty })
  }

  /// The words in TERM of terminals that have 256 colors.
  private static let richTerminals = [
    "256color", "-direct", "alacritty", "contour", "foot", "ghostty", "kitty", "wezterm",
  ]

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
