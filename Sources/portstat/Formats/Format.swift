import SocketInspector

/// An output format, for a listing or a stream of events.
protocol Format {
  /// Writes the part before the first record.
  mutating func begin(to output: inout OutputBuffer)

  /// Writes one record: the values of one socket, in the order of the columns.
  mutating func append(_ record: Record, to output: inout OutputBuffer)

  /// Writes the records of a listing or of an update, and flushes the output whenever it is full. The default
  /// implementation calls ``append(_:to:)`` for each record; a format that needs all records before it can write the first, as the
  /// table does for the widths of its columns, implements this function.
  ///
  /// - Throws: ``SystemError`` if the output cannot be written.
  mutating func append(_ records: Records, to output: inout OutputBuffer) throws(SystemError)

  /// Writes the part after the last record.
  mutating func end(to output: inout OutputBuffer)

  /// The columns that are omitted because the terminal is too narrow. Known once all records are written.
  var omittedColumns: [Column] { get }
}

extension Format {
  mutating func append(
    _ records: Records, to output: inout OutputBuffer
  ) throws(SystemError) {
    try append(each: records, to: &output)
  }

  /// Writes records one by one.
  ///
  /// - Parameter forTable: Whether the values are those of the table (`12 bytes`) instead of those of JSON
  ///   and CSV.
  /// - Throws: ``SystemError`` if the output cannot be written.
  mutating func append(
    each records: Records, forTable: Bool = false, to output: inout OutputBuffer
  ) throws(SystemError) {
    if records.count == 0 { return }
    // One record moves from socket to socket. It makes a value when the format asks for it.
    var record = records.record(at: 0, forTable: forTable)
    for index in 0..<records.count {
      record.move(to: index)
      append(record, to: &output)
      try output.flushIfFull()
    }
  }

  mutating func end(to output: inout OutputBuffer) {}

  var omittedColumns: [Column] { [] }
}

/// The settings of a format.
struct FormatOptions: Sendable {
  let columns: [Column]
  var showsHeader = true
  /// Whether a table has a title above its heading.
  var showsTitle = false
  /// Whether records are the events of a stream.
  var isStream = false
  /// The keys and values of the JSON document that contains the records.
  var document: [(key: String, value: Value)] = []
  /// The key of the JSON document whose value is the array of records.
  var listKey = DocumentFields.sockets
  /// The title above the heading of a table.
  var title = "Active Connections"
  /// Whether a table may leave out columns that do not fit, and all owners but the first.
  var fitsTerminal = false
  /// Whether long addresses make only their own rows of a table longer, and nothing else is fitted.
  var keepsColumns = false
  /// The maximum width of a line if ``fitsTerminal`` or ``keepsColumns`` is true, in terminal columns; nil
  /// for no limit.
  var width: Int?
  var isColored = false
  var palette = Palette.basic
}
