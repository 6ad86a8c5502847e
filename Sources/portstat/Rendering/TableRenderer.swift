import SocketInspector

/// Columns of text, as netstat prints them.
struct TableRenderer: Renderer {
  /// How many characters a line may have; nil for as many as it takes.
  let width: Int?
  let isColored: Bool

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let cells = try cells(of: report)
    let layout = layout(of: report, cells)
    if report.view.showsHeader {
      output.append("Active Connections\n\n")
      appendLine(layout, report.columns, &output) { column in
        (report.columns[column].title.utf8.map { $0 }[...], .plain)
      } width: {
        $0.count
      }
    }
    for row in 0..<cells.rowCount {
      appendLine(layout, report.columns, &output) { column in
        cells.cell(row, column)
      } width: {
        cells.width(of: $0)
      } shorten: {
        cells.shortened($0, to: $1)[...]
      }
      try output.flushIfFull()
    }
    try output.flush()
  }

  private func cells(of report: Report) throws(SystemError) -> TableCells {
    var cells = TableCells(columnCount: report.columns.count)
    let writer = TextCell(
      namesFirstOwnerOnly: !report.view.isWide && report.view.chosenColumns == nil,
      placeholder: "-")
    try report.forEachSocket { socket in
      for column in report.columns {
        let value = (column.tableText ?? column.value)(socket, report.context)
        cells.append(isColored ? Style(of: column, socket) : .plain) {
          writer.append(value, to: &$0)
        }
      }
    }
    return cells
  }

  private func layout(of report: Report, _ cells: TableCells) -> TableLayout {
    let columns = report.columns
    var layout = TableLayout(
      widths: columns.indices.map { index in
        let title = report.view.showsHeader ? columns[index].title.utf8.count : 0
        return max(title, cells.columnWidths[index])
      })
    if let width, !report.view.isWide, report.view.chosenColumns == nil {
      layout.fit(width) { columns[$0].isShortenable }
    }
    return layout
  }

  /// Writes one line, without blanks at its end.
  private func appendLine(
    _ layout: TableLayout, _ columns: [Column], _ output: inout OutputBuffer,
    cell: (Int) -> (text: ArraySlice<UInt8>, style: Style),
    width: (ArraySlice<UInt8>) -> Int,
    shorten: (ArraySlice<UInt8>, Int) -> ArraySlice<UInt8> = { text, _ in text }
  ) {
    var missing = 0  // blanks that are due before the next text
    for place in layout.places {
      var (text, style) = cell(place.index)
      var taken = width(text)
      if taken > place.width {
        text = shorten(text, place.width)
        taken = width(text)
      }
      let padding = max(place.width - taken, 0)
      let isRight = columns[place.index].alignment == .right
      if isRight { missing += padding }
      if !text.isEmpty {
        output.append(spaces: missing)
        missing = 0
        output.append(style.start)
        output.append(text)
        output.append(style.end)
      }
      missing += (isRight ? 0 : padding) + TableLayout.gap
    }
    output.append(UInt8(ascii: "\n"))
  }
}
