/// The columns that a table shows, and their widths in terminal columns.
struct TableLayout {
  struct Place: Equatable {
    /// The index of the column among those that were requested.
    let index: Int
    var width: Int
  }

  /// The number of spaces between two columns.
  static let gap = 2
  /// The width below which names are not shortened.
  private static let shortestName = 8

  private(set) var places: [Place]

  /// Shows every column with its full width.
  init(widths: [Int]) {
    places = widths.enumerated().map { Place(index: $0.offset, width: $0.element) }
  }

  /// Makes the table fit a width, as far as possible: drops columns from the right up to the last one with
  /// names, then shortens names, then drops more columns. Addresses are never shortened, because the
  /// beginning of an address is a different address.
  ///
  /// - Parameters:
  ///   - limit: The maximum width of a line, in terminal columns.
  ///   - isShortenable: Whether the column with an index has names.
  mutating func fit(_ limit: Int, isShortenable: (Int) -> Bool) {
    while width > limit, let last = places.last, !isShortenable(last.index),
      places.contains(where: { isShortenable($0.index) })
    {
      places.removeLast()
    }
    while width > limit, let widest = widestName(isShortenable) { places[widest].width -= 1 }
    while width > limit, places.count > 1 { places.removeLast() }
  }

  private var width: Int {
    places.reduce(0) { $0 + $1.width } + (places.count - 1) * Self.gap
  }

  private func widestName(_ isShortenable: (Int) -> Bool) -> Int? {
    places.indices.filter {
      isShortenable(places[$0].index) && places[$0].width > Self.shortestName
    }
    .max { places[$0].width < places[$1].width }
  }
}
