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

  /// Takes the numbers of an update.
  mutating func update(_ snapshot: Snapshot, _ changes: [Change]?) {
    host = snapshot.hostBytes
    totals = LiveTotals(snapshot.sockets)
    rates = snapshot.rates
    connections.append(Double(totals.connections))
    sent.append(rates?.send.map(Double.init))
    received.append(rates?.receive.map(Double.init))
    churn = nil
    if let changes, let lastTime {
      let seconds = max(snapshot.time.seconds(since: lastTime), 0.001)
      let closed = changes.count { $0.kind == .closed }
      let opened = changes.count { $0.kind == .opened }
      churn = (Double(opened) / seconds, Double(closed) / seconds)
    }
    lastTime = snapshot.time
  }
}

extension Timestamp {
  /// The time from an earlier point to this one, in seconds.
  fileprivate func seconds(since earlier: Timestamp) -> Double {
    Double(seconds - earlier.seconds) + Double(milliseconds - earlier.milliseconds) / 1000
  }
}
