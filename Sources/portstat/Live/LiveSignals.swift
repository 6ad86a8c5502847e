import SocketInspector

/// Signals the owners of sockets of the live view, and follows what becomes of them.
struct LiveSignals {
  /// A signal that was sent, and the sockets because of which.
  private struct Sent {
    let plan: SignalPlan
    var delivery: SignalDelivery
  }

  private let query: Query
  private var sent: [Sent] = []

  init(_ query: Query) { self.query = query }

  /// Whether processes are expected to end.
  var isWaiting: Bool { !sent.isEmpty }

  /// Finds out which processes a signal would go to.
  ///
  /// - Returns: nil if the PIDs are those of another PID namespace or machine, where kill(2) would reach
  ///   other processes.
  /// - Throws: ``SystemError`` if the proc tree cannot be read.
  func plan(_ signal: Signal, _ sockets: [Socket]) throws(SystemError) -> SignalPlan? {
    let tree = try ProcFileSystem(query.procPath)
    if !tree.isOwn { return nil }
    return SignalPlan(signal, toOwnersOf: sockets, in: tree)
  }

  /// Sends a signal. Each process is identified again before.
  ///
  /// - Throws: ``SystemError`` if the proc tree cannot be read.
  mutating func send(_ plan: SignalPlan) throws(SystemError) {
    let tree = try ProcFileSystem(query.procPath)
    let sender = SignalSender(
      signal: plan.signal, timeout: SignalRequest.defaultTimeout, tree: tree)
    sent.append(Sent(plan: plan, delivery: sender.deliver(to: plan.targets)))
  }

  /// Looks whether processes have ended.
  ///
  /// - Returns: What became of them; nil as long as they are waited for.
  /// - Throws: ``SystemError`` if the tables cannot be read.
  mutating func check() throws(SystemError) -> String? {
    var message: String?
    for index in sent.indices {
      sent[index].delivery.wait(until: .now)
      if sent[index].delivery.isComplete { message = try outcome(sent[index]) }
    }
    sent.removeAll(where: \.delivery.isComplete)
    return message
  }

  /// `4021 node ended after 0.3 s; port 3000/tcp is free`
  private func outcome(_ sent: Sent) throws(SystemError) -> String {
    let plan = sent.plan
    var parts = zip(plan.targets, sent.delivery.results).map { target, result in
      if case .remains(let seconds) = result, !plan.signal.isCertain {
        return
          "\(target.name) did not end within \(Int(seconds)) s; press x, then 9, to send KILL"
      }
      return "\(target.name) \(result.description(of: plan.signal))"
    }
    if parts.count > 1, sent.delivery.results.allSatisfy(\.isEnd) {
      parts = ["\(parts.count) processes ended"]
    }
    if plan.signal.isForEnding, sent.delivery.results.contains(where: \.isEnd) {
      let tree = try ProcFileSystem(query.procPath)
      parts += try PortReport.reports(
        on: plan, after: sent.delivery.results, query, in: tree
      ).map(\.description)
    }
    return parts.joined(separator: "; ")
  }
}

extension SignalResult {
  /// Whether the process has ended.
  fileprivate var isEnd: Bool {
    switch self {
    case .ended, .alreadyEnded: true
    default: false
    }
  }
}
