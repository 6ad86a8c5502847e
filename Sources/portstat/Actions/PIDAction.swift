import SocketInspector

/// Prints the PIDs of the processes that own the sockets, one per line, in ascending order without
/// repetitions.
struct PIDAction: Action {
  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let tree = try ProcFileSystem(settings.query.procPath)
    let snapshot = try Snapshot.capture(settings.query, in: tree)
    let pids = Set(snapshot.sockets.lazy.flatMap { $0.descriptors.lazy.map(\.pid) })
    return try console.write({ outcome(snapshot, tree, pids.count) }) {
      (output) throws(SystemError) in
      try write(pids.sorted(), to: &output)
    }
  }

  private func outcome(_ snapshot: Snapshot, _ tree: ProcFileSystem, _ count: Int) -> Outcome {
    var related = RelatedProcesses(settings.query.procPath, tree)
    var outcome = Outcome(snapshot, .pids(count, isSelective: settings.hasCriteria), &related)
    // A script uses `-q` to find out whether there is an owner, and expects no message.
    if settings.terminal.isErrorOutput, outcome.hasNoMatch {
      outcome.hint = NoMatchHint(settings, tree)?.text
    }
    return outcome
  }

  private func write(_ pids: [Int32], to output: inout OutputBuffer) throws(SystemError) {
    for pid in pids {
      output.append("\(pid)\n")
      try output.flushIfFull()
    }
    try output.flush()
  }
}
