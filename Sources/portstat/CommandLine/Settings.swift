import SocketInspector

/// The command line, with everything resolved that depends on the machine: the terminal, the environment
/// and the users.
struct Settings: Sendable {
  let mode: Arguments.Mode
  /// The query to the library.
  let query: Query
  /// Whether there is a selector or a filter, so that finding no socket sets the exit status. Options that
  /// only choose tables (`-t`, `-4`, `-l`) do not count.
  let hasCriteria: Bool
  let output: OutputOptions
  /// The columns that are shown, from left to right.
  let columns: [Column]
  let terminal: Terminal
  /// Whether colors are written.
  let isColored: Bool
  /// The time between two updates, in seconds; nil for one listing.
  let watchInterval: Double?

  /// - Parameters:
  ///   - terminal: What is known of the terminal.
  ///   - userID: Looks up the number of a user by name.
  /// - Throws: ``UsageError`` if the command line names a user that does not exist.
  init(
    _ arguments: Arguments, on terminal: Terminal = .current,
    userID: (String) -> UInt32? = UserNames.userID
  ) throws(UsageError) {
    mode = arguments.mode
    output = arguments.output
    columns = output.columns
    watchInterval = arguments.watchInterval
    self.terminal = terminal
    isColored =
      output.color == .always
      || (output.color == .auto && terminal.isOutput && terminal.takesColor)
    let filter = try arguments.filter(userID: userID)
    hasCriteria = filter.hasCriteria
    // `-q` shows PIDs alone, whatever columns were chosen.
    query = Query(
      filter: filter, requirements: mode == .pids ? .owners : output.requirements,
      source: arguments.readsOtherTree ? .procfs : arguments.source, procPath: arguments.procPath)
  }

  /// Looks up the names that the columns show and sort by.
  ///
  /// - Parameter userIDs: Returns the users whose names are needed; not called if no names are shown.
  func names(userIDs: () -> [UInt32]) -> Names {
    Names(isNumeric: output.isNumeric, query.requirements, userIDs: userIDs)
  }
}
