import SocketInspector

/// What `--count-by` asks for: the number of sockets for each distinct combination of values.
struct CountRequest: Sendable {
  /// The columns whose values are combined.
  let columns: [Column]
  /// The sums and maxima that `--columns` adds.
  var totals: [Total] = []

  /// The columns that are shown: the combined ones, the number of sockets, and the totals.
  var shown: [Column] { columns + [Self.count] + totals.map(\.column) }

  /// What a snapshot has to read.
  var requirements: Requirements {
    var all: Requirements = []
    for column in columns + totals.map(\.source) { all.formUnion(column.requires) }
    // What replaces the name of a hidden owner is different for each socket.
    return all.contains(.controlGroup) ? all : all.subtracting(.hiddenOwnerHints)
  }

  /// The number of sockets of a group.
  static let count = Column(
    "count", "Count", as: .integer, "the number of sockets with these values"
  ) { _, _ in .null }
}
