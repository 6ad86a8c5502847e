import SocketInspector

/// Makes bytes from outside the program harmless. All of them pass through here before they reach a terminal
/// or a file.
enum Escaping {
  /// Appends text for the table, CSV and messages, with these characters escaped:
  ///
  /// - Control characters (C0, DEL, C1) and bytes that are not UTF-8, each byte as in `\x1b`.
  /// - A space that would be invisible or misleading, as `\x20`: at either end, and after another space,
  ///   which would look like the gap between two columns.
  /// - Characters that are invisible, change the direction of text or end a line, and combining marks without
  ///   a base character, as in `\u{202e}`.
  /// - `\` as `\\`, so that text cannot imitate an escape.
  static func appendText(_ bytes: [UInt8], to text: inout [UInt8]) {
    if isPlain(bytes) {
      text.append(contentsOf: bytes)
      return
    }
    let blank = UInt8(ascii: " ")
    let count = bytes.count
    var last: Unicode.Scalar?  // the previous character, unless it was escaped
    forEachScalar(of: bytes) { scalar, bytes in
      let previous = last
      last = nil
      guard let scalar else {
        for byte in bytes { appendHexadecimal(byte, to: &text) }
        return
      }
      switch scalar.value {
      case let value where isControl(value):
        for byte in bytes { appendHexadecimal(byte, to: &text) }
      case 0x20 where previous == " " || bytes.startIndex == 0 || bytes.endIndex == count:
        appendHexadecimal(blank, to: &text)
      case 0x5c: text.append(contentsOf: #"\\"#.utf8)
      case _ where InvisibleCharacters.contains(scalar, after: previous):
        text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      default:
        text.append(contentsOf: bytes)
        last = scalar
      }
    }
  }

  /// Appends the name of a process in a list of owners. Escapes what ``appendText(_:to:)`` escapes, and also
  /// the byte that separates owners: a comma as `\x2c`. If the whole name reads `-`, `(denied)` or
  /// `(denied:alice)`, which the table shows when there is no name, its first byte becomes `\x2d` or `\x28`.
  ///
  /// - Parameter separator: One ASCII character.
  static func appendOwnerName(
    _ bytes: [UInt8], separator: String = ",", to text: inout [UInt8]
  ) {
    let separator = separator.utf8.first ?? UInt8(ascii: ",")
    // The fast path for nearly all names. `-`, `(` and `,` come before letters and digits in ASCII.
    if let first = bytes.first, first > UInt8(ascii: "-"), isPlain(bytes, without: separator) {
      text.append(contentsOf: bytes)
      return
    }
    if resemblesPlaceholder(bytes) {
      appendHexadecimal(bytes[0], to: &text)
      text.append(contentsOf: bytes.dropFirst())
      return
    }
    let start = text.count
    appendText(bytes, to: &text)
    if !bytes.contains(separator) { return }
    for index in (start..<text.count).reversed() where text[index] == separator {
      text.remove(at: index)
      var escape: [UInt8] = []
      appendHexadecimal(separator, to: &escape)
      text.insert(contentsOf: escape, at: index)
    }
  }

  /// Writes each `\\` as `\x5c` in text that was appended from `start` on, so that every escape of CSV has one
  /// form.
  static func rewriteBackslashes(from start: Int, in text: inout [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    guard text[start...].contains(backslash) else { return }
    let escaped = Array(text[start...])
    text.removeLast(escaped.count)
    var index = 0
    while index < escaped.count {
      let isPair =
        escaped[index] == backslash && index + 1 < escaped.count
        && escaped[index + 1] == backslash
      if isPair { appendHexadecimal(backslash, to: &text) } else { text.append(escaped[index]) }
      index += isPair ? 2 : 1
    }
  }

  /// Whether a name may be taken for what the table shows for a missing name: `-`, or an ``Ownership`` in
  /// parentheses, perhaps with a hint after a colon.
  private static func resemblesPlaceholder(_ bytes: [UInt8]) -> Bool {
    if bytes.count == 1, bytes[0] == UInt8(ascii: "-") { return true }
    guard bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") else { return false }
    let word = String(
      decoding: bytes.dropFirst().dropLast().prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    return Ownership(rawValue: word) != nil
  }

  /// Whether nothing in a text has to be escaped, which is true of nearly all names.
  ///
  /// - Parameter other: A byte that has to be escaped in addition to those of ``appendText(_:to:)``.
  private static func isPlain(
    _ bytes: [UInt8], without other: UInt8 = UInt8(ascii: "\\")
  ) -> Bool {
    let blank = UInt8(ascii: " ")
    var last = blank
    for byte in bytes {
      guard byte >= 0x20, byte < 0x7f, byte != UInt8(ascii: "\\"), byte != other,
        last != blank || byte != blank
      else { return false }
      last = byte
    }
    return bytes.isEmpty || last != blank
  }

  /// Appends a JSON string with its quotes. Control characters, and characters that are invisible, change the
  /// direction of text or end a line, are written as in `\u001b`; bytes that are not UTF-8 as U+FFFD.
  static func appendJSON(_ bytes: [UInt8], to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    if bytes.allSatisfy({ 0x20..<0x7f ~= $0 && $0 != 0x22 && $0 != 0x5c }) {
      json.append(contentsOf: bytes)
    } else {
      var last: Unicode.Scalar?
      forEachScalar(of: bytes) { scalar, bytes in
        let previous = last
        last = nil
        switch scalar?.value {
        case nil: json.append(contentsOf: "\u{fffd}".utf8)
        case 0x22: json.append(contentsOf: #"\""#.utf8)
        case 0x5c: json.append(contentsOf: #"\\"#.utf8)
        case let value? where isControl(value):
          appendUTF16(UInt16(truncatingIfNeeded: value), to: &json)
        default:
          if let scalar, InvisibleCharacters.contains(scalar, after: previous) {
            for unit in String(scalar).utf16 { appendUTF16(unit, to: &json) }
          } else {
            json.append(contentsOf: bytes)
            last = scalar
          }
        }
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  /// Decodes UTF-8.
  ///
  /// - Parameter body: Called with each character and its bytes, and with nil for each byte that is not part
  ///   of a valid character.
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

  /// Appends a UTF-16 code unit as in `\u001b`.
  private static func appendUTF16(_ unit: UInt16, to json: inout [UInt8]) {
    json.append(contentsOf: #"\u"#.utf8)
    for power: UInt16 in [0x1000, 0x100, 0x10] where unit < power { json.append(UInt8(ascii: "0")) }
    json.append(hexadecimal: UInt64(unit))
  }

  /// Whether a character is a control character: C0, DEL or C1.
  private static func isControl(_ value: UInt32) -> Bool {
    value < 0x20 || 0x7f..<0xa0 ~= value
  }
}
