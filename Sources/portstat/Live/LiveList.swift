import SocketInspector

/// The list of sockets in the live view: which rows it shows, in which order, and which one is selected.
struct LiveList {
  private let settings: Settings
  /// The rows before the filter and hidden groups, in the default order.
  private(set) var all: [LiveRow] = []
  /// The rows of the list, in order: indices of ``all``.
  private var places: [Int] = []
  private(set) var cursor = RowCursor()
  private(set) var filter = LiveFilter()
  /// The groups of sockets that keys have hidden.
  private(set) var hidden: Set<SocketGroup> = []
  private(set) var order: LiveOrder
  /// The columns, from left to right.
  var columns: [Column] {
    didSet { isArranged = isArranged && filter.words.isEmpty }
  }
  /// The group whose sockets alone are shown; nil for all.
  var group: ProcessGroup.ID? {
    didSet { if group != oldValue { isArranged = false } }
  }
  /// Whether ``places`` reflects everything that decides about them.
  private var isArranged = true
  /// Whether the next arrangement shows the beginning of the list.
  private var startsAtTop = false

  init(_ settings: Settings) {
    self.settings = settings
    columns = settings.columns
    order = LiveOrder(settings.output.sortKeys)
  }

  /// The number of rows.
  var count: Int { places.count }

  subscript(index: Int) -> LiveRow { all[places[index]] }

  /// The rows, which takes time in proportion to their number.
  var rows: [LiveRow] { places.map { all[$0] } }

  /// The indices of the rows on the screen.
  var visible: Range<Int> { cursor.visible(of: count) }

  var selected: LiveRow? { places.indices.contains(cursor.index) ? self[cursor.index] : nil }

  // MARK: Updates

  /// Takes the rows of an update. Sockets that closed since the previous update are shown until the next.
  mutating func update(_ snapshot: Snapshot, _ changes: [Change]) {
    let last = selected?.socket.socket
    var opened: [SocketEntry: Change.Kind] = [:]
    for change in changes where change.kind != .closed {
      opened[change.socket.socket] = change.kind
    }
    all = snapshot.sockets.map { LiveRow(socket: $0, change: opened[$0.socket]) }
    let closed = changes.filter { $0.kind == .closed }
    if !closed.isEmpty {
      all += closed.map { LiveRow(socket: $0.socket, change: .closed, isVerified: true) }
      all.sort { $0.socket.socket.precedes($1.socket.socket) }
    }
    arrange(following: last)
  }

  /// Replaces sockets with the same ones, whose owners were read again. Closed sockets are kept.
  mutating func replace(_ indices: [Int], with sockets: [Socket]) {
    for (index, socket) in zip(indices, sockets) where self[index].change != .closed {
      all[places[index]].socket = socket
      all[places[index]].isVerified = true
    }
  }

  // MARK: Keys

  mutating func resize(lines: Int) { cursor.resize(to: lines, count: count) }

  mutating func move(by lines: Int) { cursor.move(by: lines, count: count) }

  mutating func scroll(by lines: Int) { cursor.scroll(by: lines, count: count) }

  mutating func select(_ index: Int) { cursor.select(index, count: count) }

  mutating func toggle(_ group: SocketGroup) {
    if hidden.remove(group) == nil { hidden.insert(group) }
    isArranged = false
  }

  /// Changes the order. The beginning of the list is what people sort for: it is on the screen then.
  mutating func sort(_ change: (inout LiveOrder) -> Void) {
    change(&order)
    startsAtTop = true
    isArranged = false
  }

  /// Changes the text of the filter, which is parsed by ``arrangeIfNeeded()``.
  mutating func edit(_ change: (inout LiveFilter) -> Void) { change(&filter) }

  /// Looks up the users that the filter names, and filters the rows.
  mutating func lookUpUsers(_ userID: (String) -> UInt32?) {
    if filter.lookUpUsers(userID) { arrange(following: selected?.socket.socket) }
  }

