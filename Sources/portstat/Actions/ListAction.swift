import SocketInspector

/// Lists the sockets once.
struct ListAction: Action {
  private let settings: Settings
  private let snapshot: Snapshot?

  /// - Parameter snapshot: What the settings ask for, if it was taken already.
  init(_ settings: Settings, _ snapshot: Snapshot? = nil) {
    self.settings = settings
    self.snapshot = snapshot
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let tree = snapshot == nil ? try ProcFileSystem(settings.query.procPath) : nil
    let snapshot = try taken(tree)
    do throws(SystemError) {
      try write(snapshot, to: &console.output)
    } catch {
      console.report(outcome(snapshot, tree))
      throw error
    }
    return outcome(snapshot, tree)
  }

  private func taken(_ tree: ProcFileSystem?) throws(SystemError) -> Snapshot {
    if let snapshot { return snapshot }
    if let tree { return try Snapshot.capture(settings.query, in: tree) }
    return try Snapshot.capture(settings.query)
  }

  private func outcome(_ snapshot: Snapshot, _ tree: ProcFileSystem?) -> Outcome {
    var related = RelatedProcesses(settings.query.procPath, tree)
    return Outcome(snapshot, .sockets(isSelective: settings.hasCriteria), &related)
  }

  private func write(
    _ snapshot: Snapshot, to output: inout OutputBuffer
  ) throws(SystemError) {
    // A heading above nothing is no answer to a question about some sockets.
    if snapshot.sockets.isEmpty, settings.hasCriteria, settings.output.format == .table { return }
    try renderer.render(Report(snapshot, settings.output), to: &output)
  }

  private var renderer: any Renderer {
    let format = settings.output.format
    switch format {
    case .table:
      return TableRenderer(width: settings.terminal.width, isColored: settings.isColored)
    case .json, .jsonl: return JSONRenderer(isLines: format == .jsonl)
    case .csv: return CSVRenderer()
    }
  }
}
