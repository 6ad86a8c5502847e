import SocketInspector

/// CSV (RFC 4180): a heading, then a line a socket, each ended by CR LF. A cell whose values in
/// JSON are objects or names, which may hold anything, holds that JSON.
struct CSVRenderer: Renderer {
  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    if report.view.showsHeader {
      output.append(report.columns.map(\.key).joined(separator: ",") + "\r\n")
    }
    var line = CSVLine(report.columns, report.context)
    for index in 0..<report.count {
      line.append(report.socket(at: index), to: &output)
      try output.flushIfFull()
    }
    try output.flush()
  }
}

/// Writes sockets as lines of CSV.
struct CSVLine {
  private let readings: [Column.Reading]
  private let context: RenderContext
  private let text = TextFormatter(namesFirstOwnerOnly: false, placeholder: "")
  private let object: JSONFormatter
  private var cell: [UInt8] = []

  init(_ columns: [Column], _ context: RenderContext) {
    readings = columns.map(\.value)
    self.context = context
    object = JSONFormatter(columns, context)
  }

  mutating func append(_ socket: Socket, to output: inout OutputBuffer) {
    for (index, reading) in readings.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      cell.removeAll(keepingCapacity: true)
      let value = reading(socket, context)
      switch value {
      case .owners(.details), .owners(.name): object.append(value, of: socket, to: &cell)
      default: text.append(value, of: socket, to: &cell)
      }
      appendCell(to: &output)
    }
    output.append("\r\n")
  }

  /// Puts quotes around a cell that needs them.
  private func appendCell(to output: inout OutputBuffer) {
    let quote = UInt8(ascii: "\"")
    guard cell.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") }) else {
      output.append(cell)
      return
    }
    output.append(quote)
    for byte in cell {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }
}
