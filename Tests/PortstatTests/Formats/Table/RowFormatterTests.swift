import SocketInspector
import Testing

@testable import portstat

@Suite struct RowFormatterTests {
  private let columns = [
    Column("name", "Name", isShortenable: true, "a name") { _, _ in .null },
    Column("number", "Number", as: .integer, "a number") { _, _ in .null },
    Column("last", "Last", omission: .first(1), "the last") { _, _ in .null },
  ]
  private let addresses = [
    Column("local", "Local", mayOverflow: true, "an address") { _, _ in .null },
    Column("remote", "Remote", mayOverflow: true, "an address") { _, _ in .null },
    Column("state", "State", "a state") { _, _ in .null },
  ]

  private func cells(_ rows: [[(String, Style)]]) -> CellBuffer {
    var cells = CellBuffer(headings: columns.map { _ in 0 }, rowCount: rows.count)
    for (text, style) in rows.joined() {
      cells.append(style) { $0.append(contentsOf: text.utf8) }
    }
    cells.measure()
    return cells
  }

  private func text(
    _ cells: CellBuffer, of columns: [Column]? = nil, fitting limit: TableLayout.Limit? = nil,
    isStyled: Bool = true
  ) -> [String] {
    let formatter = RowFormatter(columns ?? self.columns, cells.widths, fitting: limit)
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
    let rows = [[("a", Style.closed), ("5", .plain), ("x", .opened)]]
    #expect(text(cells(rows)) == ["\u{1b}[31ma\u{1b}[0m  5  \u{1b}[34mx\u{1b}[0m"])
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

  /// A shortened name must be marked.
  @Test func aNameIsShortenedIfTheLineIsTooLong() {
    let rows = [[("a-very-long-name", Style.plain), ("1", .plain), ("x", .plain)]]
    #expect(text(cells(rows), fitting: TableLayout.Limit(width: 17)) == ["a-very-long-..  1"])
  }

  /// A row with a long address is longer than the others, which stay aligned. Its own cells return to their
  /// columns as soon as there is room.
  @Test func aLongAddressMovesOnlyItsOwnRow() {
    let rows: [[(String, Style)]] = [
      [("10.0.0.7:22", .plain), ("10.0.0.9:51514", .plain), ("ESTABLISHED", .plain)],
      [("10.0.0.7:80", .plain), ("10.0.0.9:51515", .plain), ("ESTABLISHED", .plain)],
      [("[2001:db8::7:7]:22", .plain), ("*:*", .plain), ("LISTEN", .plain)],
      [("[2001:db8::7:7]:22", .plain), ("[2001:db8::9:9]:999", .plain), ("LISTEN", .plain)],
    ]
    let lines = text(cells(rows), of: addresses, fitting: TableLayout.Limit(width: 40))
    #expect(
      lines == [
        "10.0.0.7:22  10.0.0.9:51514  ESTABLISHED", "10.0.0.7:80  10.0.0.9:51515  ESTABLISHED",
        "[2001:db8::7:7]:22  *:*      LISTEN", "[2001:db8::7:7]:22  [2001:db8::9:9]:999  LISTEN",
      ])
  }

  /// On a screen the end of a long line is lost, so a long address is cut instead, with a mark: the
  /// beginning of an address is a different address.
  @Test func aLongAddressIsCutOnAScreen() {
    let rows: [[(String, Style)]] = [
      [("[2001:db8::7:7]:22", .plain), ("[2001:db8::9:9]:999", .plain), ("LISTEN", .plain)]
    ]
    let lines = text(
      cells(rows), of: addresses, fitting: TableLayout.Limit(width: 30, isStrict: true))
    #expect(lines == ["[2001:db8>  [2001:db8>  LISTEN"])
    let listener: [[(String, Style)]] = [
      rows[0], [("[2001:db8::7:7]:22", .plain), ("*:*", .plain), ("LISTEN", .plain)],
    ]
    #expect(
      text(cells(listener), of: addresses, fitting: TableLayout.Limit(width: 30, isStrict: true))
        == ["[2001:db8::7:>  [2001>  LISTEN", "[2001:db8::7:>  *:*     LISTEN"])
  }

  /// A cut address cannot be looked up. The columns at the end of the line say less: for a long address, they
  /// leave the screen first. Every cell stays below its heading.
  @Test(arguments: [
    (44, "[2001:db8::5:5]:4430  *:*  LISTEN  https-alt"),
    (42, "[2001:db8::5:5]:4430  *:*  LISTEN"),
    (33, "[2001:db8::5:5]:4430  *:*  LISTEN"),
    (31, "[2001:db8::5:5]:4>  *:*  LISTEN"),
  ])
  func anAddressIsWholeWhileOtherColumnsCanGo(width: Int, line: String) {
    let columns =
      addresses + [
        Column("service", "Service", omission: .first(1), "a service") { _, _ in .null }
      ]
    let texts =
      (1...9).map { ["10.0.0.\($0):4", "*:*", "LISTEN", "x"] }
      + [["[2001:db8::5:5]:4430", "*:*", "LISTEN", "https-alt"]]
    var cells = CellBuffer(headings: columns.map { _ in 0 }, rowCount: texts.count)
    for text in texts.joined() { cells.append(.plain) { $0.append(contentsOf: text.utf8) } }
    cells.measure()
    let lines = text(
      cells, of: columns, fitting: TableLayout.Limit(width: width, isStrict: true))
    #expect(lines.last == line)
  }
}
