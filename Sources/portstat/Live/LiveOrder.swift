import SocketInspector

/// The order of a list of the live view, as keys and the mouse choose it.
struct LiveOrder {
  /// The columns to sort by; empty for the default order.
  private(set) var keys: [SortKey]
  /// Whether the default order is reversed.
  private(set) var isReversed = false
  /// Whether the largest number of any column comes first.
  private let startsWithMost: Bool

  init(_ keys: [SortKey] = [], startsWithMost: Bool = false) {
    self.keys = keys
    self.startsWithMost = startsWithMost
  }

  /// Sorts by the next column; after the last, in the default order.
  ///
  /// - Parameter step: 1 for the next, -1 for the previous.
  mutating func choose(_ step: Int, among columns: [Column]) {
    let count = columns.count + 1
    let last = keys.first.flatMap { key in columns.firstIndex { $0.key == key.column.key } }
    // The default order is in the place after the last column.
    let next = ((last ?? columns.count) + step + count) % count
    keys = columns.indices.contains(next) ? [key(columns[next])] : []
    isReversed = false
  }

  /// Sorts by a column; if that is the order already, reverses it.
  mutating func choose(_ column: Column) {
    if keys.first?.column.key == column.key {
      reverse()
    } else {
      keys = [key(column)]
    }
  }

  mutating func reverse() {
    if keys.isEmpty { isReversed.toggle() }
    keys = keys.map { SortKey(column: $0.column, isDescending: !$0.isDescending) }
  }

  /// Of what a connection transfers, the most comes first.
  private func key(_ column: Column) -> SortKey {
    let isAmount = startsWithMost || column.requires.contains(.tcpInfo)
    return SortKey(column: column, isDescending: column.kind.isNumber && isAmount)
  }
}
