extension CountRequest {
  /// Finds a column that only counts have: `count`, `sum:NAME` or `max:NAME`.
  ///
  /// - Returns: nil for other names.
  /// - Throws: ``UsageError`` if NAME is not a column with numbers.
  static func column(_ name: String) throws(UsageError) -> Column? {
    if name.lowercased() == count.key { return count }
    return try total(name)?.column
  }

  /// Finds the total that a name describes.
  ///
  /// - Returns: nil if the name does not begin with `sum:` or `max:`.
  /// - Throws: ``UsageError`` if the rest is not a column with numbers.
  static func total(_ name: String) throws(UsageError) -> Total? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let function = Total.Function(rawValue: parts[0].lowercased()) else {
      return nil
    }
    let column = try ColumnParser.column(String(parts[1]))
    guard column.kind == .integer || column.kind == .number else {
      throw UsageError(
        "invalid column '\(name)': \(column.key) has no numbers to "
          + (function == .sum ? "add" : "compare"))
    }
    return Total(function: function, source: column)
  }

  /// Parses a value of `--columns` that consists of totals, `+sum:NAME,+max:NAME`.
  ///
  /// - Returns: nil if there is none.
  /// - Throws: ``UsageError`` if there are other columns too, or if a name is not a column with numbers.
  static func totals(_ text: String) throws(UsageError) -> [Total]? {
    let words = try ValueParser.list(text)
    var totals: [Total] = []
    for word in words {
      guard let total = try total(word.hasPrefix("+") ? String(word.dropFirst()) : word) else {
        continue
      }
      if !totals.contains(where: { $0.key == total.key }) { totals.append(total) }
    }
    if totals.isEmpty { return nil }
    if totals.count < words.count {
      throw UsageError("invalid columns '\(text)': expected only +sum:NAME and +max:NAME")
    }
    return totals
  }

  /// Checks that the option can be combined with the others.
  ///
  /// - Throws: ``UsageError`` if it cannot.
  func check(_ arguments: Arguments) throws(UsageError) {
    if arguments.mode == .pids { throw UsageError.excluding("--count-by", "--quiet") }
    if arguments.mode == .signal { throw UsageError.excluding("--count-by", "--signal") }
    if arguments.output.columnChoice != nil {
      throw UsageError("--columns with --count-by: expected +sum:NAME or +max:NAME")
    }
    let shown = shown.map(\.key)
    for key in arguments.output.sortKeys where !shown.contains(key.column.key) {
      throw UsageError(
        "--sort: invalid column '\(key.column.key)': with --count-by, expected "
          + UsageError.list(shown))
    }
  }
}
