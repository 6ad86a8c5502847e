import Foundation
import TestSupport
import Testing

@testable import portstat

@Suite struct EscapingTests {
  private func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    Escaping.appendText(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Escape sequences and control characters in a name must be shown, not sent to the terminal.
  @Test(arguments: [
    ("sshd", "sshd"), ("", ""), ("a b", "a b"), ("\u{1b}]0;x\u{7}", #"\x1b]0;x\x07"#),
    ("a\nb\tc\rd\0", #"a\x0ab\x09c\x0dd\x00"#), ("\u{7f}", #"\x7f"#), (#"\x1b"#, #"\\x1b"#),
    ("é服\u{1f600}", "é服\u{1f600}"), ("\u{202e}a\u{2066}b", #"\u{202e}a\u{2066}b"#),
    ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#),
    ("\u{200e}\u{200f}\u{61c}", #"\u{200e}\u{200f}\u{61c}"#),
    ("e\u{301}", "e\u{301}"), ("\u{a0}", #"\u{a0}"#),
  ])
  func controlCharactersAreEscaped(original: String, shown: String) {
    #expect(text(Array(original.utf8)) == shown)
  }

  /// Two blanks look like the gap between columns, and a trailing blank is invisible.
  @Test(arguments: [
    ("nginx +99", "nginx +99"), ("nginx + 99", "nginx + 99"), ("nginx +", "nginx +"),
    ("a +1 b", "a +1 b"), ("a +1 +2", "a +1 +2"), ("+99", "+99"), (" +9", #"\x20+9"#),
    ("c++ 17", "c++ 17"), ("a +x1", "a +x1"), ("a  b", #"a \x20b"#), ("a   b", #"a \x20 b"#),
    ("nginx\u{2003}+99", #"nginx\u{2003}+99"#), (" ", #"\x20"#), ("  ", #"\x20\x20"#),
  ])
  func misleadingBlanksAreEscaped(original: String, shown: String) {
    #expect(text(Array(original.utf8)) == shown)
  }

  /// A name of zero-width characters looks like no name, or like that of another process.
  @Test(
    arguments: [
      0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x180f,
      0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2064,
      0x2065, 0x2066, 0x2069, 0x206a, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff0,
      0xfff9, 0xfffb, 0x1bca0, 0x1d173, 0xe0001, 0xe0020, 0xe007f, 0xe0100, 0xe01ef,
      // Blanks of other widths, and the empty Braille pattern.
      0xa0, 0x1680, 0x2000, 0x200a, 0x202f, 0x205f, 0x2800, 0x3000,
    ] as [UInt32])
  func invisibleCharactersAreEscaped(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let shown = "\\u{\(String(value, radix: 16))}"
    #expect(text(Array(String(scalar).utf8)) == shown)
    #expect(text(Array("ssh\(scalar)d".utf8)) == "ssh\(shown)d")
    var json: [UInt8] = []
    Escaping.appendJSON(Array("ssh\(scalar)d".utf8), to: &json)
    #expect(json.allSatisfy { $0 < 0x80 }, "\(String(decoding: json, as: UTF8.self))")
  }

  /// Combining marks belong to the letter before them. Without one, they would change characters
  /// that portstat itself prints.
  @Test(arguments: [
    ("e\u{301}", "e\u{301}"), ("\u{301}", #"\u{301}"#), (" \u{301}x", #"\x20\u{301}x"#),
    ("a \u{301}b", #"a \u{301}b"#), ("a\u{308}\u{301}", "a\u{308}\u{301}"),
    ("\u{200b}\u{301}", #"\u{200b}\u{301}"#), ("\\\u{301}", #"\\\u{301}"#),
    ("\u{1b}\u{301}", #"\x1b\u{301}"#), ("नमस्ते", "नमस्ते"), ("ไทยน้ำ", "ไทยน้ำ"), ("שָׁלוֹם", "שָׁלוֹם"),
    ("العَرَبِيَّة", "العَرَبِيَّة"), ("\u{1112}\u{1161}\u{11ab}", "\u{1112}\u{1161}\u{11ab}"),
    ("\u{1161}", #"\u{1161}"#), ("한국어", "한국어"), ("Việt Nam", "Việt Nam"),
    ("\u{93f}", #"\u{93f}"#),
  ])
  func combiningMarksWithoutALetterAreEscaped(original: String, shown: String) {
    #expect(text(Array(original.utf8)) == shown)
  }

  /// `--wide` separates owners by commas and shows a reason in parentheses. A process must not be
  /// able to look like two owners, or like none.
  @Test(arguments: [
    ("sshd", "sshd"), ("nginx,900/sshd", #"nginx\x2c900/sshd"#), ("-", #"\x2d"#), ("--", "--"),
    ("(denied)", #"\x28denied)"#), ("(denied:bob)", #"\x28denied:bob)"#), ("(a:b)", "(a:b)"),
    ("(sd-pam)", "(sd-pam)"), ("()", "()"),
    ("(denied) ", #"(denied)\x20"#),
    ("a,\u{1b}", #"a\x2c\x1b"#), ("nginx +99", "nginx +99"), ("", ""),
  ])
  func aNameCannotImitateOtherOwners(original: String, shown: String) {
    var text: [UInt8] = []
    Escaping.appendOwnerName(Array(original.utf8), to: &text)
    #expect(String(decoding: text, as: UTF8.self) == shown)
  }

  /// JSON must escape what a terminal interprets, and parsers must still read the original text,
  /// also outside the basic plane.
  @Test(arguments: [
    ("\u{202e}", #""\u202e""#), ("\u{2028}", #""\u2028""#), ("\u{e0041}", #""\udb40\udc41""#),
    ("\u{85}", #""\u0085""#), ("\u{ad}", #""\u00ad""#), ("\u{61c}", #""\u061c""#),
    ("\u{1}", #""\u0001""#), ("é", #""é""#), ("\u{1f600}", "\"\u{1f600}\""),
  ])
  func jsonEscapesWhatATerminalInterprets(original: String, json: String) {
    var written: [UInt8] = []
    Escaping.appendJSON(Array(original.utf8), to: &written)
    #expect(String(decoding: written, as: UTF8.self) == json)
  }

  /// Terminals interpret C1 control characters as bytes and as UTF-8.
  @Test func controlsAbove127AreEscaped() {
    #expect(text([0xc2, 0x9b, 0x33]).contains(#"\x9b3"#))
    #expect(text([0x9b, 0x33]) == #"\x9b3"#)
  }

  /// Two different names that look alike would hide one process behind the other.
  @Test func differentNamesLookDifferent() {
    let names: [[UInt8]] = [
      [0x1b], Array(#"\x1b"#.utf8), Array(#"\\x1b"#.utf8), Array("\u{202e}".utf8),
      Array(#"\u{202e}"#.utf8), [0x5c], [0x5c, 0x5c], [0xff], Array(#"\xff"#.utf8), [],
    ]
    #expect(Set(names.map(text)).count == names.count)
    #expect(text([0xc2, 0x9b]) != text([0x9b]))
  }

  /// Invalid UTF-8 of every kind must be shown byte by byte: isolated, truncated, overlong,
  /// surrogates, too large.
  @Test(
    arguments: [
      ([0xff], #"\xff"#), ([0x80], #"\x80"#), ([0xc3], #"\xc3"#),
      ([0x61, 0xe6, 0x9c], #"a\xe6\x9c"#),
      ([0xc0, 0xaf], #"\xc0\xaf"#), ([0xed, 0xa0, 0x80], #"\xed\xa0\x80"#),
      ([0xf4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#), ([0xc3, 0x28], #"\xc3("#),
      ([0xc3, 0xc3, 0xa9], #"\xc3é"#), ([0xe0, 0x80, 0x80], #"\xe0\x80\x80"#),
    ] as [([UInt8], String)])
  func invalidUTF8IsShownByteByByte(bytes: [UInt8], shown: String) {
    #expect(text(bytes) == shown)
  }

  /// Random names must never produce output that a terminal interprets.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func randomBytesProduceHarmlessText(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let bytes = randomBytes(&generator)
      var output: [UInt8] = []
      Escaping.appendText(bytes, to: &output)
      let shown = try #require(String(validating: output, as: UTF8.self), "\(bytes)")
      let isHarmless = shown.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7f..<0xa0 ~= $0.value) && !Self.invisible.contains($0.value)
      }
      #expect(isHarmless, "\(bytes)")
    }
  }

  /// Random names must always produce valid JSON that decodes to the original text, with U+FFFD for
  /// each invalid byte.
  @Test(arguments: [5, 6, 7, 8] as [UInt64])
  func jsonDecodesToTheRepairedText(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let bytes = randomBytes(&generator)
      var json: [UInt8] = []
      Escaping.appendJSON(bytes, to: &json)
      _ = try #require(String(validating: json, as: UTF8.self), "\(bytes)")
      #expect(json.allSatisfy { $0 >= 0x20 && $0 != 0x7f }, "\(bytes)")
      // Foundation must accept it too, but its text is not compared: it drops a byte order mark
      // after an escape.
      let decoded: [String] = try SocketRecord.decode(Data("[".utf8 + json + "]".utf8))
      #expect(decoded.count == 1)
      #expect(unescaped(json) == repaired(bytes), "\(bytes)")
    }
  }

  /// Decodes a JSON string.
  private func unescaped(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var high: UInt32?
    var rest = json.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      let escaped = rest.popFirst()
      if escaped == UInt8(ascii: "u") {
        let code = UInt32(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
        rest = rest.dropFirst(4)
        if let code, 0xd800..<0xdc00 ~= code {
          high = code
          continue
        }
        let pair = high.flatMap { high in code.map { (high - 0xd7c0) << 10 + $0 - 0xdc00 } }
        high = nil
        let scalar = (pair ?? code).flatMap(Unicode.Scalar.init) ?? "\u{fffd}"
        result += Array(String(scalar).utf8)
      } else if let escaped {
        result.append(escaped)
      }
    }
    return result
  }

  /// Direction marks (Unicode, Bidi_Control), line separators and invisible characters.
  private static let invisible =
    Set([0x61c, 0xa0, 0xad] as [UInt32]).union(0x200b...0x200f).union(0x2028...0x202e)
    .union(0x2066...0x2069).union(0xfe00...0xfe0f).union([0xfeff]).union(0xe0000...0xe0fff)

  /// Random bytes, many of them chosen from sequences that decoders often get wrong.
  private func randomBytes(_ generator: inout SeededGenerator) -> [UInt8] {
    let corners: [[UInt8]] = [
      [0x1b], [0x22], [0x5c], [0x0a], [0x00], [0x7f], [0xc2, 0x9b], [0x9b], [0xc3, 0xa9], [0xc3],
      [0xe2, 0x80, 0xae], [0xe2, 0x80, 0xa8], [0xe2, 0x80], [0xed, 0xa0, 0x80],
      [0xf0, 0x9f, 0x98, 0x80],
      [0xf4, 0x90], [0xff], [0xc0, 0x80], [0xef, 0xbf, 0xbd], [0xef, 0xbb, 0xbf],
      [0xe2, 0x80, 0x8b], [0xf3, 0xa0, 0x81, 0x81], [0xcc, 0x81], [0xef, 0xb8, 0x8f], [0xc2, 0xa0],
    ]
    return (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ -> [UInt8] in
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: [UInt8.random(in: 0...255, using: &generator)]
      case 1: [UInt8.random(in: 0x20..<0x7f, using: &generator)]
      default: corners.randomElement(using: &generator) ?? []
      }
    }
  }

  /// Replaces each byte that is not part of a character by U+FFFD, with an algorithm different from
  /// portstat's.
  private func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = (1...4).first { length in
        length <= rest.count
          && String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.count == 1
      }
      result += length.map { Array(rest.prefix($0)) } ?? Array("\u{fffd}".utf8)
      rest = rest.dropFirst(length ?? 1)
    }
    return result
  }
}
