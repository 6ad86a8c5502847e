import SocketInspector
import Testing

@testable import portstat

@Suite struct ValueTests {
  /// Numbers must not be sorted as text, or addresses as strings.
  @Test func valuesOfOneKindHaveTheirNaturalOrder() throws {
    let address = try #require(IPAddress("10.0.0.2"))
    let other = try #require(IPAddress("10.0.0.10"))
    let pairs: [(Value, Value)] = [
      (.integer(9), .integer(10)), (.boolean(false), .boolean(true)),
      (.decimal(99, places: 2), .decimal(100, places: 2)), (.word("a"), .word("b")),
      (.text(Array("a".utf8)), .text(Array("b".utf8))),
      (.address(address), .address(other)),
      (
        .endpoint(.ip(address, port: 9)),
        .endpoint(.ip(address, port: 10))
      ), (.numbers([7]), .numbers([7, 8])),
      // A user without a name is shown by number.
      (.integer(1000), .text(Array("alice".utf8))),
    ]
    for (first, second) in pairs {
      #expect(first < second && !(second < first), "\(first)")
      #expect(first == first, "\(first)")
    }
  }

  /// A round-trip time in the table would be off by a power of ten.
  @Test(arguments: [
    (0, "0"), (43, "0.043"), (999, "0.999"), (1_000, "1"), (1_234, "1.23"), (1_235, "1.24"),
    (9_994, "9.99"), (9_995, "10"), (12_437, "12.4"), (99_949, "99.9"), (99_950, "100"),
    (123_456, "123"), (999_999, "1000"), (1_234_567, "1235"),
  ])
  func timesAreRoundedToThreeDigits(thousandths: UInt64, expected: String) {
    var text: [UInt8] = []
    TextFormatter(showsFirstOwnerOnly: false, placeholder: "-")
      .append(.decimal(thousandths, withDigits: 3), to: &text)
    #expect(String(decoding: text, as: UTF8.self) == expected)
  }

  /// Rows without a value must come last, not among those that have one.
  @Test func missingValuesComeLast() {
    #expect(Value.integer(1) < .null && !(Value.null < .integer(1)))
    #expect(Value.null.isMissing && Value.numbers([]).isMissing)
    #expect(!Value.integer(0).isMissing && !Value.text([]).isMissing)
  }
}
