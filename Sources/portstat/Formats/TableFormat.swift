import SocketInspector

/// A table with aligned columns, as netstat prints it. Events are lines whose cells are separated by single
/// spaces, because their widths are not known in advance.
struct TableFormat: Format {
  /// The maximum number of rows whose text is kept in memory. A larger table is rendered twice, the first
  /// time to measure its columns: its text would take more memory than the snapshot.
  var maxBufferedRows = 131_072
  /// The minimum number of rows per thread. For fewer, starting a thread takes longer than the work.
  var minRowsPerThread = 8192
  /// The size of a thread's buffer for lines, in bytes. One wide cell makes every line of the table long, so
  /// the number of rows does not limit the memory.
  private static let chunkSize = 2 << 20

  private let options: FormatOptions
  private let formatter: TextFormatter
  private(set) var omittedColumns: [Column] = []

  init(_ options: FormatOptions) {
    self.options = options
    formatter = TextFormatter(
      showsFirstOwnerOnly: options.fitsTerminal && !options.isStream, placeholder: "-")
  }

  mutating func begin(to output: inout OutputBuffer) {
    // Scripts count lines and fields; a person sees what the table is.
    if options.showsTitle, options.showsHeader, !options.isStream {
      output.append("\(options.title)\n\n")
    }
  }

  /// Writes an event: `09:00:00.123 + tcp 0.0.0.0:22 *:* LISTEN 812 sshd`.
  mutating func append(_ record: Record, to output: inout OutputBuffer) {
    if let event = record.event {
      TimeText.appendTimeOfDay(event.time, to: &output.bytes)
      output.append(" " + event.kind.mark)
    }
    for index in record.indices {
      output.append(" ")
      formatter.append(record[index], to: &output.bytes)
    }
    output.append("\n")
  }

  mutating func append(
    _ records: Records, to output: inout OutputBuffer
  ) throws(SystemError) {
    if options.isStream {
      try append(each: records, forTable: true, to: &output)
      return
    }
    let parts = Self.split(0..<records.count, by: maxBufferedRows)
    let whole = parts.count == 1 ? cells(of: records, parts[0]) : nil
    var widths = CellWidths(headings: headings, countsCells: limit != nil)
    for part in parts {
      for cells in whole ?? cells(of: records, part) { widths.add(cells.widths) }
    }
    let rowFormatter = RowFormatter(options.columns, widths, fitting: limit, options.palette)
    omittedColumns = rowFormatter.omitted
    if options.showsHeader {
      rowFormatter.appendHeading(to: &output.bytes)
      output.append("\n")
    }
    for part in parts { try write(whole ?? cells(of: records, part), rowFormatter, to: &output) }
  }

  private var limit: TableLayout.Limit? {
    guard options.fitsTerminal || options.keepsColumns else { return nil }
    return options.width.map {
      TableLayout.Limit(width: $0, keepsColumns: options.keepsColumns)
    }
  }

  private var headings: [Int] {
    options.columns.map { options.showsHeader ? $0.title.utf8.count : 0 }
  }

  /// Writes rows. Several threads format their lines, in chunks of at most about ``chunkSize`` bytes.
  private func write(
    _ cells: [CellBuffer], _ rowFormatter: RowFormatter, to output: inout OutputBuffer
  ) throws(SystemError) {
    let rows = min(minRowsPerThread, max(Self.chunkSize / rowFormatter.extraBytesPerRow, 1))
    let pieces = cells.flatMap { cells in
      Self.split(0..<cells.rowCount, by: rows).map { (cells, $0) }
    }
    for batch in Self.split(pieces.indices, by: processorCount) {
      let texts = parallelMap(batch.count) { index in
        let (cells, rows) = pieces[batch.lowerBound + index]
        var text: [UInt8] = []
        rowFormatter.append(cells, rows: rows, to: &text)
        text.append(UInt8(ascii: "\n"))
        return text
      }
      for text in texts { try output.write(text) }
    }
  }

  /// The cells of some rows, formatted by several threads if there are many.
  private func cells(of records: Records, _ part: Range<Int>) -> [CellBuffer] {
    let share = (part.count + processorCount - 1) / processorCount
    let pieces = Self.split(part, by: max(share, minRowsPerThread))
    return parallelMap(pieces.count) { cells(of: records, in: pieces[$0]) }
  }

  private func cells(of records: Records, in rows: Range<Int>) -> CellBuffer {
    var cells = CellBuffer(
      headings: headings, rowCount: rows.count, countsWidths: limit != nil)
    var record = records.record(
      at: rows.lowerBound, forTable: true, isColored: options.isColored)
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
