import Testing

@testable import portstat

/// Rates in the table.
@Suite struct RoundedNumberTests {
  /// A unit that is off by one makes a rate a thousand times too high or too low.
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1.0k"), (1049, "1.0k"), (1050, "1.1k"), (14_320, "14.3k"),
    (99_949, "99.9k"), (99_950, "100k"), (310_499, "310k"), (999_499, "999k"),
    (999_500, "1.0M"), (1_249_999, "1.2M"), (18_449_000_000, "18.4G"), (UInt64.max, "18.4E"),
  ])
  func itHasThreeDigitsAtMost(number: UInt64, expected: String) {
    var text: [UInt8] = []
    RoundedNumber.append(number, to: &text)
    #expect(String(decoding: text, as: UTF8.self) == expected)
  }

  /// A script gets the whole number.
  @Test func onlyTextIsRounded() {
    var json: [UInt8] = []
    JSONFormatter.append(.rounded(1_234_567), to: &json)
    #expect(String(decoding: json, as: UTF8.self) == "1234567")
    #expect(Value.rounded(1) < .rounded(2) && Value.rounded(2) < .null)
  }
}
