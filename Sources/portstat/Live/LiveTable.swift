import SocketInspector

/// A table of the live view: its heading, and the rows that are on the screen.
struct LiveTable {
  /// The columns, from left to right.
  let columns: [Column]
  /// How each row changed; nil if it did not.
  let changes: [Change.Kind?]
  /// The places of the rows with a problem.
  var problems: Set<Int> = []
  /// The place of the selected row among these; nil if it is not on the screen.
  let selection: Int?
  /// The column that the rows are sorted by; nil in the default order.
  let sortKey: SortKey?
  /// A column for the rest of the line, if that is not too short; it is cut at the edge of the screen.
  var tail: Column?
  /// Whether columns may be left out where there is no room.
  var limit: TableLayout.Limit?
  /// The cells of some of the columns.
  let cells: ([Column]) -> CellBuffer

  /// How a table looks on the screen.
  struct Picture {
    /// The heading and the rows.
    var lines: [[UInt8]] = []
    /// The columns that do not fit.
    var omitted: [Column] = []
    /// How far the table can be scrolled sideways, in terminal columns.
    var maxSideways = 0
    /// The column at a distance from the left edge of the screen.
    var column: (Int) -> Column? = { _ in nil }
  }

  /// The mark of a row with a problem that did not change, which shows it without colors too.
  static let problemMark = "!"
  /// The width of the mark at the beginning of a line.
  static let markWidth = 2
  /// The minimum width of the part of the screen that scrolls sideways while other columns stay.
  private static let minScrolledWidth = 20
  /// The minimum width of the rest of a line for another column.
  private static let minTailWidth = 30

  /// The lines with columns fitted to the screen.
  func fitted(_ screen: ScreenStyle) -> Picture {
    let part = Part(columns, limit, self, screen)
    let start = part.formatter.width + TableLayout.gap
    let room = screen.columns - Self.markWidth - start
    let tail = room < Self.minTailWidth ? nil : self.tail.map { Part([$0], nil, self, screen) }
    return Picture(
      lines: lines(screen) { row in
        guard let tail else { return part.text(row) }
        let text = part.text(row)
        let gap = start - ScreenText.width(of: text)
        return text + Array(repeating: UInt8(ascii: " "), count: max(gap, 0)) + tail.text(row)
      },
      omitted: part.formatter.omitted
    ) { position in
      part.formatter.column(at: position - Self.markWidth).map { columns[$0] }
    }
  }

  /// Whether every column fits at its full width, so that there is nothing to scroll.
  func fits(_ screen: ScreenStyle) -> Bool {
    TableLayout(columns, cells(columns).widths).lineWidth + Self.markWidth <= screen.columns
  }

  /// The lines with every column at its full width, scrolled sideways. The columns that are never left out
  /// (State, PID and Process) stay on the screen if there is enough room for the others beside them.
  ///
  /// - Parameter start: How far the other columns are scrolled, in terminal columns.
  func scrolled(to start: Int, _ screen: ScreenStyle) -> Picture {
    let isStaying = { (column: Column) in column.omission == .never && !column.mayOverflow }
    let right = Part(columns.filter(isStaying), nil, self, screen)
    let room = screen.columns - Self.markWidth - TableLayout.gap - right.width
    let isSplit = room >= Self.minScrolledWidth && right.width > 0
    let left = Part(isSplit ? columns.filter { !isStaying($0) } : columns, nil, self, screen)
    let width = isSplit ? room : max(screen.columns - Self.markWidth, 0)
    let maxSideways = max(left.width - width, 0)
    return Picture(
      lines: lines(screen) { row in
        let text = ScreenText.clipped(left.text(row), to: width, from: min(start, maxSideways))
        if !isSplit { return text }
        let gap = width + TableLayout.gap - ScreenText.width(of: text)
        return text + Array(repeating: UInt8(ascii: " "), count: gap) + right.text(row)
      }, maxSideways: maxSideways
    ) { position in
      let place = position - Self.markWidth
      if isSplit, place >= width + TableLayout.gap {
        let columns = columns.filter(isStaying)
        return right.formatter.column(at: place - width - TableLayout.gap).map { columns[$0] }
      }
      let columns = isSplit ? columns.filter { !isStaying($0) } : columns
      return place < 0 || place >= width
        ? nil : left.formatter.column(at: place + min(start, maxSideways)).map { columns[$0] }
    }
  }

  /// Some of the columns, laid out side by side.
  private struct Part {
    let formatter: RowFormatter
    let cells: CellBuffer
    let width: Int
    private let mark: (index: Int, text: String)?
    private let isStyled: (Int) -> Bool

    init(
      _ columns: [Column], _ limit: TableLayout.Limit?, _ table: LiveTable, _ screen: ScreenStyle
    ) {
      cells = table.cells(columns)
      formatter = RowFormatter(columns, cells.widths, fitting: limit, screen.palette)
      width = TableLayout(columns, cells.widths).lineWidth
      mark = table.sortKey.flatMap { key in
        columns.firstIndex { $0.key == key.column.key }.map { ($0, screen.orderMark(key)) }
      }
      // The color of a row stands for its change.
      isStyled = { screen.isColored && table.changes[$0] == nil && table.selection != $0 }
    }

    /// The text of a row; of the heading for nil.
    func text(_ row: Int?) -> [UInt8] {
      var text: [UInt8] = []
      if let row {
        formatter.append(cells, rows: row..<row + 1, isStyled: isStyled(row), to: &text)
      } else {
        formatter.appendHeading(mark: mark, to: &text)
      }
      return text
    }
  }

  /// The heading and the rows, with marks and colors.
  ///
  /// - Parameter text: The text of a row, or of the heading.
  private func lines(_ screen: ScreenStyle, _ text: (Int?) -> [UInt8]) -> [[UInt8]] {
    func clipped(_ line: [UInt8]) -> [UInt8] {
      ScreenText.clipped(line, to: screen.columns)
    }
    // In another color than the selected row, which may be below it.
    let heading = screen.heading(clipped("  ".utf8 + text(nil)))
    return [heading]
      + changes.enumerated().map { row, change in
        let isProblem = change == nil && problems.contains(row)
        let mark = change?.mark ?? (isProblem ? Self.problemMark : " ")
        let shown = row == selection || !isProblem ? mark : screen.colored(mark, .problem)
        let line = clipped(Array("\(shown) ".utf8) + text(row))
        let color = change.flatMap { screen.color(Style(of: $0)) } ?? []
        if row == selection { return screen.reversed(line, color) }
        return color.isEmpty ? line : color + line + Array(Palette.end.utf8)
      }
  }
}
