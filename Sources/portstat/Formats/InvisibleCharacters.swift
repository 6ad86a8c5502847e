/// Characters that a terminal does not show, or shows elsewhere: text with them looks like other
/// text, or like nothing.
enum InvisibleCharacters {
  /// Whether a character that is not a control character has to be escaped.
  ///
  /// These are:
  ///
  /// - what Unicode calls default-ignorable: zero-width spaces and joiners, fillers, variation
  ///   selectors, tags, and the marks that change the direction of text
  /// - the other format characters (category Cf), separators of lines and paragraphs
  /// - blanks other than U+0020 (category Zs), and the empty Braille pattern, which looks like one
  /// - combining marks and joining Hangul vowels and finals where there is nothing to combine with;
  ///   after a letter they are ordinary text
  ///
  /// - Parameter previous: The character before it, if it was written as it is.
  static func contains(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
    if scalar.isASCII { return false }
    if scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800 { return true }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
    case .nonspacingMark, .enclosingMark, .spacingMark: return !isBase(previous)
    default: return CharacterWidth.of(scalar) == 0 && !isBase(previous)
    }
  }

  /// Whether a mark can combine with a character. A blank takes marks too, but may be the gap between
  /// two columns.
  private static func isBase(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar != " "
  }
}