  /// Filters and sorts the rows, if keys have changed the filter, the groups or the order.
  mutating func arrangeIfNeeded() {
    if filter.parse() { isArranged = false }
    if !isArranged { arrange(following: selected?.socket.socket) }
  }

  // MARK: Arrangement

  /// Filters and sorts the rows.
  ///
  /// - Parameter last: The socket that the cursor stays on, if it is still there.
  private mutating func arrange(following last: SocketEntry?) {
    isArranged = true
    if startsAtTop {
      cursor = RowCursor(pageSize: cursor.pageSize)
      startsAtTop = false
    }
    places = matches(among: all.indices.filter { isShown(all[$0].socket) })
    let context = RenderContext(
      settings.names(forSorting: true) { places.compactMap { all[$0].socket.userID } })
    if let sorted = SortKey.order(places.map { all[$0].socket }, by: order.keys, context) {
      places = sorted.map { places[Int($0)] }
    } else if order.isReversed {
      places.reverse()
    }
    if let last, let index = index(of: last) {
      let isSorted = !order.keys.isEmpty || order.isReversed
      cursor.follow(to: index, count: count, staysOnScreen: isSorted)
    } else {
      cursor.limit(to: count)
    }
  }

  private func isShown(_ socket: Socket) -> Bool {
    for group in hidden where group.contains(socket) { return false }
    return isInGroup(socket)
  }

  private func isInGroup(_ socket: Socket) -> Bool {
    group.map { ProcessGroup.ID(socket, by: $0.grouping) == $0 } ?? true
  }

  /// The rows that the filter includes, by indices of ``all``.
  private func matches(among candidates: [Int]) -> [Int] {
    let matching = candidates.filter { filter.matches(all[$0].socket) }
    if filter.words.isEmpty { return matching }
    let context = RenderContext(
      settings.names(forSorting: true) { matching.compactMap { all[$0].socket.userID } })
    var search = RowSearch(filter.words, in: columns, context)
    return matching.filter { search.matches(all[$0].socket) }
  }

  /// The index of the row of a socket: of the one with the same endpoints and inode, otherwise with the same
  /// endpoints, because a connection loses its inode when its process closes it.
  func index(of socket: SocketEntry) -> Int? {
    var candidate: Int?
    for (index, place) in places.enumerated() where all[place].socket.socket.isAt(socket) {
      if all[place].socket.inode == socket.inode { return index }
      candidate = candidate ?? index
    }
    return candidate
  }

  // MARK: Empty lists

  /// Why the list is empty, and what to do; nil if it is not.
  var emptyReason: String? {
    if count > 0 { return nil }
    if all.isEmpty {
      let filter = settings.filterText
      return filter.isEmpty ? "There are no sockets." : "No socket matches \(filter)"
    }
    let candidates = all.indices.filter { isInGroup(all[$0].socket) }
    if let group, candidates.isEmpty {
      return "\(group.text) has no sockets anymore (press Esc to go back)"
    }
    let matches = matches(among: candidates)
    if matches.isEmpty {
      let text = filter.text.split(separator: " ").joined(separator: " ")
      return "The filter excludes \(Self.all(candidates.count)): \(text) (press Esc to clear it)"
    }
    let groups = hidden.sorted { $0.name < $1.name }
    let keys = groups.compactMap { KeyTable.letter(for: .toggle($0)) }.map(String.init)
    let which = filter.text.isEmpty ? "" : " that match the filter"
    let subject =
      matches.count == 1
      ? "The only socket\(filter.text.isEmpty ? "" : " that matches the filter") is"
      : "All \(matches.count) sockets\(which) are"
    return "\(subject) hidden (\(groups.map(\.name).joined(separator: ", "))); press "
      + "\(UsageError.list(keys)) to show \(matches.count == 1 ? "it" : "them")"
  }

  /// `all 6 sockets`
  private static func all(_ count: Int) -> String {
    switch count {
    case 1: "the only socket"
    case 2: "both sockets"
    default: "all \(count) sockets"
    }
  }
}
