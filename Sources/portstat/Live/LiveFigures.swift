import SocketInspector

/// The numbers of the first lines of the live view.
struct LiveFigures {
  /// The machine's name; nil if it is unknown.
  private(set) var host: [UInt8]?
  private(set) var totals = LiveTotals()
  /// The sums for all TCP connections; nil if they are unknown.
  private(set) var rates: TransferRates?
  /// How many sockets opened and closed per second since the previous update; nil at the first.
  private(set) var churn: (opened: Double, closed: Double)?
  private(set) var connections = History()
  private(set) var sent = History()
  private(set) var received = History()
  private var lastTime: Timestamp?
  /// What opened and closed since ``lastTime``.
  private var pending = (opened: 0, closed: 0)

  /// Takes the numbers of an update.
  ///
  /// - Parameter interval: The usual time between two updates, in seconds. After a much shorter time, which a
  ///   key can cause, numbers per second would mislead: they stay as they were.
  mutating func update(_ snapshot: Snapshot, _ changes: [Change]?, interval: Double) {
    host = snapshot.hostBytes
    totals = LiveTotals(snapshot.sockets)
    pending.opened += (changes ?? []).count { $0.kind == .opened }
    pending.closed += (changes ?? []).count { $0.kind == .closed }
    if let lastTime {
      let seconds = snapshot.time.seconds(since: lastTime)
      if seconds < interval / 2 { return }
      churn = (Double(pending.opened) / seconds, Double(pending.closed) / seconds)
    }
    pending = (0, 0)
    lastTime = snapshot.time
    rates = snapshot.rates
    connections.append(Double(totals.connections))
    sent.append(rates?.send.map(Double.init))
    received.append(rates?.receive.map(Double.init))
  }
}

extension Timestamp {
  /// The time from an earlier point to this one, in seconds.
  fileprivate func seconds(since earlier: Timestamp) -> Double {
    Double(seconds - earlier.seconds) + Double(milliseconds - earlier.milliseconds) / 1000
  }
}
