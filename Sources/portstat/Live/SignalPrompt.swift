import SocketInspector

/// The question whether to send a signal to the owners of sockets.
struct SignalPrompt {
  /// The sockets, as they were shown when the key was pressed.
  let sockets: [Socket]
  let plan: SignalPlan
  /// What the processes have open, by PID: the numbers of listening and of other sockets.
  let counts: [Int32: (listening: Int, others: Int)]

  var signal: Signal { plan.signal }

  /// - Parameter all: All sockets of the last update.
  init(_ plan: SignalPlan, for sockets: [Socket], among all: some Sequence<Socket>) {
    self.sockets = sockets
    self.plan = plan
    let pids = plan.pids
    var counts: [Int32: (listening: Int, others: Int)] = [:]
    for socket in all where socket.ownership == .known {
      for pid in Set(socket.descriptors.lazy.map(\.pid)).intersection(pids) {
        var count = counts[pid] ?? (0, 0)
        if socket.isListening { count.listening += 1 } else { count.others += 1 }
        counts[pid] = count
      }
    }
    self.counts = counts
  }

  /// The keys of the prompt.
  static let yes: Key = .character("y")
  static let kill: Key = .character("9")

  /// What the keys do, for the last line of the screen.
  var keys: String { "y yes  \(signal.isCertain ? "" : "9 KILL instead  ")Esc no" }

  /// The lines. They may be wider than the screen.
  var lines: [String] {
    let targets = plan.targets
    var lines = [""]
    if targets.count == 1, let target = targets.first {
      lines.append("  Send \(signal.name) to \(ScreenText.escaped(target.title))?")
      lines += facts(of: target).map { "  \($0)" }
    } else {
      lines.append("  Send \(signal.name) to these \(targets.count) processes?")
      for target in targets {
        lines.append("    \(ScreenText.escaped(target.title))")
        lines += facts(of: target).map { "      \($0)" }
      }
    }
    lines += refusals.map { "  \($0)" }
    let more = signal.isCertain ? "" : "   9 KILL instead"
    return lines + ["", "  y yes\(more)   Esc no"]
  }

  private func facts(of target: SignalTarget) -> [String] {
    let count = counts[target.pid] ?? (0, 0)
    let sockets = ScreenText.shortened(ScreenText.escaped(target.socketList), to: 120)
    var lines = [
      "It has \(count.listening.counted("listening socket")) and "
        + "\(count.others.counted("other socket")) open, here \(sockets)."
    ]
    if let supervisor = target.supervisor {
      lines.append(ScreenText.escaped(supervisor.description) + ".")
    }
    return lines
  }

  /// Why some owners are not signaled, each in a line.
  var refusals: [String] { Self.refusals(plan) }

  /// Why no process is signaled; nil if one can be.
  static func obstacle(_ plan: SignalPlan) -> String? {
    if !plan.targets.isEmpty { return nil }
    if let first = refusals(plan).first { return first }
    if !plan.hidden.isEmpty { return "the owner cannot be seen: nothing was sent" }
    if !plan.unowned.isEmpty { return "no process has this socket open: nothing was sent" }
    return "the process or the socket is gone: nothing was sent"
  }

  private static func refusals(_ plan: SignalPlan) -> [String] {
    plan.refused.map { "\(ScreenText.escaped($0.name)) is not signaled: \($1.description)" }
      + plan.unreadable.map { "\($1)" }
  }
}
