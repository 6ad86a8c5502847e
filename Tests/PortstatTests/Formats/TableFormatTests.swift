import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct TableFormatTests {
  /// A table of more rows than are kept as text at once, or made by several threads: the columns are
  /// as wide, the rows the same in the same order.
  @Test(arguments: ["web-server", "every-state", "hostile-names"])
  func aTableInPartsIsTheSameTable(tree: String) throws {
    let columns = SocketColumns.table(isExtended: true, showsTimers: true)
    let records = Records(
      try Snapshot.capture(Query(procPath: Fixtures.path(tree))), columns,
      sortedBy: try ColumnParser.sortKeys("remote,inode"), Names(isNumeric: false, []) { [] })
    var format = TableFormat(FormatOptions(columns: columns, isColored: true))
    format.mostRows = 1000
    format.fewestRows = 1000
    let whole = try format.text(records)
    #expect(whole.split(separator: "\n").count > 5)
    for (most, fewest) in [(1, 1), (2, 1), (5, 2), (5, 1000), (1000, 1), (1000, 3)] {
      format.mostRows = most
      format.fewestRows = fewest
      #expect(try format.text(records) == whole)
    }
  }

  /// The heading stands over its cells, and `-H` leaves both lines of it out.
  @Test func columnsAreAsWideAsTheirCellsAndHeadings() throws {
    let rows = try MadeRows(
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

  /// On a narrow terminal columns are left out from the right; without one, nothing is.
  @Test func aTableFitsTheTerminal() throws {
    let rows = try MadeRows(["a", "b"], [[.word("12345678"), .word("12345678")]])
    let narrow = FormatOptions(
      columns: rows.columns, showsHeader: false, fitsTerminal: true, width: 12)
    #expect(try TableFormat(narrow).text(rows.records) == "12345678\n")
    let whole = FormatOptions(columns: rows.columns, showsHeader: false, width: 12)
    #expect(try TableFormat(whole).text(rows.records) == "12345678  12345678\n")
  }

  /// A line of a stream is cut at its blanks: an empty cell would move those behind it.
  @Test func eventsAreLinesWithoutEmptyCells() throws {
    let rows = try MadeRows(["a", "b", "c"], [[.word("x"), .word(""), .null]])
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
