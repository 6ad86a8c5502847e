import SocketInspector
import Synchronization

/// Columns of text, as netstat prints them.
struct TableRenderer: Renderer, Sendable {
  /// How many characters a line may have; nil for as many as it takes.
  let width: Int?
  let isColored: Bool

  private static let rowsOfPart = 8192

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let parts = cells(of: report)
    var widths = report.columns.map { report.view.showsHeader ? $0.title.utf8.count : 0 }
    for cells in parts { widths = zip(widths, cells.columnWidths).map { max($0, $1) } }
    let line = TableLine(
      report.columns, widths: widths, fitting: report.view.mayLeaveOut ? width : nil)
    if report.view.showsHeader {
      output.append("Active Connections\n\n")
      output.write { line.appendHeading(to: &$0) }
      output.append("\n")
    }
    for cells in parts {
      for row in 0..<cells.rowCount {
        output.write { line.append(cells, row: row, to: &$0) }
        output.append("\n")
        try output.flushIfFull()
      }
    }
    try output.flush()
  }

  /// The cells of every row, part after part; of a long table the parts are made on threads.
  private func cells(of report: Report) -> [TableCells] {
    let count = (report.count + Self.rowsOfPart - 1) / Self.rowsOfPart
    let parts = TableParts(count)
    let fill = { @Sendable in
      parts.fill { part in
        let start = part * Self.rowsOfPart
        return cells(of: report, start..<min(start + Self.rowsOfPart, report.count))
      }
    }
    let helpers = Threads(min(processorCount, count) - 1, fill)
    fill()
    helpers.join()
    return parts.all
  }

  private func cells(of report: Report, _ range: Range<Int>) -> TableCells {
    var cells = TableCells(columnCount: report.columns.count, rowCount: range.count)
    let writer = TextCell(namesFirstOwnerOnly: report.view.mayLeaveOut, placeholder: "-")
    let readings = report.columns.map { $0.tableText ?? $0.value }
    for index in range {
      let socket = report.socket(at: index)
      for (column, reading) in readings.enumerated() {
        let style = isColored ? Style(of: report.columns[column], socket) : nil
        cells.append(style) { writer.append(reading(socket, report.context), to: &$0) }
      }
    }
    return cells
  }
}

/// Parts of a table that several threads fill, each taking the next one that nobody has.
private final class TableParts: Sendable {
  private let count: Int
  private let next = Atomic(0)
  private let filled = Mutex<[Int: TableCells]>([:])

  init(_ count: Int) {
    self.count = count
  }

  func fill(_ cells: (Int) -> TableCells) {
    while true {
      let part = next.add(1, ordering: .relaxed).oldValue
      guard part < count else { return }
      let made = cells(part)
      filled.withLock { $0[part] = made }
    }
  }

  /// Every part in its order, when all threads have come back.
  var all: [TableCells] { filled.withLock { parts in (0..<count).compactMap { parts[$0] } } }
}
