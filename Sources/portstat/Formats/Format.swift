import SocketInspector

/// A form of output, for a listing and for a stream of events.
protocol Format {
  /// Writes what comes before the first record.
  mutating func begin(to output: inout OutputBuffer)

  /// Writes one record: the values of one socket, in the order of the columns.
  mutating func append(_ record: Record, to output: inout OutputBuffer)

  /// Writes the records of a listing or of an update. By default, one after the other; a format that must
  /// know all of them first, such as the table with its column widths, has its own implementation.
  ///
  /// - Throws: ``SystemError`` when the output cannot be written.
  mutating func append(_ records: Records, to output: inout OutputBuffer) throws(SystemError)

  /// Writes what comes after the last record.
  mutating func end(to output: inout OutputBuffer)
}

extension Format {
  mutating func append(
    _ records: Records, to output: inout OutputBuffer
  ) throws(SystemError) {
    try append(each: records, to: &output)
  }

  /// Writes one record after the other.
  ///
  /// - Parameter isForPeople: Whether columns make the text of the table (`12 bytes`) rather than data.
  mutating func append(
    each records: Records, isForPeople: Bool = false, to output: inout OutputBuffer
  ) throws(SystemError) {
    if records.count == 0 { return }
    var record = records.record(at: 0, isForPeople: isForPeople)
    for index in 0..<records.count {
      record.move(to: index)
      append(record, to: &output)
      try output.flushIfFull()
    }
  }

  mutating func end(to output: inout OutputBuffer) {}
}

/// What formats are told before they begin.
struct FormatOptions: Sendable {
  let columns: [Column]
  var showsHeader = true
  /// Whether records are the events of a stream.
  var isStream = false
  /// The members of the document around the records.
  var document: [(key: String, value: Value)] = []
  /// Whether a table may leave something out: columns, and all owners but the first.
  var fitsTerminal = false
  /// How many characters a line of a table that may leave something out may have; nil for any number.
  var width: Int?
  var isColored = false
}
