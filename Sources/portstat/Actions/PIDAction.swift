import SocketInspector

/// Prints the PIDs of the processes that own the sockets, one per line, in ascending order without
/// repetitions.
struct PIDAction: Action {
  private let settings: Settings
  private let snapshot: Snapshot?

  /// - Parameter snapshot: The sockets whose owners to print; nil to read them from the kernel.
  init(_ settings: Settings, _ snapshot: Snapshot? = nil) {
    self.settings = settings
    self.snapshot = snapshot
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let tree = try ProcFileSystem(settings.query.procPath)
    let snapshot =
      if let snapshot { snapshot } else { try Snapshot.capture(settings.query, in: tree) }
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
    guard settings.terminal.isErrorOutput else { return outcome }
    if outcome.hasNoMatch {
      outcome.hint = NoMatchHint(settings, tree)?.text
    } else if count == 0 {
      outcome.hint = Self.reason(snapshot.sockets)
    }
    return outcome
  }

  /// `2 sockets match, but no process has them open (time-wait)`; nil if owners are hidden, about which there is a
  /// note, or nothing was found.
  private static func reason(_ sockets: Snapshot.Sockets) -> String? {
    var counts: [String: Int] = [:]
    for socket in sockets where socket.ownership != .known && socket.ownership != .denied {
      counts[socket.ownership?.rawValue ?? "unknown", default: 0] += 1
    }
    let total = counts.values.reduce(0, +)
    if total == 0 { return nil }
    let reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { counts.count == 1 ? $0.key : "\($0.value) \($0.key)" }
    return
      (total == 1
      ? "1 socket matches, but no process has it open"
      : "\(total) sockets match, but no process has them open")
      + " (\(reasons.joined(separator: ", ")))"
  }

  private func write(_ pids: [Int32], to output: inout OutputBuffer) throws(SystemError) {
    for pid in pids {
      output.append("\(pid)\n")
      try output.flushIfFull()
    }
    try output.flush()
  }
}
