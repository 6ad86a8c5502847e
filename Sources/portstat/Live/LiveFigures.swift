import SocketInspector

/// The numbers of the first lines of the live view.
struct LiveFigures {
  /// The machine's name; nil if it is unknown.
  private(set) var host: [UInt8]?
  private(set) var totals = LiveTotals()
  /// How many sockets have a problem.
  private(set) var problemCount = 0
  /// The sums for all TCP connections; nil if they are unknown.
  private(set) var rates: TransferRates?
  /// How many sockets opened and closed per second since the previous update, also those that opened and
  /// closed between two updates; nil at the first.
  private(set) var churn: (opened: Double, closed: Double)?
  private(set) var connections = History()
  private(set) var sent = History()
  private(set) var received = History()
  private var lastTime: Timestamp?
  /// What opened and closed since ``lastTime``.
  private var pending = Churn()
  /// The connections that are missing in ``pending``.
  private var missing = MissedConnections()
  /// What ``churn`` does not count.
  private(set) var notes: [Note] = []
  /// Why ``churn`` misses short connections; nil if it does not.
  private(set) var remark: Note?

  /// Takes the numbers of an update.
  ///
  /// - Parameter interval: The usual time between two updates, in seconds. After a much shorter time, which a
  ///   key can cause, numbers per second would mislead: they stay as they were.
  mutating func update(_ update: UpdateLoop.Update, interval: Double) {
    let snapshot = update.snapshot
    host = snapshot.hostBytes
    remark = update.remark.map(\.note)
    totals = LiveTotals(snapshot.sockets)
    problemCount = snapshot.sockets.count(where: \.isProblem)
    pending += update.churn ?? Churn()
    missing.add(lost: update.lostCount, unmatched: update.unmatchedCount)
    if let lastTime {
      let seconds = snapshot.time.seconds(since: lastTime)
      if seconds < interval / 2 { return }
      churn = (Double(pending.opened) / seconds, Double(pending.closed) / seconds)
    }
    notes = missing.liveNotes
    (pending, missing) = (Churn(), MissedConnections())
    lastTime = snapshot.time
    rates = snapshot.rates
    connections.append(Double(totals.connections))
    sent.append(rates?.send.map { Double($0) })
    received.append(rates?.receive.map { Double($0) })
  }
}

extension Timestamp {
  /// The time from an earlier point to this one, in seconds.
  fileprivate func seconds(since earlier: Timestamp) -> Double {
    Double(seconds - earlier.seconds) + Double(milliseconds - earlier.milliseconds) / 1000
  }
}
