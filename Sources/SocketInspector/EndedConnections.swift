/// Connections whose rows are gone, and notifications of destroyed sockets, until both have met.
struct EndedConnections: Sendable {
  fileprivate struct Connection {
    let socket: Socket
    /// The socket before its process closed it; nil if the process had not closed it yet.
    let former: Socket?
    let firstSeen: MonotonicTime
    var goneSince: MonotonicTime
    var updateCount = 0
    /// Whether a notification was lost meanwhile.
    var mayBeLost = false
  }

  /// How long to wait for a notification that may not come, in seconds, and at least for one update.
  fileprivate static let patience = 1.0
  /// The maximum time between the notifications of both ends of a connection that are destroyed at almost the
  /// same time, in seconds.
  private static let lag = 0.05
  /// The maximum number of connections that are remembered because they were reported without a
  /// notification. A notification that comes later is then not taken for that of another connection.
  private static let maxReported = 100_000

  private var connections: [UInt64: Connection] = [:]
  private var events: [UInt64: DestroyReceiver.Event] = [:]
  private var reported: Set<UInt64> = []

  /// The inodes of the connections.
  var inodes: some Sequence<UInt64> {
    connections.values.lazy.map { $0.former?.inode ?? $0.socket.inode }
  }

  /// Adds a connection whose row is gone.
  mutating func add(
    _ socket: Socket, _ former: Socket?, _ cookie: UInt64, firstSeen: MonotonicTime,
    at time: MonotonicTime
  ) {
    connections[cookie] = Connection(
      socket: socket, former: former, firstSeen: firstSeen, goneSince: time)
  }

  /// Removes a connection whose row is there again, because the filter includes it again.
  mutating func takeBack(_ cookie: UInt64) -> (socket: Socket, firstSeen: MonotonicTime)? {
    if connections.isEmpty { return nil }
    guard events[cookie] == nil else { return nil }
    return connections.removeValue(forKey: cookie).map { ($0.socket, $0.firstSeen) }
  }

  /// Keeps the events of sockets that were destroyed while the first snapshot was taken, after their rows
  /// were read.
  mutating func begin(_ batch: DestroyReceiver.Batch, _ first: Snapshot) {
    for event in batch.events { events[event.socket.cookie] = event }
    _ = takeUnseen(first, before: .now)
  }

  /// Finds out which connections have closed.
  ///
  /// - Parameters:
  ///   - last: The snapshot before the current one.
  ///   - now: The current snapshot.
  ///   - start: When the current snapshot began. What was destroyed later, or just before, waits for the next
  ///     update: the other end, which tells how much was received, may be destroyed at almost the same time.
  mutating func resolve(
    _ batch: DestroyReceiver.Batch, _ last: Snapshot, _ now: Snapshot, _ filter: Filter,
    from start: MonotonicTime, at time: MonotonicTime, _ isRunning: (Int32) -> Bool
  ) -> ChangeTracker.Result {
    for event in batch.events { events[event.socket.cookie] = event }
    let start = start.adding(seconds: -Self.lag)
    let peers = PeerLookup(events.values, last, now)
    var closed: [(event: DestroyReceiver.Event, change: Change)] = []
    for (cookie, connection) in connections {
      guard let event = events[cookie], event.instant < start else { continue }
      connections[cookie] = nil
      events[cookie] = nil
      closed.append((event, connection.change(event, peers)))
    }
    var result = ChangeTracker.Result()
    let unseen = UnseenConnections(last, now, filter)
    for event in takeUnseen(now, before: start) {
      switch unseen.change(event, peers) {
      case .change(let change): closed.append((event, change))
      case .undecided: result.unmatchedCount += 1
      case .excluded: break
      }
    }
    closed.sort { left, right in
      (left.event.instant, left.event.socket.cookie)
        < (right.event.instant, right.event.socket.cookie)
    }
    result.changes = closed.map(\.change)
    result.changes += giveUp(now, at: time, lostSome: batch.lostCount > 0, isRunning)
    return result
  }

  /// Removes every connection, because there will be no notifications.
  ///
  /// - Returns: The changes.
  mutating func finish(at time: MonotonicTime) -> [Change] {
    let changes = connections.sorted { $0.key < $1.key }.map { $0.value.change(at: time) }
    self = EndedConnections()
    return changes
  }

  /// Removes and returns the events of sockets without a row. Others were destroyed after the row was read,
  /// and wait for the next update.
  private mutating func takeUnseen(
    _ now: Snapshot, before time: MonotonicTime
  ) -> [DestroyReceiver.Event] {
    if events.isEmpty { return [] }
    var waiting = events.filter { $0.value.instant >= time }
    for cookie in waiting.keys { events[cookie] = nil }
    for row in now.rows where !row.isTimeWaitEntry {
      guard let cookie = now.cookie(of: row) else { continue }
      if let event = events.removeValue(forKey: cookie) { waiting[cookie] = event }
      if events.isEmpty { break }
    }
    swap(&events, &waiting)
    return waiting.values.filter { reported.remove($0.socket.cookie) == nil }
  }

  /// Reports connections as closed whose notification does not come: it was lost, or the kernel sends none,
  /// as for sockets of its own. As long as a process can have the socket open, one may still come.
  private mutating func giveUp(
    _ now: Snapshot, at time: MonotonicTime, lostSome: Bool, _ isRunning: (Int32) -> Bool
  ) -> [Change] {
    var changes: [Change] = []
    for cookie in connections.keys.sorted() {
      if events[cookie] != nil { continue }
      guard var connection = connections.removeValue(forKey: cookie) else { continue }
      if now.allCookies?.contains(cookie) == true {
        // Only the filter excludes it.
        (connection.goneSince, connection.updateCount) = (time, 0)
      } else {
        connection.updateCount += 1
      }
      connection.mayBeLost = connection.mayBeLost || lostSome
      if connection.isOver(at: time, isRunning) {
        reported.insert(cookie)
        changes.append(connection.change(at: time))
      } else {
        connections[cookie] = connection
      }
    }
    while reported.count > Self.maxReported, let oldest = reported.min() { reported.remove(oldest) }
    return changes
  }
}

extension EndedConnections.Connection {
  /// The change if the kernel has reported the end.
  fileprivate func change(_ event: DestroyReceiver.Event, _ peers: PeerLookup) -> Change {
    var summary = ConnectionSummary()
    summary.seenMilliseconds = event.instant.milliseconds(since: firstSeen)
    let info = event.socket.info
    if let info {
      summary.set(info, lastState: socket.state, peer: peers.counters(of: event))
    } else if event.socket.kind == .aborted, let info = socket.tcpInfo {
      summary.set(lastSeen: info)
    }
    return Change(
      kind: .closed, socket: socket.closed(summary, former: former, info: info), time: event.time)
  }

  /// The change if the kernel has not reported the end.
  fileprivate func change(at time: MonotonicTime) -> Change {
    Change(.closed, socket.closed(firstSeen: firstSeen, at: time, former: former))
  }

  /// Whether the connection counts as closed although the kernel has not reported its end.
  fileprivate func isOver(at time: MonotonicTime, _ isRunning: (Int32) -> Bool) -> Bool {
    guard updateCount > 1, time.seconds(since: goneSince) >= EndedConnections.patience else {
      return false
    }
    return mayBeLost || !(former ?? socket).owners.contains { isRunning($0.pid) }
  }
}
