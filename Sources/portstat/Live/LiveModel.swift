import SocketInspector

/// The state of the live view, and how keys and updates change it. Uses neither a terminal nor a clock.
struct LiveModel {
  enum Page: Equatable {
    case list
    case processes
    case details
    case help
    /// The question whether to send a signal.
    case signal
  }

  /// The width from which on the screen has a second line of numbers, and the list columns with rates.
  private static let wideScreen = 100
  /// The width from which on the list has all columns about TCP connections.
  private static let veryWideScreen = 140

  let settings: Settings
  var list: LiveList
  var processes = ProcessList()
  var figures = LiveFigures()
  /// Notes about data that was hidden or missing at the last update.
  private(set) var notes: [Note] = []
  /// The pages that Esc goes back to, the last one first.
  var earlierPages: [Page] = []
  var page = Page.list
  /// The index of the first line of the details or help page on the screen.
  var top = 0
  /// How far the list is scrolled sideways, in terminal columns; nil if its columns are fitted to the screen.
  var sideways: Int?
  var isPaused = false
  /// The time between two updates, in seconds.
  var interval: Double
  /// Whether keys edit the text of the filter.
  var isTyping = false
  /// Whether the list has columns with TCP_INFO; nil if the width of the screen decides.
  var showsTCPInfo: Bool?
  /// Whether the terminal reports the mouse.
  var isMouseOn = false
  /// The question on the screen.
  var prompt: SignalPrompt?
  /// What became of the last signal, for the last line.
  var message: String?
  /// What the last key asks for.
  var request: Request?
  /// What belongs to the process on the details page; nil if there is none.
  var surroundings: ProcessSurroundings?
  /// How long the socket on the details page has been seen; nil if that is unknown.
  var millisecondsSeen: UInt64?
  /// The number of lines of the details or help page below the screen.
  private(set) var linesBelow = 0
  /// Whether a page or a filter needs what was not read before the pause.
  private var lacksData = false
  /// Whether the screen has to be written again.
  var needsRedraw = false

  /// Whether a process could not be read at the last update.
  private var hasUnreadableProcesses = false
  /// Whether the last update had rows from netlink, without which there are no rates.
  private(set) var hasNetlink = false
  /// Why owners may be hidden.
  private var causes = HiddenOwnerCauses([], in: "", withCounts: true)
  /// The socket on the details page.
  var detailsSocket: SocketEntry?
  /// The socket on the details page as it was last.
  private(set) var lastDetails: Socket?
  /// The keys of the columns for which there is no room on the screen.
  var omittedColumns: Set<String> = []
  /// The size of the screen.
  private(set) var size = (columns: 80, rows: 24)

  /// - Parameter interval: The time between two updates at first, in seconds.
  init(_ settings: Settings, interval: Double) {
    self.settings = settings
    self.interval = interval
    list = LiveList(settings)
  }

  // MARK: The screen

  /// The column for the rest of each line of the list; nil if the screen is not wide enough.
  var tailColumn: Column? {
    size.columns >= Self.veryWideScreen ? LiveColumns.tail(settings) : nil
  }

  /// Whether there is a second line of numbers.
  var hasSecondLine: Bool { size.columns >= Self.wideScreen && size.rows >= 12 && hasNetlink }

  /// The number of lines for the rows of a list, or for another page.
  var pageSize: Int {
    let numbers = hasSecondLine ? 2 : 1
    return max(size.rows - numbers - 1 - (isList ? 1 : 0) - messageLines.count, 1)
  }

  /// The lines above the last one, for a message for which that has no room.
  var messageLines: [String] {
    if message == nil, list.filter.error == nil { return [] }
    return StatusLine(self, columns: size.columns, omitted: []).messageLines
  }

  /// The socket at the other end of a connection, if it is on this machine.
  func peer(of socket: Socket) -> DetailsPage.Peer {
    if !socket.hasPeer { return .none }
    let (local, remote) = (socket.local.unmapped, socket.remote.unmapped)
    // Other network namespaces can have the same addresses.
    let rows = list.all.lazy.filter {
      $0.change != .closed && $0.socket.namespace?.inode == socket.namespace?.inode
        && $0.socket.namespace?.pid == socket.namespace?.pid
    }
    for row in rows where row.socket.table == socket.table {
      if row.socket.local.unmapped == remote, row.socket.remote.unmapped == local {
        return .found(row.socket)
      }
    }
    // A UDP server, such as a name server, has no peer.
    if socket.table == .udp {
      let server = rows.first { row in
        row.socket.table == .udp && !row.socket.hasPeer
          && row.socket.local.port == remote.port
          && (row.socket.local.unmapped == remote || row.socket.localScope == .any)
      }
      let isLocal = socket.remote.ip?.scope == .loopback
      return isLocal ? server.map { .found($0.socket) } ?? .unknown : .unknown
    }
    return settings.filterText.isEmpty && socket.state != .synSent ? .missing : .unknown
  }

  /// Whether a list was opened from another, to which Esc goes back.
  var hasWayBack: Bool { isList && !earlierPages.isEmpty }

  /// Whether the page is a list of sockets or processes.
  var isList: Bool { page == .list || page == .processes }

  /// Why the list on the screen is empty; nil if it is not.
  var emptyReason: String? {
    if lacksData, list.emptyReason != nil {
      return "What the filter needs is not read while paused; press space to resume."
    }
    if page == .list || processes.count > 0 { return list.emptyReason }
    return list.emptyReason ?? "All sockets have closed."
  }

