import SocketInspector
import Testing

@testable import portstat

@Suite struct RowFormatterTests {
  private let columns = [
    Column("name", "Name", isShortenable: true, "a name") { _, _ in .null },
    Column("number", "Number", as: .integer, "a number") { _, _ in .null },
    Column("last", "Last", "the last") { _, _ in .null },
  ]

  private func cells(_ rows: [[(String, Style)]]) -> CellBuffer {
    var cells = CellBuffer(columnCount: columns.count, rowCount: rows.count)
    for (text, style) in rows.joined() {
      cells.append(style) { $0.append(contentsOf: text.utf8) }
    }
    cells.measure()
    return cells
  }

  private func text(
    _ cells: CellBuffer, fitting limit: Int? = nil, isStyled: Bool = true
  ) -> [String] {
    let formatter = RowFormatter(columns, widths: cells.columnWidths, fitting: limit)
    var text: [UInt8] = []
    formatter.append(cells, rows: 0..<cells.rowCount, isStyled: isStyled, to: &text)
    #expect(
      text.count <= cells.length(of: 0..<cells.rowCount) + cells.rowCount
        * formatter.extraBytesPerRow)
    return String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// Numbers are easier to compare if they are right-aligned. Trailing blanks are noise in a diff.
  @Test func numbersAreRightAlignedAndLinesHaveNoTrailingBlanks() {
    let rows: [[(String, Style)]] = [
      [("a", .plain), ("5", .plain), ("x", .plain)],
      [("abc", .plain), ("1000", .plain), ("", .plain)],
    ]
    #expect(text(cells(rows)) == ["a       5  x", "abc  1000"])
  }

  /// A color that is not reset at the end of its cell would color the rest of the terminal.
  @Test func colorsEndWithTheirCells() {
    let rows = [[("a", Style.red), ("5", .plain), ("x", .green)]]
    #expect(text(cells(rows)) == ["\u{1b}[31ma\u{1b}[0m  5  \u{1b}[32mx\u{1b}[0m"])
    #expect(text(cells(rows), isStyled: false) == ["a  5  x"])
  }

  /// Wide and combining characters must not shift the columns after them.
  @Test func wideAndCombiningCharactersKeepTheColumns() {
    let rows: [[(String, Style)]] = [
      [("日本", .plain), ("1", .plain), ("x", .plain)],
      [("e\u{301}", .plain), ("1", .plain), ("x", .plain)],
      [("abcd", .plain), ("1", .plain), ("x", .plain)],
    ]
    #expect(text(cells(rows)) == ["日本  1  x", "e\u{301}     1  x", "abcd  1  x"])
  }

  /// A shortened name must be marked, and the number of other owners must stay visible.
  @Test func aNameIsShortenedIfTheLineIsTooLong() {
    let rows = [[("a-very-long-name +3", Style.plain), ("1", .plain), ("x", .plain)]]
    #expect(text(cells(rows), fitting: 16) == ["a-very-long.. +3"])
  }
}
