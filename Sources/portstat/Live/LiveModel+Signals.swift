import SocketInspector

/// Signals to the owners of sockets.
extension LiveModel {
  /// What the program has to do for a key, which needs more than the model.
  enum Request {
    case planSignal(Signal, [Socket])
    case sendSignal(SignalPlan)
  }

  /// Asks for the processes that a signal would go to: the owners of the selected row.
  mutating func askForSignal(_ signal: Signal) {
    let rows: [LiveRow]
    if page == .processes {
      let id = processes.selected?.id
      rows = list.rows.filter {
        ProcessGroup.ID($0.socket, by: processes.grouping) == id
      }
    } else {
      rows = [selected].compactMap(\.self)
    }
    let open = rows.filter { $0.change != .closed }
    if rows.isEmpty { return }
    if open.isEmpty {
      message = "the socket is closed: nothing was sent"
    } else {
      request = .planSignal(signal, open.map(\.socket))
    }
  }

  /// Takes what the last key asks for, if it needs more than the model.
  mutating func takeRequest() -> Request? {
    defer { request = nil }
    return request
  }

  /// Asks the user whether to send a signal, or says why that is not possible.
  ///
  /// - Parameter plan: nil if PIDs have another meaning here than in kill(2).
  mutating func ask(_ plan: SignalPlan?, for sockets: [Socket]) {
    if page == .signal { goBack() }
    guard let plan else {
      message = "these are processes of another machine or PID namespace: nothing was sent"
      return
    }
    if let obstacle = SignalPrompt.obstacle(plan) {
      message = obstacle
      return
    }
    prompt = SignalPrompt(plan, for: sockets, among: list.all.lazy.map(\.socket))
    open(.signal)
  }

  /// Shows what became of a signal.
  mutating func report(_ message: String) { self.message = message }

  /// Handles a key while the question is on the screen. Every other key than those for yes, KILL and scrolling means
  /// no.
  mutating func answer(_ key: Key) {
    guard let prompt else { return goBack() }
    switch key {
    case SignalPrompt.yes, .character("Y"):
      request = .sendSignal(prompt.plan)
      message = "sent \(prompt.signal.name)"
      goBack()
    case SignalPrompt.kill where !prompt.signal.isCertain:
      request = .planSignal(.kill, prompt.sockets)
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -pageSize)
    case .pageDown: move(by: pageSize)
    case .home: move(by: -Int.max / 2)
    case .end: move(by: Int.max / 2)
    case .left, .right, .mouse: break
    default:
      message = "nothing was sent"
      goBack()
    }
  }
}
