import SocketInspector

/// Writes events in the form that was chosen.
struct EventWriter {
  private let view: OutputOptions
  private let time: Timestamp
  private let context: RenderContext
  private let columns: [Column]
  private let object: JSONFormatter
  private var csv: CSVLine

  init(_ view: OutputOptions, _ time: Timestamp, _ context: RenderContext) {
    self.view = view
    self.time = time
    self.context = context
    columns = view.columns
    object = JSONFormatter(columns, context)
    csv = CSVLine(columns, context)
  }

  mutating func append(_ change: Change, to output: inout OutputBuffer) {
    switch view.format {
    case .csv:
      output.write { TimeText.append(time, milliseconds: true, to: &$0) }
      output.append(",\(change.kind.rawValue),")
      csv.append(change.socket, to: &output)
    case .json, .jsonl:
      output.append("{\"event\":\"\(change.kind.rawValue)\",\"time\":")
      output.write { JSONFormatter.append(time, milliseconds: true, to: &$0) }
      output.append(",\"socket\":")
      output.write { object.append(change.socket, to: &$0) }
      output.append("}\n")
    case .table: appendText(change, to: &output)
    }
  }

  /// The mark, and the cells with single blanks between: `+ tcp 0.0.0.0:22 *:* LISTEN 812 sshd`. A
  /// cell that is empty in the table is `-` here, so that cells can be counted.
  private func appendText(_ change: Change, to output: inout OutputBuffer) {
    output.append(change.kind.mark)
    let cell = TextFormatter(namesFirstOwnerOnly: false, placeholder: "-")
    for column in columns {
      output.append(" ")
      let start = output.bytes.count
      let value = column.tableText(change.socket, context)
      output.write { cell.append(value, of: change.socket, to: &$0) }
      if output.bytes.count == start { output.append("-") }
    }
    output.append("\n")
  }
}

extension Change.Kind {
  /// What stands before a line, so that it can be read without colour.
  var mark: String {
    switch self {
    case .opened: "+"
    case .changed: "~"
    case .closed: "-"
    }
  }
}
