import SocketInspector

/// What keys do.
extension LiveModel {
  /// The intervals that the keys + and - choose, in seconds.
  private static let intervals = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600, 86400]
  /// How far the keys for left and right scroll, in terminal columns: so little that a long address is whole at
  /// some place.
  private var sidewaysStep: Int { max(size.columns / 8, 4) }

  /// Handles a key. Call ``arrangeIfNeeded()`` after the last one to update the rows: once for all keys, so
  /// that a thousand pasted keys cost little more than one.
  ///
  /// - Returns: Whether the program continues.
  mutating func press(_ key: Key) -> Bool {
    if isTyping {
      type(key)
      return true
    }
    if page == .signal {
      answer(key)
      return true
    }
    guard let command = KeyTable.command(for: key) else { return true }
    if !command.isMovement { message = nil }
    if command.needsRows { arrangeIfNeeded() }
    switch command {
    case .quit:
      if isList { return false }
      goBack()
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -pageSize)
    case .pageDown: move(by: pageSize)
    case .first: move(by: -Int.max / 2)
    case .last: move(by: Int.max / 2)
    case .back: pressEscape()
    case .help: if page == .help { goBack() } else { open(.help) }
    case .pause: isPaused.toggle()
    case .faster: interval = Self.intervals.last { $0 < interval } ?? interval
    case .slower: interval = Self.intervals.first { $0 > interval } ?? interval
    case .redraw: needsRedraw = true
    case .open where page == .details: goBack()
    case .nextRow where page == .details: showRow(1)
    case .previousRow where page == .details: showRow(-1)
    case .signal where page != .help: askForSignal(.terminate)
    case .mouse: isMouseOn.toggle()
    default: if isList { pressOnList(command) }
    }
    return true
  }

  /// Notes that the screen was written again.
  mutating func didRedraw() { needsRedraw = false }

  /// Filters and sorts the rows, if keys have changed the filter, the groups or the order.
  mutating func arrangeIfNeeded() {
    list.arrangeIfNeeded()
    if page == .processes { processes.update(list.rows) }
  }

  /// Looks up the users that the filter names, and filters the rows.
  mutating func lookUpUsers(_ userID: (String) -> UInt32?) {
    list.lookUpUsers(userID)
  }

  private mutating func pressOnList(_ command: KeyCommand) {
    switch command {
    case .open: openRow()
    case .filter: isTyping = true
    case .nextColumn: sort { $0.choose(1, among: $1) }
    case .previousColumn: sort { $0.choose(-1, among: $1) }
    case .reverse: sort { order, _ in order.reverse() }
    case .left: sideways = sideways.flatMap { $0 == 0 ? nil : max($0 - sidewaysStep, 0) }
    case .right: sideways = sideways.map { $0 + sidewaysStep } ?? 0
    case .toggle(let group): list.toggle(group)
    case .group: group()
    case .showTCPInfo:
      if !hasNetlink, showsTCPInfo == nil {
        message = "/proc has no rates, RTT or retransmissions; they require netlink"
        return
      }
      showsTCPInfo = tcpColumns != .all
      chooseColumns()
    default: break
    }
  }

  /// Opens the selected row: the details of a socket, or the sockets of a process.
  private mutating func openRow() {
    if page == .list, let row = list.selected {
      detailsSocket = row.socket.socket
      open(.details)
    } else if page == .processes, let group = processes.selected {
      list.group = group.id
      open(.list)
    }
  }

  /// Groups the sockets: by process, then by unit, then by container, then not at all.
  private mutating func group() {
    if list.group != nil { return goBack() }
    guard page == .processes else {
      processes.grouping = .process
      return open(.processes)
    }
    guard let next = processes.grouping.next else { return goBack() }
    if isPaused, !list.all.contains(where: { $0.socket.controlGroup != nil }) {
      message = "\(next.rawValue)s are not read while paused; press space to resume"
      return
    }
    processes.grouping = next
    chooseColumns()
    processes.update(list.rows)
  }

  /// Changes the order of the list on the screen.
  mutating func sort(_ change: (inout LiveOrder, [Column]) -> Void) {
    let columns = shownColumns
    if page == .processes {
      processes.sort { change(&$0, columns) }
    } else {
      list.sort { change(&$0, columns) }
    }
  }

  /// The columns that are on the screen.
  private var shownColumns: [Column] {
    (page == .processes ? processes.columns.columns : list.columns)
      .filter { !omittedColumns.contains($0.key) }
  }

  /// Shows the details of another row.
  private mutating func showRow(_ step: Int) {
    // After a row that is gone, the cursor is on the next one already.
    let isGone = selectedIndex == nil
    if let index = selectedIndex { list.select(index) }
    if !isGone || step < 0 { list.move(by: step) }
    detailsSocket = list.selected?.socket.socket
    top = 0
  }

  /// Clears what was typed, or goes back. Never quits.
  private mutating func pressEscape() {
    if isList, !list.filter.text.isEmpty {
      list.edit { $0.clear() }
    } else {
      goBack()
    }
  }

  mutating func open(_ page: Page) {
    earlierPages.append(self.page)
    show(page)
  }

  mutating func goBack() {
    guard let last = earlierPages.popLast() else { return }
    if page == .list { list.group = nil }
    show(last)
  }

  private mutating func show(_ page: Page) {
    self.page = page
    top = 0
    sideways = nil
    if page == .processes { processes.update(list.rows) }
    resizeLists()
  }

  private mutating func type(_ key: Key) {
    switch key {
    case .enter: isTyping = false
    case .escape:
      isTyping = false
      list.edit { $0.clear() }
    case .backspace: list.edit { $0.removeLast() }
    case KeyTable.control("U"): list.edit { $0.clear() }
    case KeyTable.control("W"): list.edit { $0.removeLastWord() }
    case KeyTable.control("L"): needsRedraw = true
    case .character("\t"): list.edit { $0.append(" ") }
    case .character(let character) where !character.isControl:
      list.edit { $0.append(character) }
    default: break
    }
  }

  mutating func scroll(by lines: Int) {
    if page == .processes { processes.scroll(by: lines) } else { list.scroll(by: lines) }
  }

  mutating func move(by lines: Int) {
    switch page {
    case .list: list.move(by: lines)
    case .processes: processes.move(by: lines)
    case .details, .help, .signal:
      top = max(min(top, Int.max / 4) + max(min(lines, 1000), -1000), 0)
    }
  }
}

extension Character {
  /// Whether it is a control character, which no cell contains.
  fileprivate var isControl: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
  }
}

extension KeyCommand {
  /// Whether it only moves the selection or scrolls.
  fileprivate var isMovement: Bool {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last, .left, .right, .redraw: true
    default: false
    }
  }

  /// Whether the effect depends on the rows, which must reflect earlier keys then.
  fileprivate var needsRows: Bool {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last, .open: true
    default: false
    }
  }
}
