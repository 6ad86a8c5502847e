import Foundation
import TestSupport

/// Strings that an attacker might choose: they contain what terminals, JSON or CSV interpret.
struct HostileStrings {
  private static let corners: [[UInt8]] = [
    Array("\u{1b}]0;owned\u{7}".utf8), Array("\u{1b}[31m".utf8), Array("\u{1b}c".utf8), [0x1b],
    [0x9b, 0x33, 0x31, 0x6d], [0xc2, 0x9b], [0xc2, 0x85], [0x7f], [0x08], [0x0c], [0x0d], [0x09],
    [0x0d, 0x0a], [0x0a], Array("\u{202e}".utf8), Array("\u{2028}".utf8), Array("\u{2066}".utf8),
    Array("\u{feff}".utf8), [0x22], [0x27], [0x5c], [0x2c], [0x3b], [0xff], [0xc0, 0x80],
    [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x20], [0x20, 0x20],
    Array("漢".utf8), Array("e\u{301}".utf8), Array("=1+1".utf8), Array("\",\"".utf8),
    Array("\u{200b}".utf8), Array("\u{fe0f}".utf8), Array("\u{e0041}".utf8), Array("\u{3164}".utf8),
    Array("\u{301}".utf8), Array("\u{a0}".utf8), Array(" +9".utf8), Array("\u{2029}".utf8),
    Array("</script>".utf8), Array(#"\u001b"#.utf8), Array("{}]".utf8), Array("%s%n".utf8),
  ]

  var generator: SeededGenerator

  /// - Parameter excluded: Bytes that cannot occur where the string is going to be used.
  mutating func next(longest: Int, without excluded: Set<UInt8> = []) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.append(UInt8.random(in: 0...255, using: &generator))
      case 1: bytes.append(UInt8.random(in: 0x21...0x7e, using: &generator))
      default: bytes += Self.corners.randomElement(using: &generator) ?? []
      }
    }
    bytes.removeAll { excluded.contains($0) }
    return Array(bytes.prefix(longest))
  }
}
