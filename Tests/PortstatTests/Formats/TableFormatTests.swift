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

  /// Headings must be aligned with their cells, and `-H` omits them.
  @Test func columnsAreAsWideAsTheirCellsAndHeadings() throws {
    let rows = try SampleRows(
      ["a", "long"], [[.word("wide cell"), .word("x")], [.word("y"), .null]])
    #expect(
      try TableFormat(FormatOptions(columns: rows.columns)).text(rows.records) == """
        A          LONG
        wide cell  x
        y          -

        """)
    #expect(
      try TableFormat(FormatOptions(columns: rows.columns, showsHeader: false)).text(rows.records)
        == "wide cell  x\ny          -\n")
  }

  /// On a narrow terminal columns are omitted, and named for the note. In a file nothing may be omitted.
  @Test func aTableFitsTheTerminal() throws {
    let columns = try ColumnParser.choice("protocol,state,service,class").columns([])
    let records = Records(
      try Snapshot.capture(Query(procPath: Fixtures.path("web-server"))), columns, sortedBy: [],
      Names(isNumeric: false, []) { [] })
    func lines(_ options: FormatOptions) throws -> (first: Substring?, omitted: [String]) {
      var format = TableFormat(options)
      var output = OutputBuffer(StandardStream(descriptor: -1))
      format.begin(to: &output)
      _ = try? format.append(records, to: &output)
      let text = try TableFormat(options).text(records)
      return (text.split(separator: "\n").first, format.omittedColumns.map(\.key))
    }
    let narrow = try lines(FormatOptions(columns: columns, fitsTerminal: true, width: 20))
    #expect(narrow.first == "Proto  State" && narrow.omitted == ["service", "class"])
    let whole = try lines(FormatOptions(columns: columns, width: 20))
    #expect(whole.first == "Proto  State        Service     Class" && whole.omitted.isEmpty)
  }

  /// The title is for people: in a pipe it would be one more line that scripts have to skip.
  @Test func theTitleIsPrintedOnlyIfItIsWanted() throws {
    let rows = try SampleRows(["a"], [[.word("x")]])
    var options = FormatOptions(columns: rows.columns, showsTitle: true)
    #expect(try TableFormat(options).text(rows.records) == "Active Connections\n\nA\nx\n")
    options.showsHeader = false
    #expect(try TableFormat(options).text(rows.records) == "x\n")
  }

  /// awk counts fields: an empty cell would move those after it.
  @Test func noCellIsEmpty() throws {
    let rows = try SampleRows(
      ["a", "b", "c", "d"], [[.text([]), .word(""), .null, .numbers([])]])
    let options = FormatOptions(columns: rows.columns, showsHeader: false)
    #expect(try TableFormat(options).text(rows.records) == "-  -  -  -\n")
  }

  /// Scripts split the lines of a stream at blanks: an empty cell would shift those after it.
  @Test func eventsAreLinesWithoutEmptyCells() throws {
    let rows = try SampleRows(["a", "b", "c"], [[.word("x"), .word(""), .null]])
    let options = FormatOptions(columns: rows.columns, isStream: true, fitsTerminal: true, width: 1)
    #expect(
      try TableFormat(options).text(
        rows.events(.opened), rows.events(.changed), rows.events(.closed)
      ).replacing(/[0-9][0-9]:[0-9][0-9]:03\.045/, with: "TIME") == """
        TIME + x - -
        TIME ~ x - -
        TIME - x - -

        """)
  }
}
