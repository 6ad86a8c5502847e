import TestSupport
import Testing

@testable import portstat

@Suite struct TableLayoutTests {
  private static func column(
    _ title: String, isShortenable: Bool = false, mayOverflow: Bool = false,
    omission: Column.Omission = .never
  ) -> Column {
    Column(
      title.lowercased(), title, isShortenable: isShortenable, mayOverflow: mayOverflow,
      omission: omission, "made by a test"
    ) { _, _ in .null }
  }

  private static let columns = [
    column("Proto", omission: .last(10)), column("Local Address", mayOverflow: true),
    column("Foreign Address", mayOverflow: true, omission: .withoutPeers(9)), column("State"),
    column("Timer", mayOverflow: true, omission: .last(3)), column("PID"),
    column("Process", isShortenable: true), column("Service", omission: .first(2)),
    column("Class", omission: .first(1)),
  ]

  /// Rows between two IPv4 addresses, of a program with a name of 15 characters.
  private static let ordinary = [4, 14, 18, 11, 1, 6, 15, 10, 10]
  private static let listener = [4, 14, 3, 6, 1, 6, 15, 10, 10]
  /// A row between two full-length IPv6 addresses.
  private static let long = [4, 47, 47, 11, 1, 6, 15, 10, 10]

  private func layout(
    _ rows: [[Int]], _ width: Int, isStrict: Bool = false, keepsColumns: Bool = false
  ) -> (titles: [String], widths: [Int], omitted: [String]) {
    var widths = CellWidths(headings: Self.columns.map(\.title.utf8.count))
    for row in rows {
      for (column, width) in row.enumerated() { widths.add(width, in: column) }
      widths.addRow()
    }
    let layout = TableLayout(
      Self.columns, widths,
      fitting: TableLayout.Limit(width: width, isStrict: isStrict, keepsColumns: keepsColumns))
    return (
      layout.columns.map { Self.columns[$0.index].title }, layout.columns.map(\.width),
      layout.omitted.map(\.title)
    )
  }

  private func lineWidth(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + (widths.count - 1) * TableLayout.gap
  }

  private func repeated(_ row: [Int], _ count: Int) -> [[Int]] {
    Array(repeating: row, count: count)
  }

  /// If the terminal is wide enough, nothing must be missing.
  @Test func nothingIsOmittedIfThereIsRoom() {
    let widths = [5, 14, 18, 11, 5, 6, 15, 10, 10]
    for width in [110, 1000] {
      #expect(layout(repeated(Self.ordinary, 9), width).widths == widths)
    }
  }

  /// Class and Service say least, so they are the first to go. State, PID and Process say what people look
  /// for: they must stay however narrow the terminal is.
  @Test func classAndServiceAreOmittedFirst() {
    let rows = repeated(Self.ordinary, 9)
    #expect(layout(rows, 109).omitted == ["Class"])
    #expect(layout(rows, 97).omitted == ["Service", "Class"])
    for width in 1...97 { #expect(layout(rows, width).omitted == ["Service", "Class"]) }
  }

  /// One long row must not cost the others a column: it becomes longer than the terminal instead.
  @Test(arguments: [2, 5, 9, 23, 100])
  func aLongRowCostsOtherRowsNoColumn(count: Int) {
    let rows = repeated(Self.ordinary, count - 1)
    #expect(layout(rows + [Self.long], 120).omitted.isEmpty)
    #expect(layout(rows + [Self.long], 120).widths == layout(rows, 120).widths)
  }

  /// A tenth of the rows may be longer than the terminal, but not more of them: long addresses are common in
  /// networks that use IPv6.
  @Test func manyLongRowsCostColumns() {
    #expect(layout(repeated(Self.ordinary, 18) + repeated(Self.long, 2), 120).omitted.isEmpty)
    #expect(
      layout(repeated(Self.ordinary, 17) + repeated(Self.long, 3), 120).omitted
        == ["Service", "Class"])
    #expect(layout([Self.long], 120).omitted == ["Service", "Class"])
  }

