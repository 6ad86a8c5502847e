import Testing

@testable import SocketInspector

@Suite struct TextFieldsTests {
  /// A number that is read wrong is a wrong inode, hence a wrong owner.
  @Test(
    arguments: [
      ("0", 0, 1), ("7", 7, 1), ("00012", 12, 5), ("18446744073709551615", UInt64.max, 20),
      ("018446744073709551615 ", UInt64.max, 21), ("12x", 12, 2), ("12 13", 12, 2), ("3:", 3, 1),
    ] as [(String, UInt64, Int)])
  func decimalTakesDigitsUpToTheGreatestNumber(text: String, value: UInt64, end: Int) {
    let (found, position) = read(text) { $0.decimal(&$1) }
    #expect(found == value)
    #expect(position == end)
  }

  /// An overflow that wraps around would show some other socket's inode; one that traps ends the
  /// program.
  @Test(arguments: [
    "", " 1", "-1", "+1", "x", "18446744073709551616", "18446744073709551620",
    "99999999999999999999", "100000000000000000000000000000000000000000000",
  ])
  func decimalRefusesWhatIsNoNumberBelow2To64(text: String) {
    #expect(read(text) { $0.decimal(&$1) }.value == nil)
  }

  /// Kernels up to 4.19 print an unsigned uid as negative: it is the user's number all the same.
  @Test(
    arguments: [
      ("0", 0), ("4294967295", .max), ("-1", .max), ("-2", .max - 1), ("-2147483648", 1 << 31),
      ("-0", 0), ("2147483648", 1 << 31),
    ] as [(String, UInt32)])
  func decimal32ReadsNegativeNumbersAsUnsigned(text: String, value: UInt32) {
    #expect(read(text) { $0.decimal32(&$1) }.value == value)
  }

  /// A number of more than 32 bits that is cut to 32 is another user's.
  @Test(arguments: [
    "", "-", "--1", "-x", "4294967296", "-2147483649", "-9223372036854775808",
    "-18446744073709551615", "18446744073709551615", "99999999999999999999",
  ])
  func decimal32RefusesWhatDoesNotFit(text: String) {
    #expect(read(text) { $0.decimal32(&$1) }.value == nil)
  }

  /// A hexadecimal digit that is read wrong is a wrong address or port.
  @Test(
    arguments: [
      ("0", 1...1, 0, 1), ("0123456789abcdef", 1...16, 0x0123_4567_89ab_cdef, 16),
      ("0123456789ABCDEF", 16...16, 0x0123_4567_89ab_cdef, 16),
      ("FFFFFFFFFFFFFFFF", 1...16, .max, 16), ("FFFFFFFFFFFFFFFF1", 1...16, .max, 16),
      ("1F90:", 4...4, 0x1f90, 4), ("1F90A", 4...4, 0x1f90, 4), ("Ag", 1...2, 0xa, 1),
    ] as [(String, ClosedRange<Int>, UInt64, Int)])
  func hexadecimalTakesDigitsOfBothCases(
    text: String, digits: ClosedRange<Int>, value: UInt64, end: Int
  ) {
    let (found, position) = read(text) { $0.hexadecimal(digits: digits, &$1) }
    #expect(found == value)
    #expect(position == end)
  }

  /// Letters beside the digits in ASCII are no digits: `1G:` or `1@:` is not a state.
  @Test(arguments: ["", "G", "g", "@", "`", "/", ":", "-1", " 1", "\u{ff11}"])
  func hexadecimalRefusesOtherBytes(text: String) {
    #expect(read(text) { $0.hexadecimal(digits: 1...8, &$1) }.value == nil)
  }

  /// An address cut short must not be read as a shorter address.
  @Test func hexadecimalRefusesTooFewDigits() {
    #expect(read("100007F:") { $0.hexadecimal(digits: 8...8, &$1) }.value == nil)
  }

  /// Columns are found by blanks: a field taken twice or left out shifts all that follow.
  @Test func fieldsAreWhatStandsBetweenBlanks() {
    let line = Array("  ab  c\t\u{1b} ".utf8)
    var position = 0
    var ends: [Int] = []
    while line.span.skipField(&position) { ends.append(position) }
    #expect(ends == [4, 9])
    #expect(position == line.count)
    let hasMore = line.span.skipField(&position)
    #expect(!hasMore)
  }

  /// A number that runs on into letters is not the number before them.
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
