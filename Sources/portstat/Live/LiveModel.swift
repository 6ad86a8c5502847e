import SocketInspector

/// The state of the live view, and how keys and updates change it. Uses neither a terminal nor a clock.
struct LiveModel {
  enum Page: Equatable {
    case list
    case details
    case help
  }

  /// A socket, and how it changed at the last update.
  struct Row {
    var socket: Socket
    var change: Change.Kind?
  }

  /// The intervals that the keys + and - choose, in seconds.
  private static let intervals = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600, 86400]

  let settings: Settings
  /// The rows of the list, in order.
  private(set) var rows: [Row] = []
  /// The number of sockets in each state, whatever the live filter hides.
  private(set) var totals: [(label: String, count: Int)] = []
  /// Notes about data that was hidden or missing at the last update.
  private(set) var notes: [Note] = []
  private(set) var page = Page.list
  /// The index of the selected row.
  private(set) var cursor = 0
  /// The index of the first row of the list, or of the first line of another page, on the screen.
  private(set) var top = 0
  private(set) var isPaused = false
  /// The time between two updates, in seconds.
  private(set) var interval: Double
  private(set) var filter = LiveFilter()
  /// Whether keys edit the text of the filter.
  private(set) var isTyping = false
  /// The groups of sockets that keys have hidden.
  private(set) var hidden: Set<SocketGroup> = []
  private(set) var sortKeys: [SortKey]

  /// The rows before the live filter and hidden groups, in the default order.
  private var all: [Row] = []
  /// Whether a process could not be read at the last update.
  private var hasUnreadableProcesses = false
  /// Why owners may be hidden.
  private var causes = HiddenOwnerCauses([], in: "", withCounts: true)
  /// The socket on the details page.
  private var detailsSocket: SocketEntry?
  /// Whether the default order is reversed.
  private var isReversed = false
  /// The number of lines for rows, or for another page.
  private var pageSize = 1
  /// Whether ``rows`` reflects the filter, the hidden groups and the sort keys.
  private var isArranged = true

  /// - Parameter interval: The time between two updates at first, in seconds.
  init(_ settings: Settings, interval: Double) {
    self.settings = settings
    self.interval = interval
    sortKeys = settings.output.sortKeys
  }

  /// The columns of the list, from left to right.
  var columns: [Column] { settings.columns }

  /// The index of the selected row, or on the details page of the row of that socket; nil if there is none.
  var selectedIndex: Int? {
    if page == .details, let detailsSocket { return index(of: detailsSocket) }
    return rows.indices.contains(cursor) ? cursor : nil
  }

  var selected: Row? { selectedIndex.map { rows[$0] } }

  /// The indices of the rows on the screen.
  var visible: Range<Int> {
    min(top, rows.count)..<min(top + pageSize, rows.count)
  }

  /// Takes the result of an update. Sockets that closed since the previous update are shown until the next.
  mutating func update(_ update: UpdateLoop.Update) {
    let (snapshot, changes) = (update.snapshot, update.changes ?? [])
    notes = update.outcome.notes(withCounts: true)
    hasUnreadableProcesses = !snapshot.hiddenProcesses.isEmpty
    causes = HiddenOwnerCauses(
      update.outcome.issues, in: update.outcome.procPath, withCounts: true)
    var opened: [SocketEntry: Change.Kind] = [:]
    for change in changes where change.kind != .closed {
      opened[change.socket.socket] = change.kind
    }
    all = snapshot.sockets.map { Row(socket: $0, change: opened[$0.socket]) }
    let closed = changes.filter { $0.kind == .closed }
    if !closed.isEmpty {
      all += closed.map { Row(socket: $0.socket, change: .closed) }
      all.sort { $0.socket.socket.precedes($1.socket.socket) }
    }
    totals = Self.totals(snapshot.sockets)
    arrange()
  }

  /// The notes for the rows that are shown. A live filter on owners can add one, because it may depend on
  /// hidden owners.
  var notesOnRows: [Note] {
    let isMissing =
      filter.criteria.needsOwners && hasUnreadableProcesses
      && !notes.contains(where: \.isAboutOwners)
    return notes + (isMissing ? [.hiddenOwnersMayMatch(causes)] : [])
  }

  /// Why the list is empty, and what to do; nil if it is not.
  var emptyReason: String? {
    if !rows.isEmpty { return nil }
    if all.isEmpty {
      let filter = settings.filterText
      return filter.isEmpty ? "There are no sockets." : "No socket matches \(filter)"
    }
    let count = all.count == 1 ? "the only socket" : "all \(all.count) sockets"
    if !filter.text.isEmpty {
      return "The filter excludes \(count): \(filter.text) (press Esc to clear it)"
    }
    let groups = hidden.map(\.name).sorted().joined(separator: " ")
    return "Keys have hidden \(count): \(groups)"
  }

  /// Replaces sockets with the same ones, whose owners were read again. Closed sockets are kept.
  ///
  /// - Parameter outcome: The outcome of the last update, including the issues of reading these owners.
  mutating func replace(_ range: Range<Int>, with sockets: [Socket], _ outcome: Outcome) {
    notes = outcome.notes(withCounts: true)
    for (index, socket) in zip(range, sockets) where rows[index].change != .closed {
      rows[index].socket = socket
    }
  }

  /// Adapts to the size of the screen.
  ///
  /// - Parameter lines: The number of lines for rows.
  mutating func resize(lines: Int) {
    pageSize = max(lines, 1)
    scroll()
  }

  /// Handles a key. Call ``arrangeIfNeeded()`` after the last one to update the rows: once for all keys, so
  /// that a thousand pasted keys cost little more than one.
  ///
  /// - Returns: Whether the program continues.
  mutating func press(_ key: Key) -> Bool {
    if isTyping {
      type(key)
      return true
    }
    if key.needsRows { arrangeIfNeeded() }
    switch (key, page) {
    case (.character("q"), .list): return false
    case (.character("q"), _), (.escape, .help), (.escape, .details), (.enter, .details),
      (.character("?"), .help):
      show(.list)
    case (.character("?"), _): show(.help)
    case (.up, _), (.character("k"), _): move(by: -1)
    case (.down, _), (.character("j"), _): move(by: 1)
    case (.pageUp, _): move(by: -pageSize)
    case (.pageDown, _): move(by: pageSize)
    case (.character("g"), _): move(by: -Int.max / 2)
    case (.character("G"), _): move(by: Int.max / 2)
    case (.character(" "), _): isPaused.toggle()
    case (.character("+"), _): interval = Self.intervals.last { $0 < interval } ?? interval
    case (.character("-"), _): interval = Self.intervals.first { $0 > interval } ?? interval
    case (_, .list): pressOnList(key)
    default: break
    }
    return true
  }

  /// Filters and sorts the rows, if keys have changed the filter, the groups or the order.
  mutating func arrangeIfNeeded() {
    if filter.parse() { isArranged = false }
    if !isArranged { arrange() }
  }

  /// Looks up the users that the filter names, and filters the rows.
  mutating func lookUpUsers(_ userID: (String) -> UInt32?) {
    if filter.lookUpUsers(userID) { arrange() }
  }

  private mutating func pressOnList(_ key: Key) {
    switch key {
    case .enter where selected != nil:
      detailsSocket = selected?.socket.socket
      show(.details)
    case .escape: filter.clear()
    case .character("/"): isTyping = true
    case .character("s"): sortByNextColumn()
    case .character("S"):
      if sortKeys.isEmpty { isReversed.toggle() }
      sortKeys = sortKeys.map { SortKey(column: $0.column, isDescending: !$0.isDescending) }
      isArranged = false
    case .character(let letter):
      if let group = SocketGroup(key: letter) { toggle(group) }
    default: break
    }
  }

  private mutating func show(_ page: Page) {
    self.page = page
    if page == .list { scroll() } else { top = 0 }
  }

  private mutating func type(_ key: Key) {
    switch key {
    case .enter: isTyping = false
    case .escape:
      isTyping = false
      filter.clear()
    case .backspace: filter.removeLast()
    case .character("\u{15}"): filter.clear()  // Ctrl-U
    case .character("\u{17}"): filter.removeLastWord()  // Ctrl-W
    case .character(let character): filter.append(character)
    default: break
    }
  }

  private mutating func toggle(_ group: SocketGroup) {
    if hidden.remove(group) == nil { hidden.insert(group) }
    isArranged = false
  }

  private mutating func sortByNextColumn() {
    let last = sortKeys.first.flatMap { key in columns.firstIndex { $0.key == key.column.key } }
    let next = last.map { $0 + 1 } ?? 0
    sortKeys =
      columns.indices.contains(next)
      ? [SortKey(column: columns[next], isDescending: false)] : []
    isArranged = false
  }

  /// Filters and sorts the rows. The cursor stays on its socket.
  private mutating func arrange() {
    isArranged = true
    let last = rows.indices.contains(cursor) ? rows[cursor].socket.socket : nil
    rows = all.filter { isShown($0.socket) }
    search()
    let context = RenderContext(settings.names { rows.compactMap(\.socket.userID) })
    if let order = SortKey.order(rows.map(\.socket), by: sortKeys, context) {
      rows = order.map { rows[Int($0)] }
    } else if isReversed {
      rows.reverse()
    }
    if let last, let index = index(of: last) { cursor = index }
    scroll()
  }

  /// Keeps the rows in which all words of the filter occur.
  private mutating func search() {
    if filter.words.isEmpty { return }
    let context = RenderContext(settings.names { rows.compactMap(\.socket.userID) })
    var search = RowSearch(filter.words, in: columns, context)
    rows = rows.filter { search.matches($0.socket) }
  }

  /// The index of the row of a socket: of the one with the same endpoints and inode, otherwise with the same
  /// endpoints, because a connection loses its inode when its process closes it.
  private func index(of socket: SocketEntry) -> Int? {
    rows.firstIndex { $0.socket.socket.isAt(socket) && $0.socket.inode == socket.inode }
      ?? rows.firstIndex { $0.socket.socket.isAt(socket) }
  }

  private func isShown(_ socket: Socket) -> Bool {
    for group in hidden where group.contains(socket) { return false }
    return filter.matches(socket)
  }

  private mutating func move(by lines: Int) {
    if page == .list {
      cursor = min(max(cursor + lines, 0), max(rows.count - 1, 0))
      scroll()
    } else {
      top = max(min(top, Int.max / 4) + max(min(lines, 1000), -1000), 0)
    }
  }

  /// Limits the cursor to the rows, and scrolls so that it is visible.
  private mutating func scroll() {
    cursor = min(max(cursor, 0), max(rows.count - 1, 0))
    guard page == .list else { return }
    top = min(top, cursor, max(rows.count - pageSize, 0))
    top = max(top, cursor - pageSize + 1, 0)
  }

  /// Limits scrolling of the help and details pages to their last screen.
  ///
  /// - Parameter lines: The number of lines of the page.
  mutating func limitScrolling(lines: Int) {
    if page != .list { top = min(top, max(lines - pageSize, 0)) }
  }

  private static func totals(_ sockets: Snapshot.Sockets) -> [(label: String, count: Int)] {
    var counts: [SocketState?: Int] = [:]
    for socket in sockets { counts[socket.state, default: 0] += 1 }
    let order: [SocketState?] = [.listen] + SocketState.named.filter { $0 != .listen } + [nil]
    let unknown = counts.keys.filter { !order.contains($0) }
    return (order + unknown).compactMap { state in
      counts[state].map { (state?.label ?? "UDP", $0) }
    }
  }
}

extension Key {
  /// Whether the effect of the key depends on the rows, so that these have to be up to date.
  fileprivate var needsRows: Bool {
    switch self {
    case .character(let character): "jkgG".contains(character)
    case .up, .down, .pageUp, .pageDown, .enter: true
    case .escape, .backspace: false
    }
  }
}

extension SocketEntry {
  /// Whether both rows have the same protocol and endpoints.
  fileprivate func isAt(_ other: SocketEntry) -> Bool {
    table == other.table && local == other.local && remote == other.remote
  }
}
