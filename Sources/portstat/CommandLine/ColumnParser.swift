/// Parses the values of `--columns` and `--sort`.
enum ColumnParser {
  /// Parses the value of `--columns`: names separated by commas.
  ///
  /// - Throws: ``UsageError`` for an unknown or repeated name.
  static func columns(_ text: String) throws(UsageError) -> [Column] {
    var columns: [Column] = []
    for name in try ValueParser.list(text) {
      let column = try column(name)
      if columns.contains(where: { $0.key == column.key }) {
        throw UsageError("column '\(column.key)' twice")
      }
      columns.append(column)
    }
    return columns
  }

  /// Parses the value of `--sort`: names separated by commas, each optionally followed by `:asc` or `:desc`.
  ///
  /// - Throws: ``UsageError`` for an unknown name or order.
  static func sortKeys(_ text: String) throws(UsageError) -> [SortKey] {
    var keys: [SortKey] = []
    for word in try ValueParser.list(text) {
      let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let order = parts.count == 2 ? parts[1] : "asc"
      guard order == "asc" || order == "desc" else {
        throw UsageError("unknown order '\(order)' in '\(word)': choose from asc, desc")
      }
      keys.append(SortKey(column: try column(String(parts[0])), isDescending: order == "desc"))
    }
    return keys
  }

  private static func column(_ name: String) throws(UsageError) -> Column {
    let key = String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    if let column = SocketColumns.all.first(where: { $0.key == key }) { return column }
    throw UsageError("unknown column '\(name)'", typed: key, choices: SocketColumns.all.map(\.key))
  }
}
