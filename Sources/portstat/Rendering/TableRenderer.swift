import SocketInspector

/// Columns of text, as netstat prints them.
struct TableRenderer: Renderer {
  /// How many characters a line may have; nil for as many as it takes.
  let width: Int?
  let isColored: Bool

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let cells = cells(of: report)
    let titles = report.columns.map { report.view.showsHeader ? $0.title.utf8.count : 0 }
    let line = TableLine(
      report.columns, widths: zip(titles, cells.columnWidths).map { max($0, $1) },
      fitting: report.view.mayLeaveOut ? width : nil)
    if report.view.showsHeader {
      output.append("Active Connections\n\n")
      output.write { line.appendHeading(to: &$0) }
      output.append("\n")
    }
    for row in 0..<cells.rowCount {
      output.write { line.append(cells, row: row, to: &$0) }
      output.append("\n")
      try output.flushIfFull()
    }
    try output.flush()
  }

  private func cells(of report: Report) -> TableCells {
    var cells = TableCells(columnCount: report.columns.count, rowCount: report.count)
    let writer = TextCell(namesFirstOwnerOnly: report.view.mayLeaveOut, placeholder: "-")
    let readings = report.columns.map { $0.tableText ?? $0.value }
    let context = report.context
    for index in 0..<report.count {
      let socket = report.socket(at: index)
      for column in readings.indices {
        let style = isColored ? Style(of: report.columns[column], socket) : nil
        let value = readings[column](socket, context)
        cells.append(style) { writer.append(value, of: socket, to: &$0) }
      }
    }
    cells.measure()
    return cells
  }
}
