/// Measures how connections transfer data, from one update to the next.
///
/// A connection is recognized by its cookie, which the kernel never assigns twice, so that the counters of a
/// connection are not compared with those of an older one on the same ports.
struct TransferMeter: Sendable {
  /// What happened to a connection since the last update; unknown if that did not have it.
  struct Result: Equatable, Sendable {
    var rates = TransferRates()
    var limit: SendLimit?
  }

  /// The counters of each connection at the last update.
  private var last: [Reading] = []
  private var table = PositionTable<Reading>([])

  /// Compares the counters with those of the last update.
  ///
  /// - Returns: The results for the sockets, in the order of their details.
  mutating func measure(_ store: SocketDetailsStore) -> [Result] {
    var results = [Result](repeating: Result(), count: store.details.count)
    var readings: [Reading] = []
    readings.reserveCapacity(store.infos.count)
    for index in store.details.indices {
      let details = store.details[index]
      guard let info = store.info(of: details) else { continue }
      let reading = Reading(details, info)
      readings.append(reading)
      if let position = table.position(of: details.cookie, in: last) {
        results[index] = reading.result(since: last[position])
        let span = reading.transmissions.since(last[position].transmissions)
        results[index].limit = results[index].limit.map { info.refined($0, span) }
      }
    }
    table = PositionTable(readings)
    last = readings
    return results
  }

  /// Forgets the last update.
  mutating func reset() { self = TransferMeter() }
}

/// The counters of a connection at one time.
private struct Reading: Numbered {
  let number: UInt64
  let time: MonotonicTime
  let sent: UInt64?
  let received: UInt64?
  let limitTimes: LimitTimes?
  let transmissions: TCPInfo.Transmissions
  let peerMark: UInt16

  init(_ details: SocketDetails, _ info: TCPInfo) {
    number = details.cookie
    time = details.time
    sent = info.bytesSent
    received = info.bytesReceived
    limitTimes = info.limitTimes
    transmissions = info.transmissions
    peerMark = details.peerMark
  }

  /// What happened since an earlier reading of the same socket. Unknown if the socket was connected again
  /// meanwhile, which sets the counters back (`tcp_disconnect` in the kernel's `net/ipv4/tcp.c`).
  func result(since earlier: Reading) -> TransferMeter.Result {
    let seconds = time.seconds(since: earlier.time)
    guard seconds > 0, peerMark == earlier.peerMark else { return TransferMeter.Result() }
    func rate(_ count: UInt64?, _ before: UInt64?) -> UInt64? {
      guard let count, let before, count >= before else { return nil }
      return UInt64(exactly: (Double(count - before) / seconds).rounded())
    }
    var result = TransferMeter.Result()
    result.rates = TransferRates(
      send: rate(sent, earlier.sent), receive: rate(received, earlier.received))
    if let limitTimes, let before = earlier.limitTimes, let times = limitTimes.since(before) {
      result.limit = times.limit(in: UInt64(seconds * 1e6))
    }
    return result
  }
}
