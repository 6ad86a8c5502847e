internal import CLinux
import Glibc

/// What the standard output and the environment say of the terminal.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// How many columns the terminal of the output has; nil when it is none or does not say.
  static var width: Int? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Whether colours are welcome: not when NO_COLOR is set (no-color.org) or TERM is `dumb`.
  static var takesColor: Bool {
    (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  static var isRoot: Bool { geteuid() == 0 }

  private static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}

/// How many columns of a terminal a character takes.
enum CharacterWidth {
  /// 0, 1 or 2 by wcwidth(3); 1 for a character that the C library does not know.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    _ = unicodeLocale
    let width = wcwidth(wchar_t(scalar.value))
    return width < 0 ? 1 : Int(width)
  }

  /// The user's locale may be C, where wcwidth(3) knows ASCII alone.
  private static let unicodeLocale: Void = { unsafe _ = setlocale(LC_CTYPE, "C.UTF-8") }()
}
