import SocketInspector

/// Signals the owners of listening sockets, and reports what became of them and of their ports.
///
/// The question and everything that the user should know beforehand go to standard error, what happened goes
/// to standard output.
struct SignalAction: Action {
  private let settings: Settings
  private let signal: Signal
  private let timeout: Double

  init(_ settings: Settings) {
    self.settings = settings
    signal = settings.signal.signal ?? .terminate
    timeout = settings.signal.timeout ?? SignalRequest.defaultTimeout
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let tree = try ProcFileSystem(settings.query.procPath)
    // In the tree of another PID namespace, a PID means another process than in kill(2).
    guard tree.isOwn else {
      Messages.write(
        "--signal: /proc belongs to a different PID namespace; remount it, as unshare --mount-proc does"
      )
      var outcome = Outcome()
      outcome.question = .signal(isRefused: true, isUncertain: false)
      outcome.socketCount = 1
      return outcome
    }
    let snapshot = try Snapshot.capture(settings.query, in: tree)
    let plan = SignalPlan(signal, toOwnersOf: snapshot.sockets, in: tree)
    if snapshot.sockets.isEmpty {
      Messages.write(NoMatchHint(settings, tree)?.text ?? "no socket matches")
    }
    describe(plan)
    let isRefused = !plan.refused.isEmpty || !plan.unreadable.isEmpty || !plan.unowned.isEmpty
    var related = RelatedProcesses(settings.query.procPath, tree)
    var outcome = Outcome(
      snapshot, .signal(isRefused: isRefused, isUncertain: !plan.hidden.isEmpty), &related)
    if plan.targets.isEmpty { return outcome }
    if settings.signal.mustBeConfirmed, !isConfirmed(plan) {
      Messages.write("no process was signaled")
      outcome.question = .signal(isRefused: true, isUncertain: false)
      return outcome
    }
    let (remains, isUncertain) = try perform(plan, tree, &console)
    outcome.question = .signal(
      isRefused: isRefused || remains, isUncertain: isUncertain || !plan.hidden.isEmpty)
    return outcome
  }

  /// Writes what the user should know before the signal is sent.
  private func describe(_ plan: SignalPlan) {
    for (target, refusal) in plan.refused {
      Messages.write(
        "\(target.name) (\(target.socketList)) is not signaled: \(refusal.description)")
    }
    for (_, error) in plan.unreadable { Messages.write("\(error)") }
    for socket in plan.unowned {
      Messages.write("\(socket.table.rawValue) \(socket.local): no process has this socket open")
    }
    for target in plan.targets {
      guard let supervisor = target.supervisor else { continue }
      Messages.write("\(target.name): \(supervisor.description)")
    }
  }

  /// Asks whether to send the signal.
  private func isConfirmed(_ plan: SignalPlan) -> Bool {
    var text: [UInt8] = []
    func append(_ line: String) { Escaping.appendText(Array(line.utf8), to: &text) }
    if plan.targets.count == 1, let target = plan.targets.first {
      append("Send \(signal.name) to \(target.title), listening on \(target.socketList)?")
    } else {
      for target in plan.targets {
        append("\(target.title): \(target.socketList)")
        text.append(UInt8(ascii: "\n"))
      }
      append("Send \(signal.name) to these \(plan.targets.count) processes?")
    }
    text += " [y/N] ".utf8
    return Confirmation.isGiven(text)
  }

  /// Sends the signal and writes the results.
  ///
  /// - Returns: Whether a process remains or could not be signaled, and whether that is unknown.
  private func perform(
    _ plan: SignalPlan, _ tree: ProcFileSystem, _ console: inout Console
  ) throws(SystemError) -> (remains: Bool, isUncertain: Bool) {
    let sender = SignalSender(signal: signal, timeout: timeout, tree: tree)
    let earlier =
      signal.isForEnding ? try PortReport.listeners(on: plan, settings.query, in: tree) : []
    let results = sender.send(to: plan.targets)
    var lines = zip(plan.targets, results).map { "\($0.name) \($1.description(of: signal))" }
    var isUncertain = false
    if signal.isForEnding {
      let reports = try PortReport.reports(
        on: plan, after: results, since: earlier, settings.query, in: tree)
      lines += reports.map(\.description)
      isUncertain = reports.contains { $0.listener == .hidden }
    }
    for line in lines {
      Escaping.appendText(Array(line.utf8), to: &console.output.bytes)
      console.output.append(UInt8(ascii: "\n"))
    }
    try console.output.flush()
    return (results.contains(where: \.isFailure), isUncertain)
  }
}
