import SocketInspector

/// A form of output.
protocol Renderer {
  /// Writes a report, in pieces as they come.
  ///
  /// - Throws: ``SystemError`` when the output cannot be written.
  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError)
}

/// What is to be shown.
struct Report {
  let snapshot: Snapshot
  /// The places of the sockets in the order of `--sort`; nil for the snapshot's own order.
  private let order: [Int]?
  let columns: [Column]
  let context: ColumnContext
  let view: View

  init(_ snapshot: Snapshot, _ view: View) {
    self.snapshot = snapshot
    self.view = view
    columns = view.columns
    let needsUsers = (columns + view.sortKeys.map(\.column)).contains {
      ["user", "processes"].contains($0.key)
    }
    context = ColumnContext(
      isNumeric: view.isNumeric,
      userNames: needsUsers && !view.isNumeric ? Self.userNames(snapshot) : [:])
    order = Self.order(snapshot.sockets, view.sortKeys, context)
  }

  /// Calls `body` with each socket in the order in which they are shown.
  func forEachSocket(
    _ body: (InspectedSocket) throws(SystemError) -> Void
  ) throws(SystemError) {
    for index in snapshot.sockets.indices {
      try body(snapshot.sockets[order.map { $0[index] } ?? index])
    }
  }

  private static func userNames(_ snapshot: Snapshot) -> [UInt32: [UInt8]] {
    let userIDs = Set(snapshot.sockets.compactMap(\.userID) + snapshot.processUserIDs)
    return Dictionary(
      uniqueKeysWithValues: userIDs.compactMap { userID in
        UserNames.name(of: userID).map { (userID, $0) }
      })
  }

  /// Sorts by the keys in turn; the default order decides what they leave equal.
  private static func order(
    _ sockets: Snapshot.Sockets, _ keys: [SortKey], _ context: ColumnContext
  ) -> [Int]? {
    if keys.isEmpty { return nil }
    let values = sockets.map { socket in keys.map { $0.column.value(socket, context) } }
    return sockets.indices.sorted { left, right in
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
