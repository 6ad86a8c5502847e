import SocketInspector

/// A column to sort by.
struct SortKey: Sendable {
  let column: Column
  let isDescending: Bool

  /// Whether only counts have the column.
  var isOfCounts: Bool { SocketColumns.column(column.key) == nil }

  /// Sorts by several keys, the first of which matters most. Rows that compare equal keep their order; rows
  /// without a value come last.
  ///
  /// - Returns: The indices of the sockets in the new order; nil if there are no keys.
  static func order(
    _ sockets: some RandomAccessCollection<Socket>, by keys: [SortKey],
    _ context: RenderContext
  ) -> [UInt32]? {
    if keys.isEmpty { return nil }
    var order = Array(0..<UInt32(sockets.count))
    // Sorting is stable, so sorting by the last key first needs the values of only one key at a time.
    for key in keys.reversed() {
      let values = sockets.map { key.column.value($0, context).sortable }
      let positions = Array(0..<UInt32(order.count)).sorted { left, right in
        key.precedes(values[Int(order[Int(left)])], values[Int(order[Int(right)])])
          ?? (left < right)
      }
      order = positions.map { order[Int($0)] }
    }
    return order
  }

  /// Whether a value comes before another; nil if they compare equal.
  func precedes(_ first: Value, _ second: Value) -> Bool? {
    if first.isMissing || second.isMissing {
      return first.isMissing == second.isMissing ? nil : second.isMissing
    }
    if first < second { return !isDescending }
    return second < first ? isDescending : nil
  }
}
