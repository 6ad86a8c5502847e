import SocketInspector

/// Waits until a socket matches, or none does anymore, then lists the sockets or prints the PIDs of their owners.
struct WaitAction: Action {
  private let settings: Settings
  private let request: WaitRequest

  init(_ settings: Settings, _ request: WaitRequest) {
    self.settings = settings
    self.request = request
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let tree = try ProcFileSystem(settings.query.procPath)
    if let snapshot = try wait(in: tree) {
      return try show(snapshot, isOver: true, on: &console)
    }
    let snapshot = try Snapshot.capture(settings.query, in: tree)
    let isOver = isOver(snapshot)
    var outcome = try show(snapshot, isOver: isOver, on: &console)
    if !isOver { outcome.hint = hint(snapshot, tree) }
    return outcome
  }

  /// - Returns: The sockets that ended the wait; nil if the time is up.
  private func wait(in tree: ProcFileSystem) throws(SystemError) -> Snapshot? {
    let start = MonotonicTime.now
    let end = request.timeout.map { start.adding(seconds: $0) }
    var schedule = WaitSchedule(from: start)
    // What is only shown is read once.
    var query = settings.query
    query.requirements = []
    while true {
      let (time, used) = (MonotonicTime.now, ProcessorTime.used)
      if isOver(try Snapshot.capture(query, in: tree)) {
        let snapshot = try Snapshot.capture(settings.query, in: tree)
        // Otherwise, the socket has closed in the meantime, or another one has opened.
        if isOver(snapshot) { return snapshot }
      }
      let next = schedule.next(after: time, costing: ProcessorTime.used - used)
      if let end, end <= .now { return nil }
      Pause.until(end.map { min($0, next) } ?? next)
    }
  }

  /// Whether a socket matches for certain, or certainly none does.
  private func isOver(_ snapshot: Snapshot) -> Bool {
    switch request.goal {
    case .exists: snapshot.sockets.count > snapshot.uncertainMatchCount
    case .gone: snapshot.sockets.isEmpty && snapshot.possibleHiddenMatches == 0
    }
  }

  private func show(
    _ snapshot: Snapshot, isOver: Bool, on console: inout Console
  ) throws(SystemError) -> Outcome {
    let printsPIDs = settings.mode == .pids
    var outcome =
      printsPIDs
      ? try PIDAction(settings, snapshot).run(&console)
      : try ListAction(settings, snapshot).run(&console)
    // A script that kills the processes that are printed must not mistake an empty output for success.
    if printsPIDs, isOver, request.goal == .exists { return outcome }
    outcome.question = .wait(request.goal, isOver: isOver)
    return outcome
  }

  /// `timed out after 5 s; no listener on port 9999; 3 in TIME_WAIT`; nil for a script that only reads PIDs.
  private func hint(_ snapshot: Snapshot, _ tree: ProcFileSystem) -> String? {
    if settings.mode == .pids, !settings.terminal.isErrorOutput { return nil }
    let fact: String?
    switch (request.goal, snapshot.sockets.count) {
    case (.exists, _): fact = NoMatchHint(settings, tree)?.text
    // A hidden owner decides, which another note says.
    case (.gone, 0): fact = nil
    case (.gone, 1): fact = "1 socket still matches"
    case (.gone, let count): fact = "\(count) sockets still match"
    }
    let limit = "timed out after \(TimeText.seconds(request.timeout ?? 0))"
    return fact.map { "\(limit); \($0)" } ?? limit
  }
}
