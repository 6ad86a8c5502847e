/// Which columns a table shows, and how wide they are.
struct TableLayout {
  struct Place: Equatable {
    /// The column's place among those that were asked for.
    let index: Int
    var width: Int
  }

  /// Between two columns.
  static let gap = 2
  /// A name is not cut below this.
  private static let shortestName = 8

  private(set) var places: [Place]

  /// Every column as wide as it needs.
  init(widths: [Int]) {
    places = widths.enumerated().map { Place(index: $0.offset, width: $0.element) }
  }

  /// Makes the table fit: whole columns are left out from the right, down to the last one with
  /// names; then names are cut; then further columns are left out. Addresses are never cut, because
  /// the beginning of an address is another address.
  ///
  /// - Parameter isShortenable: Whether the column at a place has names.
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
