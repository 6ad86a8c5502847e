import SocketInspector

/// A listing of something else than sockets: its columns, and the values of its rows.
struct RowList {
  /// The title above the table on a terminal.
  let title: String
  /// The key of the array in the JSON document.
  let key: String
  /// The keys before the array in the JSON document.
  let document: [(key: String, value: Value)]
  private let columns: [Column]
  private let values: [[Value]]

  /// - Parameters:
  ///   - table: The columns of the table.
  ///   - data: The columns of the other formats.
  ///   - format: The format that will be written.
  init<Row>(
    _ title: String, key: String, document: [(key: String, value: Value)], _ rows: [Row],
    table: [ListColumn<Row>], data: [ListColumn<Row>], for format: OutputFormat
  ) {
    self.title = title
    self.key = key
    self.document = document
    let columns = format == .table ? table : data
    self.columns = columns.map(\.heading)
    values = rows.map { [Value]($0, columns) }
  }

  /// The outcome of showing the list.
  func outcome(_ settings: Settings, _ issues: [Issue]) -> Outcome {
    var outcome = Outcome()
    outcome.question = .sockets(isSelective: settings.hasCriteria)
    outcome.issues = issues
    outcome.socketCount = values.count
    return outcome
  }

  /// Writes the list, with all its columns.
  func write(_ settings: Settings, to output: inout OutputBuffer) throws(SystemError) {
    // A heading without rows would look like a result.
    if values.isEmpty, settings.hasCriteria, settings.output.format == .table { return }
    let options = settings.output
    var format = options.format.format(
      FormatOptions(
        columns: columns, showsHeader: options.showsHeader,
        showsTitle: settings.terminal.isOutput, document: document, listKey: key, title: title,
        fitsTerminal: false, keepsColumns: !options.isWide, width: settings.terminal.width,
        isColored: settings.isColored, palette: settings.palette))
    format.begin(to: &output)
    try format.append(Records(values, columns), to: &output)
    format.end(to: &output)
    try output.flush()
  }
}
