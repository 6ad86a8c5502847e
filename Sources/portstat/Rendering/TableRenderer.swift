import SocketInspector

/// Columns of text, as netstat prints them.
struct TableRenderer: Renderer {
  /// How many characters a line may have; nil for as many as it takes.
  let width: Int?
  let isColored: Bool
  /// How many rows are kept as text at once. A table with more is gone over twice, first to see how
  /// wide its columns are: its text would take more memory than all that it is made of.
  var mostRows = 131_072

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let parts = stride(from: 0, to: report.count, by: mostRows).map {
      $0..<min($0 + mostRows, report.count)
    }
    var cells = TableCells(
      columnCount: report.columns.count, rowCount: min(report.count, mostRows))
    var widths = report.columns.map { report.view.showsHeader ? $0.title.utf8.count : 0 }
    for part in parts {
      fill(&cells, part, of: report)
      widths = zip(widths, cells.columnWidths).map { max($0, $1) }
    }
    let line = TableLine(
      report.columns, widths: widths, fitting: report.view.mayLeaveOut ? width : nil)
    if report.view.showsHeader {
      output.append("Active Connections\n\n")
      output.write { line.appendHeading(to: &$0) }
      output.append("\n")
    }
    for part in parts {
      if parts.count > 1 { fill(&cells, part, of: report) }
      for row in 0..<cells.rowCount {
        output.write { line.append(cells, row: row, to: &$0) }
        output.append("\n")
        try output.flushIfFull()
      }
    }
    try output.flush()
  }

  private func fill(_ cells: inout TableCells, _ part: Range<Int>, of report: Report) {
    let writer = TextCell(namesFirstOwnerOnly: report.view.mayLeaveOut, placeholder: "-")
    let readings = report.columns.map { $0.tableText ?? $0.value }
    let context = report.context
    cells.removeAll()
    for index in part {
      let socket = report.socket(at: index)
      for column in readings.indices {
        let style = isColored ? Style(of: report.columns[column], socket) : nil
        let value = readings[column](socket, context)
        cells.append(style) { writer.append(value, of: socket, to: &$0) }
      }
    }
    cells.measure()
  }
}