  /// The foreign address of listeners is always `*:*`. In any other list it must stay.
  @Test func foreignAddressIsOmittedFromAListOfListeners() {
    let listeners = repeated(Self.listener, 9)
    #expect(layout(listeners, 70).omitted == ["Foreign Address", "Service", "Class"])
    #expect(!layout(listeners + [Self.ordinary], 70).omitted.contains("Foreign Address"))
  }

  /// Names are shortened to 12 characters at the least: fewer say too little.
  @Test func namesAreShortenedToTwelveCharacters() {
    let rows = repeated(Self.ordinary, 9)
    let process = { self.layout(rows, $0).widths.last }
    #expect(process(86) == 15)
    #expect(process(85) == 14)
    #expect(process(83) == 12)
    for width in 1...83 { #expect(process(width) ?? 0 >= 12) }
    #expect(process(40) == 12)
  }

  /// Columns that a user has named must all be there, with whole names. One long row must still not make
  /// every line longer, on a terminal and on the screen of the live view.
  @Test(arguments: [40, 60, 90], [false, true])
  func chosenColumnsAreKept(width: Int, isStrict: Bool) {
    let rows = repeated(Self.ordinary, 11)
    let widths = [5, 14, 18, 11, 5, 6, 15, 10, 10]
    for rows in [rows, rows + [Self.long]] {
      let chosen = layout(rows, width, isStrict: isStrict, keepsColumns: true)
      #expect(chosen.omitted.isEmpty)
      #expect(chosen.widths == widths)
    }
    let long = layout(repeated(Self.long, 5), width, isStrict: isStrict, keepsColumns: true)
    #expect(long.widths == [5, 47, 47, 11, 5, 6, 15, 10, 10])
  }

  /// A column that was asked for may be missing from the screen only if there is no room for it.
  @Test(arguments: 40...110)
  func aScreenOmitsNoColumnThatFits(width: Int) {
    let rows = repeated(Self.listener, 9)
    let (titles, widths, omitted) = layout(rows, width, isStrict: true)
    // The widths of the columns at their narrowest.
    let room = width - lineWidth(zip(titles, widths).map { $0 == "Process" ? 12 : $1 })
    if omitted.contains("Timer") { #expect(room < 5 + TableLayout.gap) }
    if omitted.contains("Proto") { #expect(room < 5 + TableLayout.gap) }
  }

  /// A wide cell of 100,000 characters must not take 100,000 steps, nor cost another column.
  @Test func aVeryWideCellCostsNothing() {
    let hostile = [4, 14, 18, 11, 1, 6, 100_000, 10, 10]
    let (_, widths, omitted) = layout(repeated(Self.ordinary, 9) + [hostile], 120)
    #expect(omitted.isEmpty && lineWidth(widths) == 120)
  }

  /// On the screen of the live view, the end of a long line is lost. So more columns may go, but never
  /// State, PID and Process, from 40 columns on.
  @Test(arguments: 38...130)
  func aScreenAlwaysShowsStateAndOwner(width: Int) {
    for rows in [[Self.long], repeated(Self.ordinary, 9) + [Self.long], [Self.listener]] {
      let (titles, widths, _) = layout(rows, width, isStrict: true)
      #expect(Set(titles).isSuperset(of: ["State", "PID", "Process", "Local Address"]))
      #expect(lineWidth(widths) <= width)
    }
  }

  /// In any table only names and addresses may become narrower, and addresses not narrower than their
  /// heading, so that headings stay above their columns.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyRowsAreLaidOut(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<LongTests.count(60, long: 1_500) {
      let rows = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        Self.columns.map { _ in Int.random(in: 1...90, using: &generator) }
      }
      let width = Int.random(in: 1...200, using: &generator)
      let (titles, widths, omitted) = layout(rows, width)
      #expect((titles + omitted).sorted() == Self.columns.map(\.title).sorted())
      for (title, width) in zip(titles, widths) {
        guard let index = Self.columns.firstIndex(where: { $0.title == title }) else { continue }
        let widest = max(rows.map { $0[index] }.max() ?? 0, title.utf8.count)
        #expect(title.utf8.count...widest ~= width)
        let column = Self.columns[index]
        if !column.isShortenable, !column.mayOverflow { #expect(width == widest) }
        if column.isShortenable { #expect(width >= min(widest, TableLayout.minNameWidth)) }
      }
    }
  }
}
