import SocketInspector

/// What portstat is asked to do: the command line with everything resolved that depends on the
/// machine, which are the terminal, the environment and the users.
struct Settings: Sendable {
  let mode: Arguments.Mode
  /// What the library is asked.
  let query: Query
  /// What has to be known for the columns that are shown or sorted by.
  let requirements: Requirements
  /// Whether sockets were picked, so that finding none is worth an exit status: a selector or a
  /// filter. What only says which tables to list (`-t`, `-4`, `-l`) is no filter.
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
    requirements = mode == .pids ? .owners : output.requirements
    query = Query(
      filter: filter, requirements: requirements,
      source: arguments.readsOtherTree ? .procfs : arguments.source, procPath: arguments.procPath)
  }
}
