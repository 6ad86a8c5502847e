import Testing

@testable import SocketInspector

@Suite struct TextFieldsTests {
  /// An inode would be read wrong, so a socket would get the wrong owner.
  @Test(
    arguments: [
      ("0", 0, 1), ("7", 7, 1), ("00012", 12, 5), ("18446744073709551615", UInt64.max, 20),
      ("018446744073709551615 ", UInt64.max, 21), ("12x", 12, 2), ("12 13", 12, 2), ("3:", 3, 1),
    ] as [(String, UInt64, Int)])
  func decimalReadsUpToTheGreatestNumber(text: String, value: UInt64, end: Int) {
    let (found, position) = read(text) { $0.decimal(&$1) }
    #expect(found == value)
    #expect(position == end)
  }

  /// A number that overflows would give the inode of another socket, or crash the program.
  @Test(arguments: [
    "", " 1", "-1", "+1", "x", "18446744073709551616", "18446744073709551620",
    "99999999999999999999", "100000000000000000000000000000000000000000000",
  ])
  func decimalRejectsOverflowsAndOtherBytes(text: String) {
    #expect(read(text) { $0.decimal(&$1) }.value == nil)
  }

  /// The user of a socket would be wrong on kernels up to 4.19, which print large user IDs as
  /// negative numbers.
  @Test(
    arguments: [
      ("0", 0), ("4294967295", .max), ("-1", .max), ("-2", .max - 1), ("-2147483648", 1 << 31),
      ("-0", 0), ("2147483648", 1 << 31),
    ] as [(String, UInt32)])
  func decimal32ReadsNegativeNumbersAsUnsigned(text: String, value: UInt32) {
    #expect(read(text) { $0.decimal32(&$1) }.value == value)
  }

  /// A number of more than 32 bits would be truncated to the ID of another user.
  @Test(arguments: [
    "", "-", "--1", "-x", "4294967296", "-2147483649", "-9223372036854775808",
    "-18446744073709551615", "18446744073709551615", "99999999999999999999",
  ])
  func decimal32RejectsOverflows(text: String) {
    #expect(read(text) { $0.decimal32(&$1) }.value == nil)
  }

  /// An address or a port would be read wrong.
  @Test(
    arguments: [
      ("0", 1...1, 0, 1), ("0123456789abcdef", 1...16, 0x0123_4567_89ab_cdef, 16),
      ("0123456789ABCDEF", 16...16, 0x0123_4567_89ab_cdef, 16),
      ("FFFFFFFFFFFFFFFF", 1...16, .max, 16), ("FFFFFFFFFFFFFFFF1", 1...16, .max, 16),
      ("1F90:", 4...4, 0x1f90, 4), ("1F90A", 4...4, 0x1f90, 4), ("Ag", 1...2, 0xa, 1),
    ] as [(String, ClosedRange<Int>, UInt64, Int)])
  func hexadecimalReadsDigitsOfBothCases(
    text: String, digits: ClosedRange<Int>, value: UInt64, end: Int
  ) {
    let (found, position) = read(text) { $0.hexadecimal(digits: digits, &$1) }
    #expect(found == value)
    #expect(position == end)
  }

  /// A damaged line, such as one with `1G:`, would be read as a socket: these bytes are next to the
  /// digits in ASCII.
  @Test(arguments: ["", "G", "g", "@", "`", "/", ":", "-1", " 1", "\u{ff11}"])
  func hexadecimalRejectsOtherBytes(text: String) {
    #expect(read(text) { $0.hexadecimal(digits: 1...8, &$1) }.value == nil)
  }

  /// A truncated address would be read as another one.
  @Test func hexadecimalRejectsTooFewDigits() {
    #expect(read("100007F:") { $0.hexadecimal(digits: 8...8, &$1) }.value == nil)
  }

  /// A field would be skipped or read twice, and all that follow would be shifted.
  @Test func fieldsAreSeparatedByBlanks() {
    let line = Array("  ab  c\t\u{1b} ".utf8)
    var position = 0
    var ends: [Int] = []
    while line.span.skipField(&position) { ends.append(position) }
    #expect(ends == [4, 9])
    #expect(position == line.count)
    let hasMore = line.span.skipField(&position)
    #expect(!hasMore)
  }

  /// A number directly followed by letters would be accepted.
  @Test(arguments: [("1", true), ("1 ", true), ("1x", false), ("1\n", false), ("1\t", false)])
  func aFieldEndsAtABlankOrTheEndOfTheLine(text: String, expected: Bool) {
    let line = Array(text.utf8)
    #expect(line.span.endsField(1) == expected)
  }

  private func read<Value>(
    _ text: String, _ body: (Span<UInt8>, inout Int) -> Value?
  ) -> (value: Value?, end: Int) {
    let bytes = Array(text.utf8)
    var position = 0
    let value = body(bytes.span, &position)
    return (value, position)
  }
}
