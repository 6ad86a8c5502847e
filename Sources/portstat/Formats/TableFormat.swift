import SocketInspector

/// Columns of text, as netstat prints them. An event is a line of its own, whose cells have single
/// blanks between.
struct TableFormat: Format {
  /// How many rows are kept as text at once. A table with more is gone over twice, first to see how
  /// wide its columns are: its text would take more memory than all that it is made of.
  var mostRows = 131_072
  /// For fewer rows a thread takes longer to start than to work.
  var fewestRows = 8192
  /// How much room a thread makes for lines at once, in bytes: one cell can make all of them wide.
  private static let pieceSize = 2 << 20

  private let options: FormatOptions
  private let formatter: TextFormatter

  init(_ options: FormatOptions) {
    self.options = options
    formatter = TextFormatter(
      namesFirstOwnerOnly: options.fitsTerminal && !options.isStream, placeholder: "-")
  }

  mutating func begin(to output: inout OutputBuffer) {
    if options.showsHeader, !options.isStream { output.append("Active Connections\n\n") }
  }

  /// Writes a line that stands alone: `+ tcp 0.0.0.0:22 *:* LISTEN 812 sshd`. A cell that is empty in
  /// the table is `-` here, so that cells can be counted.
  mutating func append(_ record: Record, to output: inout OutputBuffer) {
    output.append(record.event?.kind.mark ?? " ")
    for index in record.indices {
      output.append(" ")
      let start = output.bytes.count
      formatter.append(record[index], to: &output.bytes)
      if output.bytes.count == start { output.append("-") }
    }
    output.append("\n")
  }

  mutating func append(
    _ records: Records, to output: inout OutputBuffer
  ) throws(SystemError) {
    if options.isStream {
      try append(each: records, isForPeople: true, to: &output)
      return
    }
    let parts = Self.split(0..<records.count, by: mostRows)
    let whole = parts.count == 1 ? cells(of: records, parts[0]) : nil
    var widths = options.columns.map { options.showsHeader ? $0.title.utf8.count : 0 }
    for part in parts {
      for cells in whole ?? cells(of: records, part) {
        widths = zip(widths, cells.columnWidths).map { max($0, $1) }
      }
    }
    let line = RowFormatter(
      options.columns, widths: widths, fitting: options.fitsTerminal ? options.width : nil)
    if options.showsHeader {
      line.appendHeading(to: &output.bytes)
      output.append("\n")
    }
    for part in parts { try write(whole ?? cells(of: records, part), line, to: &output) }
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
  private func cells(of records: Records, _ part: Range<Int>) -> [CellBuffer] {
    let share = (part.count + processorCount - 1) / processorCount
    let pieces = Self.split(part, by: max(share, fewestRows))
    return parallelMap(pieces.count) { cells(of: records, in: pieces[$0]) }
  }

  private func cells(of records: Records, in rows: Range<Int>) -> CellBuffer {
    var cells = CellBuffer(columnCount: options.columns.count, rowCount: rows.count)
    var record = records.record(
      at: rows.lowerBound, isForPeople: true, isColored: options.isColored)
    for row in rows {
      record.move(to: row)
      cells.append(record, formatter)
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