  /// The keys that the last line names if there is room.
  var hints: [String] {
    if isTyping { return ["Enter keep", "Esc clear"] }
    let isDetails = page == .details
    return KeyTable.all.compactMap { binding in
      if page == .processes, binding.commands.values.contains(.group) {
        return processes.grouping.next.map { "p by \($0.rawValue)" } ?? "p all sockets"
      }
      if page == .processes, binding.commands.values.contains(.open) { return "Enter sockets" }
      if hasWayBack, binding.commands.values.contains(.group) { return nil }
      let isForDetails = binding.commands.values.contains(.nextRow)
      let isForBoth = binding.commands.values.contains(.signal)
      return isDetails && (isForDetails || isForBoth) || isList && !isForDetails
        ? binding.hint : nil
    }
  }

  /// The columns about TCP connections that the list has if there is room.
  var tcpColumns: LiveColumns.TCPColumns {
    if let showsTCPInfo { return showsTCPInfo ? .all : .none }
    if !hasSecondLine { return .none }
    return size.columns >= Self.veryWideScreen ? .all : .rates
  }

  /// What the screen requires besides the columns of the command line.
  var requirements: Requirements {
    // Always the rates: who pauses and opens the details of a row expects those of that moment.
    let groups = page == .processes ? processes.grouping.requirements : []
    return list.filter.criteria.requirements.union([.rates, groups, groupRequirements])
  }

  /// What the group requires to which the list is limited.
  private var groupRequirements: Requirements { list.group?.grouping.requirements ?? [] }

  /// What the list shows of the owners of its rows, besides the columns of the command line.
  var rowRequirements: Requirements { (tailColumn?.requires ?? []).union(groupRequirements) }

  /// Adapts to the size of the screen.
  mutating func resize(columns: Int, rows: Int) {
    size = (columns, rows)
    chooseColumns()
    resizeLists()
  }

  mutating func resizeLists() {
    list.resize(lines: pageSize)
    processes.resize(lines: pageSize)
  }

  /// Chooses the columns of the lists.
  mutating func chooseColumns() {
    let columns = LiveColumns.columns(
      settings, adding: tcpColumns, isRequested: showsTCPInfo == true)
    if columns.map(\.key) != list.columns.map(\.key) { list.columns = columns }
    processes.columns = GroupColumn.columns(processes.grouping).filter {
      hasNetlink || $0.column.requires.isEmpty
    }
  }

  /// Says whether a page or a filter needs what was not read before the pause.
  mutating func reportPause(lacksData isMissing: Bool) {
    lacksData = isMissing && (hasNetlink || list.filter.criteria.hasCriteria)
    if lacksData, message == nil {
      message = "some data is not read while paused; press space to resume"
    }
  }

  // MARK: Updates

  /// Takes the result of an update.
  mutating func update(_ update: UpdateLoop.Update) {
    notes = update.outcome.notes(withCounts: true)
    hasUnreadableProcesses = !update.snapshot.hiddenProcesses.isEmpty
    causes = HiddenOwnerCauses(
      update.outcome.issues, in: update.outcome.procPath, withCounts: true)
    hasNetlink = update.snapshot.source != .procfs
    figures.update(update, interval: interval)
    lacksData = false
    chooseColumns()
    list.update(update.snapshot, update.changes ?? [])
    if page == .processes { processes.update(list.rows) }
    resizeLists()
    rememberDetails()
  }

  /// Replaces sockets with the same ones, whose owners were read again. Closed sockets are kept.
  ///
  /// - Parameter outcome: The outcome of the last update, including the issues of reading these owners.
  mutating func replace(_ indices: [Int], with sockets: [Socket], _ outcome: Outcome) {
    notes = outcome.notes(withCounts: true)
    list.replace(indices, with: sockets)
    rememberDetails()
  }

  /// Remembers the socket on the details page, which may go.
  private mutating func rememberDetails() {
    if page == .details, let socket = selected?.socket { lastDetails = socket }
  }

  /// The indices of the rows on the screen whose owners have to be read again before they are shown: until the
  /// next update, once, but at each time those on the details page. A closed socket keeps its last owners.
  var rowsToVerify: [Int] { shownRows.filter { list[$0].change != .closed } }

  private var shownRows: Range<Int> {
    switch page {
    case .help, .processes, .signal: return 0..<0
    case .details: return selectedIndex.map { $0..<$0 + 1 } ?? 0..<0
    case .list:
      let visible = list.visible
      if !isPaused { return visible }
      guard let first = visible.first(where: { !list[$0].isVerified }) else { return 0..<0 }
      return first..<visible.upperBound
    }
  }

  /// The notes for the rows that are shown. A live filter on owners can add one, because it may depend on
  /// hidden owners.
  var notesOnRows: [Note] {
    let isMissing =
      list.filter.criteria.needsOwners && hasUnreadableProcesses
      && !notes.contains(where: \.isAboutOwners)
    return notes + figures.notes + (isMissing ? [.hiddenOwnersMayMatch(causes)] : [])
  }

  /// The index of the row that is selected, or on the details page; nil if there is none.
  var selectedIndex: Int? {
    if page == .details, let detailsSocket { return list.index(of: detailsSocket) }
    return list.selected == nil ? nil : list.cursor.index
  }

  var selected: LiveRow? { selectedIndex.map { list[$0] } }

  /// Limits scrolling of the help and details pages to their last screen.
  ///
  /// - Parameter lines: The number of lines of the page.
  mutating func limitScrolling(lines: Int) {
    if isList { return }
    top = min(top, max(lines - pageSize, 0))
    linesBelow = max(lines - top - pageSize, 0)
  }

  /// Limits sideways scrolling to the end of the widest row.
  ///
  /// - Parameter width: That of the part of the rows that does not fit.
  mutating func limitSideways(to width: Int) {
    sideways = sideways.map { min($0, max(width, 0)) }
  }
}
