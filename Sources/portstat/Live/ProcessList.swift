import SocketInspector

/// The list of groups of sockets in the live view, by process, unit or container.
struct ProcessList {
  /// The groups, in order.
  private(set) var groups: [ProcessGroup] = []
  private(set) var cursor = RowCursor()
  private(set) var order = LiveOrder(startsWithMost: true)
  /// By what sockets are grouped. Call ``update(_:)`` after a change.
  var grouping = Grouping.process {
    didSet { if grouping != oldValue { cursor = RowCursor(pageSize: cursor.pageSize) } }
  }
  /// The columns, from left to right.
  var columns = GroupColumn.columns(.process)

  var count: Int { groups.count }

  var visible: Range<Int> { cursor.visible(of: count) }

  var selected: ProcessGroup? {
    groups.indices.contains(cursor.index) ? groups[cursor.index] : nil
  }

  /// Groups the rows of the list. Closed sockets do not count.
  mutating func update(_ rows: [LiveRow]) {
    let last = selected?.id
    var places: [ProcessGroup.ID: Int] = [:]
    groups = []
    for row in rows where row.change != .closed {
      let id = ProcessGroup.ID(row.socket, by: grouping)
      let place = places[id] ?? groups.count
      if place == groups.count {
        places[id] = place
        groups.append(ProcessGroup(id))
      }
      groups[place].add(row.socket)
    }
    arrange(following: last)
  }

  mutating func resize(lines: Int) { cursor.resize(to: lines, count: count) }

  mutating func move(by lines: Int) { cursor.move(by: lines, count: count) }

  mutating func scroll(by lines: Int) { cursor.scroll(by: lines, count: count) }

  mutating func select(_ index: Int) { cursor.select(index, count: count) }

  /// Changes the order.
  mutating func sort(_ change: (inout LiveOrder) -> Void) {
    change(&order)
    cursor = RowCursor(pageSize: cursor.pageSize)
    arrange(following: selected?.id)
  }

  /// Sorts the groups: by name, unless keys have chosen another order.
  private mutating func arrange(following last: ProcessGroup.ID?) {
    groups.sort { Self.name($0) < Self.name($1) }
    if let key = order.keys.first {
      let sorted = groups.map { (columns.value(key.column.key, of: $0), $0) }
        .enumerated().sorted { left, right in
          key.precedes(left.element.0, right.element.0) ?? (left.offset < right.offset)
        }
      groups = sorted.map(\.element.1)
    } else if order.isReversed {
      groups.reverse()
    }
    if let last, let index = groups.firstIndex(where: { $0.id == last }) {
      // As the list of sockets does.
      let isSorted = !order.keys.isEmpty || order.isReversed
      cursor.follow(to: index, count: count, staysOnScreen: isSorted)
    } else {
      cursor.limit(to: count)
    }
  }

  /// Names come first, and sockets without an owner last.
  private static func name(_ group: ProcessGroup) -> (Int, String) {
    switch group.id.name {
    case .named: (0, group.id.text)
    case .outside: (1, group.id.text)
    case .without: (2, group.id.text)
    }
  }
}
