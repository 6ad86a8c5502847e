import SocketInspector

/// Writes the lines of a table, without trailing spaces.
struct RowFormatter {
  private let titles: [String]
  private let isRightAligned: [Bool]
  private let layout: TableLayout
  /// The maximum length of a line with its end, in addition to the text of its cells, in bytes.
  let extraBytesPerRow: Int

  /// - Parameters:
  ///   - widths: The widths of the columns, in terminal columns.
  ///   - limit: The maximum width of a line, in terminal columns; nil for no limit.
  init(_ columns: [Column], widths: [Int], fitting limit: Int?) {
    titles = columns.map(\.title)
    isRightAligned = columns.map { $0.alignment == .right }
    var layout = TableLayout(widths: widths)
    if let limit { layout.fit(limit) { columns[$0].isShortenable } }
    self.layout = layout
    extraBytesPerRow = layout.columns.reduce(1) {
      $0 + $1.width + TableLayout.gap + Style.maxSequenceLength
    }
  }

  func appendHeading(to text: inout [UInt8]) {
    var cells = CellBuffer(columnCount: titles.count, rowCount: 1)
    for title in titles { cells.append(nil) { $0.append(contentsOf: title.utf8) } }
    cells.measure()
    append(cells, rows: 0..<1, to: &text)
  }

  /// Appends the lines of some rows, with newlines between them.
  ///
  /// - Parameter isStyled: Whether the colors of the cells are written.
  func append(
    _ cells: CellBuffer, rows: Range<Int>, isStyled: Bool = true, to text: inout [UInt8]
  ) {
    text.append(addingCapacity: cells.length(of: rows) + rows.count * extraBytesPerRow) { text in
      for row in rows {
        if row > rows.lowerBound { text.append(UInt8(ascii: "\n")) }
        append(cells, row: row, isStyled: isStyled, to: &text)
      }
    }
  }

  private func append(
    _ cells: CellBuffer, row: Int, isStyled: Bool, to line: inout OutputSpan<UInt8>
  ) {
    var pendingSpaces = 0  // written before the next text, so that none end the line
    for index in layout.columns.indices {
      let column = layout.columns[index]
      let range = cells.range(row, column.index)
      var width = cells.width(of: range)
      var shortened: [UInt8]?
      if width > column.width {
        let text = CellBuffer.shortened(cells.text[range], to: column.width)
        width = CellBuffer.width(of: text[...])
        shortened = text
      }
      let padding = max(column.width - width, 0)
      if isRightAligned[column.index] { pendingSpaces += padding }
      if !range.isEmpty {
        line.append(repeating: UInt8(ascii: " "), count: pendingSpaces)
        pendingSpaces = 0
        let style = isStyled ? cells.style(row, column.index) : .plain
        if style != .plain { line.append(ascii: style.start) }
        if let shortened {
          line.append(bytes: shortened.span)
        } else {
          line.append(bytes: cells.text.span.extracting(range))
        }
        if style != .plain { line.append(ascii: style.end) }
      }
      pendingSpaces += (isRightAligned[column.index] ? 0 : padding) + TableLayout.gap
    }
  }
}
