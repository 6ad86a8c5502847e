import SocketInspector

/// Lists the sockets once.
struct ListAction: Action {
  private let settings: Settings
  private let snapshot: Snapshot?

  /// - Parameter snapshot: The sockets to list; nil to read them from the kernel.
  init(_ settings: Settings, _ snapshot: Snapshot? = nil) {
    self.settings = settings
    self.snapshot = snapshot
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    if let snapshot { return try list(snapshot, nil, on: &console) }
    let tree = try ProcFileSystem(settings.query.procPath)
    return try list(try Snapshot.capture(settings.query, in: tree), tree, on: &console)
  }

  /// Writes the listing to standard output, then determines the outcome. If writing fails, the notes of the
  /// outcome are written before the error is thrown.
  ///
  /// - Parameter tree: The proc tree that the snapshot was read from, if it is open.
  private func list(
    _ snapshot: Snapshot, _ tree: ProcFileSystem?, on console: inout Console
  ) throws(SystemError) -> Outcome {
    var omitted: [Column] = []
    var result = try console.write({ outcome(snapshot, tree) }) { (output) throws(SystemError) in
      omitted = try write(snapshot, to: &output)
    }
    result.omittedColumns = omitted.map(\.title)
    return result
  }

  /// What the snapshot could not see, and the exit status: 0; 1 if sockets were selected and none matched; 3 if
  /// none matched for certain, because owners are hidden; 4 if a table could not be read (``Outcome``).
  private func outcome(_ snapshot: Snapshot, _ tree: ProcFileSystem?) -> Outcome {
    // Finds out whether hidden processes may share the sockets that are shown.
    var related = RelatedProcesses(settings.query.procPath, tree)
    var outcome = Outcome(snapshot, .sockets(isSelective: settings.hasCriteria), &related)
    if let tree, outcome.hasNoMatch { outcome.hint = NoMatchHint(settings, tree)?.text }
    return outcome
  }

  /// Each column turns a socket into a value, a record is the values of one socket, and the format writes
  /// records as bytes.
  ///
  /// - Returns: The columns that do not fit the terminal.
  private func write(
    _ snapshot: Snapshot, to output: inout OutputBuffer
  ) throws(SystemError) -> [Column] {
    // A heading without rows would look like a result.
    if snapshot.sockets.isEmpty, settings.hasCriteria, settings.output.format == .table {
      return []
    }
    let options = settings.output
    // The names of services and users, unless -n excludes them.
    let names = settings.names(of: snapshot)
    let records =
      if let counts = options.counts {
        Records(
          SocketCounts(of: snapshot, by: counts, names).rows(sortedBy: options.sortKeys),
          settings.columns)
      } else {
        Records(snapshot, settings.columns, sortedBy: options.sortKeys, names)
      }
    var format = options.format.format(
      FormatOptions(
        columns: settings.columns, showsHeader: options.showsHeader,
        showsTitle: settings.terminal.isOutput && options.counts == nil,
        document: DocumentFields.values(of: snapshot),
        listKey: options.counts == nil ? DocumentFields.sockets : DocumentFields.counts,
        fitsTerminal: options.fitsTerminal,
        keepsColumns: options.keepsColumns, width: settings.terminal.width,
        isColored: settings.isColored,
        palette: settings.palette))
    format.begin(to: &output)
    try format.append(records, to: &output)
    format.end(to: &output)
    try output.flush()
    return format.omittedColumns
  }
}
