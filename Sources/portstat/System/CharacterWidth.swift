internal import CLinux
import Glibc

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
