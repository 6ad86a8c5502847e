import SocketInspector

/// Counts sockets by the values of some columns: a group for each distinct combination. A socket that several
/// processes have open counts once, for the one that a table names first.
struct SocketCounts {
  /// Sockets with the same values.
  private struct Group {
    let values: [Value]
    /// The values as JSON, by which sockets are grouped.
    let key: [UInt8]
    var count: UInt64 = 0
    var totals: [Total.Accumulator]

    /// The values, the number of sockets, and the totals: one for each of ``CountRequest/shown``.
    var row: [Value] { values + [.integer(count)] + totals.map(\.value) }
  }

  private let request: CountRequest
  private let context: RenderContext
  private var groups: [Group] = []
  private var places: [[UInt8]: Int] = [:]
  /// Reused, so that a socket of a known group allocates nothing.
  private var key: [UInt8] = []

  init(of snapshot: Snapshot, by request: CountRequest, _ names: Names) {
    self.request = request
    context = RenderContext(names)
    for socket in snapshot.sockets { add(socket) }
  }

  private mutating func add(_ socket: Socket) {
    key.removeAll(keepingCapacity: true)
    for column in request.columns {
      JSONFormatter.append(column.value(socket, context).sortable, to: &key)
      key.append(UInt8(ascii: ","))
    }
    let place = places[key] ?? addGroup(of: socket)
    groups[place].count += 1
    for (index, total) in request.totals.enumerated() {
      groups[place].totals[index].add(total.source.value(socket, context))
    }
  }

  private mutating func addGroup(of socket: Socket) -> Int {
    let values = request.columns.map { $0.value(socket, context).sortable }
    groups.append(
      Group(
        values: values, key: key,
        totals: request.totals.map { Total.Accumulator($0.function) }))
    places[key] = groups.count - 1
    return groups.count - 1
  }

  /// A row for each group, in the order of the keys, then the largest first, then in the order of their values.
  func rows(sortedBy keys: [SortKey]) -> [[Value]] {
    let shown = request.shown.map(\.key)
    let places = keys.compactMap { key in
      shown.firstIndex(of: key.column.key).map { (key, $0) }
    }
    return groups.map { (group: $0, row: $0.row) }.sorted { left, right in
      for (key, place) in places {
        let (first, second) = (left.row[place], right.row[place])
        if let precedes = key.precedes(first, second) { return precedes }
      }
      if left.group.count != right.group.count { return left.group.count > right.group.count }
      for (first, second) in zip(left.group.values, right.group.values) {
        if first < second { return true }
        if second < first { return false }
      }
      return left.group.key.lexicographicallyPrecedes(right.group.key)
    }.map(\.row)
  }
}
