import SocketInspector

/// The settings of a run: the command line, with everything resolved that depends on the terminal, the
/// environment and the user database.
struct Settings: Sendable {
  let mode: Arguments.Mode
  let query: Query
  /// Whether there is a selector or a filter, so that finding no socket sets the exit status. Options that
  /// only choose tables, address families or listening sockets (`-t`, `-4`, `-l`) do not count.
  let hasCriteria: Bool
  /// The selectors and the options that choose sockets, as on the command line; empty if there are none.
  let filterText: String
  let output: OutputOptions
  /// The columns that are shown, from left to right.
  let columns: [Column]
  let terminal: Terminal
  /// Whether colors are written.
  let isColored: Bool
  /// The colors, if they are written.
  var palette: Palette { isColored && terminal.has256Colors ? .extended : .basic }
  /// The selectors and the options that choose sockets, each with its value, as on the command line.
  let filterWords: [String]
  /// The selectors as they were typed, each with the letters of the options right before it.
  let selectorWords: [(word: String, lettersBefore: String)]
  /// The time between two updates, in seconds; nil for one listing.
  let watchInterval: Double?
  /// Whether the interval was typed: `--watch=2`.
  let hasInterval: Bool
  /// The number of updates after which watching ends; nil for no limit.
  let updateCount: Int?
  /// What to do in the mode ``Arguments/Mode/signal``.
  let signal: SignalRequest
  /// What to wait for before anything is printed; nil for nothing.
  let wait: WaitRequest?

  /// - Parameters:
  ///   - userID: Looks up the UID of a user by name; returns nil if there is no such user.
  /// - Throws: ``UsageError`` if the command line names a user that does not exist, and if
  ///   `--signal` lacks a filter or a confirmation.
  init(
    _ arguments: Arguments, on terminal: Terminal = .current,
    userID: (String) -> UInt32? = UserNames.userID
  ) throws(UsageError) {
    mode = arguments.mode
    var output = arguments.output
    output.isStream = arguments.watchInterval != nil && output.format != .table
    output.isWatching = arguments.watchInterval != nil
    self.output = output
    // `-a` shows every socket and overrides `-l`.
    let withoutEffect =
      arguments.filter.isListeningOnly ? ["--all"] : ["--all", "--listening"]
    filterText = arguments.filterWords.filter { !withoutEffect.contains($0) }
      .joined(separator: " ")
    // Other modes ignore the columns.
    columns = mode == .list ? output.columns : []
    selectorWords = arguments.selectorWords
    filterWords = arguments.filterWords
    watchInterval = arguments.watchInterval
    hasInterval = arguments.hasInterval
    updateCount = arguments.updateCount
    signal = arguments.signal
    wait = arguments.wait
    self.terminal = terminal
    isColored =
      output.color == .always
      || (output.color == .auto && terminal.isOutput && terminal.allowsColor)
    var filter = try arguments.filter(userID: userID)
    hasCriteria = filter.hasCriteria
    if mode == .list || mode == .pids { try wait?.check(hasCriteria: hasCriteria) }
    if mode == .signal {
      try signal.check(filter, on: terminal)
      filter.isListeningOnly = true
    }
    var query = Query(
      filter: filter, requirements: mode == .list ? output.requirements : .owners,
      source: arguments.procPath == nil ? arguments.source : .procfs, procPath: arguments.procPath,
      byteOrder: arguments.byteOrder)
    query.namespaces = arguments.namespaces
    self.query = query
  }

  /// Looks up the names that the columns show and sort by.
  ///
  /// - Parameters:
  ///   - forSorting: Whether rows are only sorted by them.
  ///   - userIDs: Returns the users whose names are needed; not called if no names are shown.
  func names(forSorting: Bool = false, userIDs: () -> [UInt32]) -> Names {
    let unneeded: Requirements = forSorting ? .hiddenOwnerHints : []
    return Names(
      isNumeric: output.isNumeric, query.requirements.subtracting(unneeded), userIDs: userIDs)
  }

  /// Looks up the names that the columns show of some sockets.
  func names(of sockets: [Socket]) -> Names {
    names {
      let needsAll = query.requirements.contains(.userNames)
      let named = needsAll ? sockets : sockets.filter { $0.ownership == .denied }
      return named.compactMap(\.userID)
        + (needsAll ? sockets.flatMap { $0.owners.compactMap(\.process.userID) } : [])
    }
  }

  /// Looks up the names that the columns show of a snapshot.
  func names(of snapshot: Snapshot) -> Names {
    names {
      // The user database may ask a server.
      query.requirements.contains(.userNames)
        ? snapshot.sockets.compactMap(\.userID) + snapshot.processUserIDs
        : snapshot.hiddenOwnerUserIDs
    }
  }
}
