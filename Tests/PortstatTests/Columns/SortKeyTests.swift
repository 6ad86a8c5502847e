import SocketInspector
import Testing

@testable import portstat

@Suite struct SortKeyTests {
  private func order(_ rows: [[Value]], _ keys: (place: Int, isDescending: Bool)...) throws
    -> [UInt32]?
  {
    let made = try SampleRows(["first", "second"], rows)
    return made.order(
      keys.map { SortKey(column: made.columns[$0.place], isDescending: $0.isDescending) })
  }

  /// `--sort` must be able to show the largest queue first, or the smallest.
  @Test func rowsAreSortedInEitherDirection() throws {
    let rows: [[Value]] = [
      [.integer(2), .null], [.integer(3), .null], [.integer(1), .null],
    ]
    #expect(try order(rows, (0, false)) == [2, 0, 1])
    #expect(try order(rows, (0, true)) == [1, 0, 2])
  }

  /// Rows that are equal by the first key are sorted by the second, and keep their order if they
  /// are equal by all keys: otherwise two runs would differ.
  @Test func equalRowsAreSortedByTheNextKey() throws {
    let rows: [[Value]] = [
      [.word("b"), .integer(2)], [.word("a"), .integer(2)], [.word("b"), .integer(1)],
      [.word("a"), .integer(2)], [.word("b"), .integer(2)],
    ]
    #expect(try order(rows, (0, false), (1, false)) == [1, 3, 2, 0, 4])
    #expect(try order(rows, (0, false), (1, true)) == [1, 3, 0, 4, 2])
    #expect(try order(rows, (0, true)) == [0, 2, 4, 1, 3])
  }

  /// Rows without a value must not hide those with one.
  @Test func rowsWithoutAValueComeLastInEitherDirection() throws {
    let rows: [[Value]] = [
      [.null, .null], [.integer(1), .null], [.numbers([]), .null], [.integer(2), .null],
    ]
    #expect(try order(rows, (0, false)) == [1, 3, 0, 2])
    #expect(try order(rows, (0, true)) == [3, 1, 0, 2])
  }

  /// The default order must not cost a sort.
  @Test func withoutKeysNothingIsSorted() throws {
    #expect(try order([[.null, .null]]) == nil)
  }
}
