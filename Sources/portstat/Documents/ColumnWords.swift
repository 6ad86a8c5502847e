extension Option.Completion {
  /// The words for a list of columns: their names and `all`, or their names with and without `:desc`.
  var columnWords: [String] {
    let names = SocketColumns.all.map(\.key)
    return switch self {
    case .columns: names + ["all"]
    case .countedColumns: names
    case .sortKeys: names.flatMap { [$0, "\($0):desc"] }
    default: []
    }
  }

  /// The characters that may precede a value of a list.
  var signs: String {
    switch self {
    case .columns: "+-"
    case .sortKeys: "-"
    default: "^"
    }
  }
}
