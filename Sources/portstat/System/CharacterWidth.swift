internal import CLinux
import Glibc

/// The widths of characters on a terminal.
enum CharacterWidth {
  /// The width in terminal columns: 0, 1 or 2, see wcwidth(3); 1 if the C library does not know the
  /// character.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    _ = unicodeLocale
    let width = wcwidth(wchar_t(scalar.value))
    return width < 0 ? 1 : Int(width)
  }

  /// Sets a locale in which wcwidth(3) knows all of Unicode. The user's locale may be C, in which it knows
  /// only ASCII.
  private static let unicodeLocale: Void = { unsafe _ = setlocale(LC_CTYPE, "C.UTF-8") }()
}
