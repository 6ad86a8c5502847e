import SocketInspector

/// Columns of text, as netstat prints them.
struct TableRenderer: Renderer {
  /// How many characters a line may have; nil for as many as it takes.
  let width: Int?
  let isColored: Bool
  /// How many rows are kept as text at once. A table with more is gone over twice, first to see how
  /// wide its columns are: its text would take more memory than all that it is made of.
  var mostRows = 131_072
  /// For fewer rows a thread takes longer to start than to work.
  var fewestRows = 8192
  /// How much room a thread makes for lines at once, in bytes: one cell can make all of them wide.
  private static let pieceSize = 2 << 20

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let parts = Self.split(0..<report.count, by: mostRows)
    var cells: [CellBuffer] = []
    var widths = report.columns.map { report.view.showsHeader ? $0.title.utf8.count : 0 }
    for part in parts {
      cells = []  // before the next are made
      cells = self.cells(of: report, part)
      for cells in cells { widths = zip(widths, cells.columnWidths).map { max($0, $1) } }
    }
    let line = RowFormatter(
      report.columns, widths: widths, fitting: report.view.fitsTerminal ? width : nil)
    if report.view.showsHeader {
      output.append("Active Connections\n\n")
      output.write { line.appendHeading(to: &$0) }
      output.append("\n")
    }
    for part in parts {
      if parts.count > 1 {
        cells = []
        cells = self.cells(of: report, part)
      }
      try write(cells, line, to: &output)
    }
    try output.flush()
  }

  /// Writes rows. Several threads make their lines, each as many at once as are no more than some
  /// megabytes.
  private func write(
    _ cells: [CellBuffer], _ line: RowFormatter, to output: inout OutputBuffer
  ) throws(SystemError) {
    let rows = min(fewestRows, max(Self.pieceSize / line.room, 1))
    let pieces = cells.flatMap { cells in
      Self.split(0..<cells.rowCount, by: rows).map { (cells, $0) }
    }
    for batch in Self.split(pieces.indices, by: processorCount) {
      let texts = parallelMap(batch.count) { index in
        let (cells, rows) = pieces[batch.lowerBound + index]
        var text: [UInt8] = []
        line.append(cells, rows: rows, to: &text)
        text.append(UInt8(ascii: "\n"))
        return text
      }
      for text in texts { try output.write(text) }
    }
  }

  /// The cells of some rows, on several threads where there are many.
  private func cells(of report: Report, _ part: Range<Int>) -> [CellBuffer] {
    let share = (part.count + processorCount - 1) / processorCount
    let pieces = Self.split(part, by: max(share, fewestRows))
    return parallelMap(pieces.count) { cells(of: report, in: pieces[$0]) }
  }

  private func cells(of report: Report, in rows: Range<Int>) -> CellBuffer {
    var cells = CellBuffer(columnCount: report.columns.count, rowCount: rows.count)
    let sockets = report.snapshot.sockets.forAnotherThread
    let writer = TextFormatter(namesFirstOwnerOnly: report.view.fitsTerminal, placeholder: "-")
    let readings = report.columns.map(\.tableText)
    let context = report.context
    for row in rows {
      let socket = sockets[report.place(row)]
      for column in readings.indices {
        let style = isColored ? Style(of: report.columns[column], socket) : nil
        let value = readings[column](socket, context)
        cells.append(style) { writer.append(value, of: socket, to: &$0) }
      }
    }
    cells.measure()
    return cells
  }

  private static func split(_ range: Range<Int>, by count: Int) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: count).map {
      $0..<min($0 + count, range.upperBound)
    }
  }
}
