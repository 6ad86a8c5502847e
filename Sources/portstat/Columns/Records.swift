import SocketInspector

/// The rows to write: the sockets of a snapshot, the events of an update, or the values of another list. Several threads can read them at
/// the same time, each with its own record.
struct Records: Sendable {
  private let rows: Rows
  private let columns: [Column]
  private let names: Names

  /// The sockets of a snapshot.
  init(_ snapshot: Snapshot, _ columns: [Column], sortedBy keys: [SortKey], _ names: Names) {
    let order = SortKey.order(snapshot.sockets, by: keys, RenderContext(names))
    rows = .sockets(snapshot.sockets, order: order)
    self.columns = columns
    self.names = names
  }

  /// The events of an update.
  ///
  /// - Parameter time: The time of the update, for changes without a time of their own.
  init(_ changes: [Change], at time: Timestamp, _ columns: [Column], _ names: Names) {
    rows = .events(changes, time)
    self.columns = columns
    self.names = names
  }

  /// A list of something else than sockets.
  ///
  /// - Parameters:
  ///   - values: Those of each row, in the order of the columns.
  ///   - columns: The headings.
  init(_ values: [[Value]], _ columns: [Column]) {
    rows = .values(values)
    self.columns = columns
    names = Names(isNumeric: true, []) { [] }
  }

  var count: Int {
    switch rows {
    case .values(let values): values.count
    case .sockets(let sockets, _): sockets.count
    case .events(let changes, _): changes.count
    }
  }

  /// Creates a record, for use by one thread.
  ///
  /// - Parameters:
  ///   - index: The row at which the record starts.
  ///   - forTable: Whether the values are those of the table instead of those of JSON and CSV.
  ///   - isColored: Whether cells have colors.
  func record(at index: Int, forTable: Bool = false, isColored: Bool = false) -> Record {
    Record(
      rows.forAnotherThread, at: index, RenderContext(names),
      columns.map { forTable ? $0.tableValue : $0.value },
      isColored ? columns.map(\.style) : [])
  }
}

extension Records {
  enum Rows: Sendable {
    /// `order` has the indices of the sockets in the order of output; nil for the order of the snapshot.
    case sockets(Snapshot.Sockets, order: [UInt32]?)
    case events([Change], Timestamp)
    /// The values of rows that are not sockets.
    case values([[Value]])

    subscript(index: Int) -> Socket? {
      switch self {
      case .values: nil
      case .sockets(let sockets, nil): sockets[index]
      case .sockets(let sockets, let order?): sockets[Int(order[index])]
      case .events(let changes, _): changes[index].socket
      }
    }

    /// A value of a row that is not a socket.
    func value(_ row: Int, _ column: Int) -> Value {
      guard case .values(let values) = self else { return .null }
      return values[row][column]
    }

    func event(_ index: Int) -> Record.Event? {
      guard case .events(let changes, let time) = self else { return nil }
      return Record.Event(kind: changes[index].kind, time: changes[index].time ?? time)
    }

    /// A copy with separate storage, so that threads do not contend for one reference count.
    fileprivate var forAnotherThread: Self {
      switch self {
      case .sockets(let sockets, let order): .sockets(sockets.forAnotherThread, order: order)
      case .events, .values: self
      }
    }
  }
}
