import Foundation
import TestSupport

/// Strings as only an attacker makes them: what terminals, JSON and CSV take for something else.
struct HostileStrings {
  private static let corners: [[UInt8]] = [
    Array("\u{1b}]0;owned\u{7}".utf8), Array("\u{1b}[31m".utf8), Array("\u{1b}c".utf8), [0x1b],
    [0x9b, 0x33, 0x31, 0x6d], [0xc2, 0x9b], [0xc2, 0x85], [0x7f], [0x08], [0x0c], [0x0d], [0x09],
    [0x0d, 0x0a], [0x0a], Array("\u{202e}".utf8), Array("\u{2028}".utf8), Array("\u{2066}".utf8),
    Array("\u{feff}".utf8), [0x22], [0x27], [0x5c], [0x2c], [0x3b], [0xff], [0xc0, 0x80],
    [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x20], [0x20, 0x20],
    Array("漢".utf8), Array("e\u{301}".utf8), Array("=1+1".utf8), Array("\",\"".utf8),
    Array("</script>".utf8), Array(#"\u001b"#.utf8), Array("{}]".utf8), Array("%s%n".utf8),
  ]

  var generator: SeededGenerator

  /// - Parameter refused: Bytes that cannot stand where the string is going to.
  mutating func next(longest: Int, without refused: Set<UInt8> = []) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.append(UInt8.random(in: 0...255, using: &generator))
      case 1: bytes.append(UInt8.random(in: 0x21...0x7e, using: &generator))
      default: bytes += Self.corners.randomElement(using: &generator) ?? []
      }
    }
    bytes.removeAll { refused.contains($0) }
    return Array(bytes.prefix(longest))
  }
}

/// What of an output no terminal and no reader may get.
enum Harm {
  /// The first control byte, bad UTF-8 or, in text for people, mark of direction; nil for none.
  ///
  /// - Parameters:
  ///   - isText: Whether people read it: not JSON, where a character is what it is.
  ///   - ends: What ends a line.
  static func find(in output: Data, isText: Bool = true, ends: String = "\n") -> String? {
    guard let text = String(validating: output, as: UTF8.self) else { return "invalid UTF-8" }
    for line in text.replacing(ends, with: "\u{2424}").unicodeScalars {
      let value = line.value
      let turns =
        [0x61c, 0x200e, 0x200f].contains(value) || 0x2028...0x202e ~= value
        || 0x2066...0x2069 ~= value
      if value < 0x20 || 0x7f..<0xa0 ~= value || isText && turns {
        return "U+" + String(value, radix: 16)
      }
    }
    return nil
  }
}
