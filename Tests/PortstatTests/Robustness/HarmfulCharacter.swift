import Foundation

/// Finds characters in an output that must not reach a terminal or a parser.
enum HarmfulCharacter {
  /// Returns the first control character, direction mark or invisible character, or "invalid UTF-8";
  /// nil if there is none.
  ///
  /// - Parameter lineEnd: The line ending of the format, which is allowed.
  static func first(in output: Data, lineEnd: String = "\n") -> String? {
    guard let text = String(validating: output, as: UTF8.self) else { return "invalid UTF-8" }
    for scalar in text.replacing(lineEnd, with: "\u{2424}").unicodeScalars {
      let value = scalar.value
      if value < 0x20 || 0x7f...0xa0 ~= value || invisible.contains(where: { $0 ~= value }) {
        return "U+" + String(value, radix: 16)
      }
    }
    return nil
  }

  /// The characters of ``HostileStrings`` that are invisible (Unicode, Default_Ignorable_Code_Point)
  /// or separate lines.
  private static let invisible: [ClosedRange<UInt32>] = [
    0x61c...0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0x3164...0x3164,
    0xfe00...0xfe0f, 0xfeff...0xfeff, 0xe0000...0xe0fff,
  ]
}
