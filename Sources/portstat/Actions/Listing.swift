import SocketInspector

/// One snapshot, shown once.
struct Listing {
  private let invocation: Invocation
  private let snapshot: Snapshot
  /// The proc tree of the snapshot, if it is still open.
  private let tree: ProcFileSystem?

  /// - Throws: ``SystemError`` when the tables cannot be read.
  init(_ invocation: Invocation) throws(SystemError) {
    let query = invocation.query
    let tree = try ProcFileSystem(query.procPath)
    self.init(invocation, try Snapshot.capture(query, in: tree), tree)
  }

  /// - Parameter snapshot: What the command line asks for.
  init(_ invocation: Invocation, _ snapshot: Snapshot, _ tree: ProcFileSystem? = nil) {
    self.invocation = invocation
    self.tree = tree
    self.snapshot = snapshot
  }

  /// Writes the sockets, then what could not be seen of them.
  ///
  /// - Throws: ``SystemError`` when the output cannot be written.
  func print(to output: inout OutputBuffer) throws(SystemError) -> ExitStatus {
    defer {
      var notes = MessageLog(invocation.procPath, tree, isCounting: true)
      notes.write(snapshot)
    }
    let view = invocation.view
    if view.isQuiet {
      if try printPIDs(to: &output) > 0 { return status == .failure ? .failure : .success }
      return snapshot.hiddenOwnerCount > 0 ? .denied : status
    }
    if !snapshot.sockets.isEmpty || !invocation.hasCriteria || view.format != .table {
      try renderer.render(Report(snapshot, view), to: &output)
    }
    return status
  }

  /// - Returns: How many there are.
  private func printPIDs(to output: inout OutputBuffer) throws(SystemError) -> Int {
    let pids = Set(snapshot.sockets.lazy.flatMap { $0.descriptors.lazy.map(\.pid) })
    for pid in pids.sorted() {
      output.append("\(pid)\n")
      try output.flushIfFull()
    }
    try output.flush()
    return pids.count
  }

  private var renderer: any Renderer {
    let view = invocation.view
    switch view.format {
    case .table:
      return TableRenderer(width: Terminal.width, isColored: view.isColored)
    case .json, .jsonl: return JSONRenderer(isLines: view.format == .jsonl)
    case .csv: return CSVRenderer()
    }
  }

  /// How it ends, apart from what `--quiet` adds.
  private var status: ExitStatus {
    for issue in snapshot.issues {
      switch issue {
      case .unreadableTable, .unlistedState: return .failure
      default: break
      }
    }
    if !invocation.hasCriteria { return .success }
    // Sockets that a hidden owner may exclude are shown, but nothing is certain if there are no others.
    if snapshot.sockets.count > snapshot.uncertainMatchCount { return .success }
    return snapshot.sockets.isEmpty && snapshot.possibleHiddenMatches == 0 ? .noMatch : .denied
  }
}
