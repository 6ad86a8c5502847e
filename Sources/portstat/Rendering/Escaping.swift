import SocketInspector

/// Makes bytes from outside harmless. Nothing else decides what of them reaches a terminal or a
/// file.
enum Escaping {
  /// Writes text for people: C0, DEL and C1 controls and bytes that are no UTF-8 as `\x1b`, byte by
  /// byte, and so a blank at either end, which could not be seen; characters that turn the direction
  /// of text or end a line as `\u{202e}`; and `\` as `\\`, so that nothing can pretend to be
  /// escaped.
  static func appendText(_ bytes: [UInt8], to text: inout [UInt8]) {
    let blank = UInt8(ascii: " ")
    if bytes.first != blank, bytes.last != blank,
      bytes.allSatisfy({ 0x20..<0x7f ~= $0 && $0 != UInt8(ascii: "\\") })
    {
      text.append(contentsOf: bytes)
      return
    }
    let count = bytes.count
    forEachScalar(of: bytes) { scalar, bytes in
      switch scalar?.value {
      case nil: for byte in bytes { appendHexadecimal(byte, to: &text) }
      case let value? where isControl(value):
        for byte in bytes { appendHexadecimal(byte, to: &text) }
      case 0x20 where bytes.startIndex == 0 || bytes.endIndex == count:
        appendHexadecimal(blank, to: &text)
      case 0x5c: text.append(contentsOf: #"\\"#.utf8)
      case let value? where isDirectional(value):
        text.append(contentsOf: "\\u{\(String(value, radix: 16))}".utf8)
      default: text.append(contentsOf: bytes)
      }
    }
  }

  /// Writes a JSON string with its quotes: control characters as `\u001b`, bytes that are no UTF-8
  /// as U+FFFD.
  static func appendJSON(_ bytes: [UInt8], to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    if bytes.allSatisfy({ 0x20..<0x7f ~= $0 && $0 != 0x22 && $0 != 0x5c }) {
      json.append(contentsOf: bytes)
    } else {
      forEachScalar(of: bytes) { scalar, bytes in
        switch scalar?.value {
        case nil: json.append(contentsOf: "\u{fffd}".utf8)
        case 0x22: json.append(contentsOf: #"\""#.utf8)
        case 0x5c: json.append(contentsOf: #"\\"#.utf8)
        case let value? where isControl(value):
          json.append(contentsOf: value < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
          json.append(hexadecimal: UInt64(value))
        default: json.append(contentsOf: bytes)
        }
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  /// Cuts bytes into characters.
  ///
  /// - Parameter body: Gets each character with its bytes, and nil with each byte that belongs to
  ///   none.
  static func forEachScalar(
    of bytes: [UInt8], _ body: (Unicode.Scalar?, ArraySlice<UInt8>) -> Void
  ) {
    var decoder = UTF8()
    var position = 0
    while position < bytes.count {
      var iterator = bytes[position...].makeIterator()
      decoder = UTF8()
      if case .scalarValue(let scalar) = decoder.decode(&iterator) {
        let end = position + UTF8.width(scalar)
        body(scalar, bytes[position..<end])
        position = end
      } else {
        body(nil, bytes[position...position])
        position += 1
      }
    }
  }

  private static func appendHexadecimal(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(contentsOf: byte < 0x10 ? #"\x0"#.utf8 : #"\x"#.utf8)
    text.append(hexadecimal: UInt64(byte))
  }

  /// C0, DEL and C1.
  private static func isControl(_ value: UInt32) -> Bool {
    value < 0x20 || 0x7f..<0xa0 ~= value
  }

  /// Marks and overrides of direction (Unicode, Bidi_Control), and the separators of lines.
  private static func isDirectional(_ value: UInt32) -> Bool {
    switch value {
    case 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
