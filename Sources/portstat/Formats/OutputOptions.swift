import SocketInspector

/// How the sockets are shown, as the command line says it.
struct OutputOptions: Sendable {
  enum Color: String, CaseIterable, Sendable {
    case auto
    case always
    case never
  }

  var format = OutputFormat.table
  /// What `--columns` chose; nil for the columns of the format.
  var chosenColumns: [Column]?
  var sortKeys: [SortKey] = []
  var showsHeader = true
  var isNumeric = false
  var isExtended = false
  var showsTimers = false
  var isWide = false
  var color = Color.auto

  /// Whether the table may leave something out: columns on a narrow terminal, further owners.
  var fitsTerminal: Bool { !isWide && chosenColumns == nil }

  /// The columns that are shown, from left to right. Searches the table of columns: keep the result.
  var columns: [Column] {
    if let chosenColumns { return chosenColumns }
    return format == .table
      ? SocketColumns.table(isExtended: isExtended, showsTimers: showsTimers) : SocketColumns.data
  }

  /// What has to be known for the columns that are shown or sorted by.
  var requirements: Requirements {
    (columns + sortKeys.map(\.column)).reduce([]) { $0.union($1.requires) }
  }
}
