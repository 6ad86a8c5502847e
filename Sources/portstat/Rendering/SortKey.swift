import SocketInspector

/// A column to sort by.
struct SortKey: Sendable {
  let column: Column
  let isDescending: Bool

  /// Sorts by the keys in turn; what they leave equal stays in its order, and what has no value
  /// comes last.
  ///
  /// - Returns: The places of the sockets in the new order; nil without keys.
  static func order(
    _ sockets: some RandomAccessCollection<InspectedSocket>, by keys: [SortKey],
    _ context: ColumnContext
  ) -> [Int]? {
    if keys.isEmpty { return nil }
    let values = sockets.map { socket in
      keys.map { $0.column.value(socket, context).sortable(of: socket) }
    }
    return values.indices.sorted { left, right in
      for (index, key) in keys.enumerated() {
        let (first, second) = (values[left][index], values[right][index])
        if first.isMissing || second.isMissing {
          if first.isMissing != second.isMissing { return second.isMissing }
        } else if first < second {
          return !key.isDescending
        } else if second < first {
          return key.isDescending
        }
      }
      return left < right
    }
  }
}
