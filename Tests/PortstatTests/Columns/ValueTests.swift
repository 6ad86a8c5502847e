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

  /// Rows without a value must come last, not among those that have one.
  @Test func missingValuesComeLast() {
    #expect(Value.integer(1) < .null && !(Value.null < .integer(1)))
    #expect(Value.null.isMissing && Value.numbers([]).isMissing)
    #expect(!Value.integer(0).isMissing && !Value.text([]).isMissing)
  }
}
