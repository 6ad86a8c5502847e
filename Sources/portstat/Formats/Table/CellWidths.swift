/// The widths of the cells of each column of a table, in terminal columns.
struct CellWidths: Sendable {
  /// Cells that are at least this wide are counted together.
  static let maxCounted = 64

  /// The width of the widest cell of each column, or of the heading if that is wider.
  private(set) var widest: [Int]
  private(set) var rowCount = 0
  /// How many cells of each column have each width; empty if cells are not counted.
  private var counts: [UInt32]

  /// - Parameters:
  ///   - headings: The widths of the headings; 0 for each column without a heading.
  ///   - countsCells: Whether ``count(ofCellsWiderThan:in:)`` is going to be used.
  init(headings: [Int], countsCells: Bool = true) {
    widest = headings
    counts = countsCells ? Array(repeating: 0, count: headings.count * (Self.maxCounted + 1)) : []
  }

  /// Adds a cell. Call ``addRow()`` after the last cell of a row.
  mutating func add(_ width: Int, in column: Int) {
    widest[column] = max(widest[column], width)
    if !counts.isEmpty {
      counts[column * (Self.maxCounted + 1) + min(width, Self.maxCounted)] += 1
    }
  }

  mutating func addRow() { rowCount += 1 }

  /// Adds the cells of other rows of the same table.
  mutating func add(_ other: CellWidths) {
    rowCount += other.rowCount
    for column in widest.indices { widest[column] = max(widest[column], other.widest[column]) }
    for index in counts.indices where other.counts.indices.contains(index) {
      counts[index] += other.counts[index]
    }
  }

  /// The number of cells that are wider than `width`. From ``maxCounted`` on, also those that are exactly so
  /// wide may be included.
  func count(ofCellsWiderThan width: Int, in column: Int) -> Int {
    let first = column * (Self.maxCounted + 1)
    let narrowest = min(max(width + 1, 0), Self.maxCounted)
    guard counts.indices.contains(first + Self.maxCounted) else { return 0 }
    return counts[(first + narrowest)...(first + Self.maxCounted)].reduce(0) { $0 + Int($1) }
  }
}
