import SocketInspector

/// A column of a listing whose rows are not sockets, such as translated connections. Each row is turned into values
/// before a format gets it, because there are few rows.
struct ListColumn<Row>: Sendable {
  /// The name, the heading and the description.
  let heading: Column
  let value: @Sendable (Row) -> Value

  init(
    _ key: String, _ title: String, as kind: Column.Kind = .string, isShortenable: Bool = false,
    mayOverflow: Bool = false, _ summary: String, choices: [String] = [],
    null nullWhen: String? = nil, _ value: @escaping @Sendable (Row) -> Value
  ) {
    heading = Column(
      key, title, as: kind, isShortenable: isShortenable, mayOverflow: mayOverflow, summary,
      choices: choices, null: nullWhen
    ) { _, _ in .null }
    self.value = value
  }
}

extension [Value] {
  /// The values of a row.
  init<Row>(_ row: Row, _ columns: [ListColumn<Row>]) {
    self = columns.map { $0.value(row) }
  }
}
