import SocketInspector

/// The values of a row. A record can be moved to other rows of the same ``Records``, so that a row allocates
/// nothing. It reads a value when a format asks for it, which a format does once; storing all values made
/// JSON take 15 % longer.
struct Record {
  private let rows: Records.Rows
  private let readings: [Column.Reading]
  private let stylings: [Column.Styling]
  private let context: RenderContext
  private var socket: Socket
  /// What happened to the row, and when; nil in a listing.
  private(set) var event: Event?

  struct Event: Sendable {
    let kind: Change.Kind
    let time: Timestamp
  }

  init(
    _ rows: Records.Rows, at index: Int, _ context: RenderContext, _ readings: [Column.Reading],
    _ stylings: [Column.Styling]
  ) {
    self.rows = rows
    self.context = context
    self.readings = readings
    self.stylings = stylings
    socket = rows[index]
    event = rows.event(index)
  }

  mutating func move(to index: Int) {
    socket = rows[index]
    event = rows.event(index)
  }

  /// The places of the columns.
  var indices: Range<Int> { readings.indices }

  subscript(index: Int) -> Value { readings[index](socket, context) }

  /// How the table colours a cell; nil if it has no colours.
  func style(_ index: Int) -> Style? { stylings.isEmpty ? nil : stylings[index](socket) }
}
