/// Characters that a terminal does not show, or shows at a different place. Text with such characters can
/// look like other text, or like nothing.
enum InvisibleCharacters {
  /// Whether a character that is not a control character has to be escaped.
  ///
  /// These are:
  ///
  /// - characters that Unicode calls default-ignorable: zero-width spaces and joiners, fillers, variation
  ///   selectors, tags, and the marks that change the direction of text
  /// - the other format characters (category Cf), and line and paragraph separators
  /// - spaces other than U+0020 (category Zs), and the empty Braille pattern, which looks like one
  /// - combining marks, and Hangul vowels and finals that join with the character before them, if there is no
  ///   base character; after a letter they are ordinary text
  ///
  /// - Parameter previous: The character before it; nil at the beginning, and if that one was escaped.
  static func contains(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
    if scalar.isASCII { return false }
    if scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800 { return true }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
    case .nonspacingMark, .enclosingMark, .spacingMark: return !isBase(previous)
    default: return CharacterWidth.of(scalar) == 0 && !isBase(previous)
    }
  }

  /// Whether a mark can combine with a character. A space would combine too, but it may be the gap between
  /// two columns.
  private static func isBase(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar != " "
  }
}
