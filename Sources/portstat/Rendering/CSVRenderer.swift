import SocketInspector

/// CSV (RFC 4180): a heading, then a line a socket, each ended by CR LF. A cell that has several
/// values in JSON, each with its own parts, holds that JSON.
struct CSVRenderer: Renderer {
  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    if report.view.showsHeader {
      output.append(report.columns.map(\.key).joined(separator: ",") + "\r\n")
    }
    let text = TextCell(namesFirstOwnerOnly: false, placeholder: "")
    let object = JSONObject(report.columns, report.context)
    var cell: [UInt8] = []
    try report.forEachSocket { (socket) throws(SystemError) in
      for (index, column) in report.columns.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        cell.removeAll(keepingCapacity: true)
        let value = column.value(socket, report.context)
        if case .owners(_, .details) = value {
          object.append(value, to: &cell)
        } else {
          text.append(value, to: &cell)
        }
        Self.append(cell, to: &output)
      }
      output.append("\r\n")
      try output.flushIfFull()
    }
    try output.flush()
  }

  private static func append(_ cell: [UInt8], to output: inout OutputBuffer) {
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
