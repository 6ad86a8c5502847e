import SocketInspector

/// The values of one row.
///
/// A record can be moved to other rows of the same ``Records``, so that a row allocates nothing. It computes
/// a value each time a format asks for it, because a format asks once: storing all values of a row made JSON
/// output 15 % slower.
struct Record {
  private let rows: Records.Rows
  private let values: [Column.ValueFunction]
  private let styles: [Column.StyleFunction]
  private let context: RenderContext
  /// nil if the rows are not sockets.
  private var socket: Socket?
  private var row: Int
  /// What happened to the socket, and when; nil in a listing.
  private(set) var event: Event?

  struct Event: Sendable {
    let kind: Change.Kind
    let time: Timestamp
  }

  init(
    _ rows: Records.Rows, at index: Int, _ context: RenderContext, _ values: [Column.ValueFunction],
    _ styles: [Column.StyleFunction]
  ) {
    self.rows = rows
    self.context = context
    self.values = values
    self.styles = styles
    socket = rows[index]
    row = index
    event = rows.event(index)
  }

  /// Changes the record to another row.
  mutating func move(to index: Int) {
    socket = rows[index]
    row = index
    event = rows.event(index)
  }

  /// The indices of the columns.
  var indices: Range<Int> { values.indices }

  subscript(index: Int) -> Value {
    guard let socket else { return rows.value(row, index) }
    return values[index](socket, context)
  }

  /// The color of a table cell; nil if colors are off.
  func style(_ index: Int) -> Style? {
    if styles.isEmpty { return nil }
    return socket.map { styles[index]($0) } ?? .plain
  }
}
