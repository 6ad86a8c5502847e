import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct TableFormatTests {
  /// A table with more rows than are kept in memory at once, or that several threads format, must
  /// be the same table.
  @Test(arguments: ["web-server", "every-state", "hostile-names"])
  func aTableInPartsIsIdentical(tree: String) throws {
    let columns = SocketColumns.table(isExtended: true, showsTimers: true)
    let records = Records(
      try Snapshot.capture(Query(procPath: Fixtures.path(tree))), columns,
      sortedBy: try ColumnParser.sortKeys("remote,inode"), Names(isNumeric: false, []) { [] })
    var format = TableFormat(FormatOptions(columns: columns, isColored: true))
    format.maxBufferedRows = 1000
    format.minRowsPerThread = 1000
    let whole = try format.text(records)
    #expect(whole.split(separator: "\n").count > 5)
    for (most, fewest) in [(1, 1), (2, 1), (5, 2), (5, 1000), (1000, 1), (1000, 3)] {
      format.maxBufferedRows = most
      format.minRowsPerThread = fewest
      #expect(try format.text(records) == whole)
    }
  }

  /// Headings must be aligned with their cells, and `-H` omits both lines of the heading.
  @Test func columnsAreAsWideAsTheirCellsAndHeadings() throws {
    let rows = try SampleRows(
      ["a", "long"], [[.word("wide cell"), .word("x")], [.word("y"), .null]])
    #expect(
      try TableFormat(FormatOptions(columns: rows.columns)).text(rows.records) == """
        Active Connections

        A          LONG
        wide cell  x
        y          -

        """)
    #expect(
      try TableFormat(FormatOptions(columns: rows.columns, showsHeader: false)).text(rows.records)
        == "wide cell  x\ny          -\n")
  }

  /// On a narrow terminal columns are omitted from the right. In a file nothing may be omitted.
  @Test func aTableFitsTheTerminal() throws {
    let rows = try SampleRows(["a", "b"], [[.word("12345678"), .word("12345678")]])
    let narrow = FormatOptions(
      columns: rows.columns, showsHeader: false, fitsTerminal: true, width: 12)
    #expect(try TableFormat(narrow).text(rows.records) == "12345678\n")
    let whole = FormatOptions(columns: rows.columns, showsHeader: false, width: 12)
    #expect(try TableFormat(whole).text(rows.records) == "12345678  12345678\n")
  }

  /// Scripts split the lines of a stream at blanks: an empty cell would shift those after it.
  @Test func eventsAreLinesWithoutEmptyCells() throws {
    let rows = try SampleRows(["a", "b", "c"], [[.word("x"), .word(""), .null]])
    let options = FormatOptions(columns: rows.columns, isStream: true, fitsTerminal: true, width: 1)
    #expect(
      try TableFormat(options).text(
        rows.events(.opened), rows.events(.changed), rows.events(.closed)) == """
          + x - -
          ~ x - -
          - x - -

          """)
  }
}
