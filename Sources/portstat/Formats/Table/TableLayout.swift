/// The columns that a table shows, and their widths in terminal columns.
struct TableLayout {
  struct VisibleColumn: Equatable {
    /// The index of the column among those that were requested.
    let index: Int
    var width: Int
  }

  /// The number of spaces between two columns.
  static let gap = 2
  /// The width below which names are not shortened.
  private static let minNameWidth = 8

  private(set) var columns: [VisibleColumn]

  /// Shows every column with its full width.
  init(widths: [Int]) {
    columns = widths.enumerated().map { VisibleColumn(index: $0.offset, width: $0.element) }
  }

  /// Makes the table fit a width, as far as possible: drops columns from the right up to the last one with
  /// names, then shortens names, then drops more columns. Addresses are never shortened, because the
  /// beginning of an address is a different address.
  ///
  /// - Parameters:
  ///   - limit: The maximum width of a line, in terminal columns.
  ///   - isShortenable: Whether the column with an index has names.
  mutating func fit(_ limit: Int, isShortenable: (Int) -> Bool) {
    while width > limit, let last = columns.last, !isShortenable(last.index),
      columns.contains(where: { isShortenable($0.index) })
    {
      columns.removeLast()
    }
    while width > limit, let widest = widestNameColumn(isShortenable) { columns[widest].width -= 1 }
    while width > limit, columns.count > 1 { columns.removeLast() }
  }

  private var width: Int {
    columns.reduce(0) { $0 + $1.width } + (columns.count - 1) * Self.gap
  }

  private func widestNameColumn(_ isShortenable: (Int) -> Bool) -> Int? {
    columns.indices.filter {
      isShortenable(columns[$0].index) && columns[$0].width > Self.minNameWidth
    }
    .max { columns[$0].width < columns[$1].width }
  }
}
