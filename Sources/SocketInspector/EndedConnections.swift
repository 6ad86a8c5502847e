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
    /// What the other end sent in all, if that was destroyed before; nil if that is unknown.
    var peerSent: UInt64?
  }

  /// How long to wait for a notification that may have been lost, in seconds, and at least for one update.
  fileprivate static let patience = 1.0
  /// How long to wait for a notification if none was lost and no process can have the socket open, in seconds: the
  /// kernel sends notifications from one work queue for all network namespaces, which may be behind by 10 seconds.
  fileprivate static let longestLag = 30.0
  /// How long to wait if a process that cannot be seen may have the socket open, in seconds. After a reset, a process
  /// may keep it for long, and its final amounts come only then; but the kernel never reports sockets of its own.
  fileprivate static let longestWait = 3600.0
  /// The maximum time between the notifications of both ends of a connection that are destroyed at almost the
  /// same time, in seconds.
  private static let lag = 0.05
  /// The maximum number of connections that are remembered because they were reported without a
  /// notification. A notification that comes later is then not taken for that of another connection.
  private static let maxReported = 100_000

  private var connections: [UInt64: Connection] = [:]
  private var events: [UInt64: DestroyReceiver.Event] = [:]
  private var reported: Set<UInt64> = []
  /// Whether notifications were lost before the last update, some of whose events may still wait.
  private var hasLost = false

  /// The inodes of the connections.
  var inodes: some Sequence<UInt64> {
    connections.values.lazy.map { $0.former?.inode ?? $0.socket.inode }
  }

  /// The cookies of the sockets that were destroyed and not reported yet.
  func cookies(with batch: DestroyReceiver.Batch) -> Set<UInt64> {
    Set(events.keys).union(batch.events.lazy.map(\.socket.cookie))
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
  ///
  /// - Parameters:
  ///   - row: The row that has the cookie now.
  ///   - ended: Gets the change if the connection has ended, because the row has other ends: a program can disconnect
  ///     a socket (connect(2) with AF_UNSPEC) and connect it again.
  mutating func takeBack(
    _ cookie: UInt64, as row: SocketEntry, at time: MonotonicTime, ended: inout [Change]
  ) -> (socket: Socket, firstSeen: MonotonicTime)? {
    if connections.isEmpty { return nil }
    guard events[cookie] == nil, let connection = connections.removeValue(forKey: cookie) else {
      return nil
    }
    if connection.socket.socket.endsOrder(row) == 0 {
      return (connection.socket, connection.firstSeen)
    }
    ended.append(connection.change(at: time))
    return nil
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
    let peers = PeerLookup(
      events.values, last, now, filter, waiting: connections.values.lazy.map(\.socket.socket),
      findsAborted: batch.lostCount == 0 && !hasLost)
    hasLost = batch.lostCount > 0
    var closed: [(event: DestroyReceiver.Event, change: Change)] = []
    for (cookie, connection) in connections {
      guard let event = events[cookie], event.instant < start else {
        if let sent = peers.finalCount(ofPeerOf: connection.socket) {
          connections[cookie]?.peerSent = sent
        }
        continue
      }
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
    if reported.count > Self.maxReported {
      // Cookies ascend: the later half.
      reported = Set(reported.sorted().suffix(Self.maxReported / 2))
    }
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
      var counters = peers.counters(of: event)
      if let peerSent, counters.sentAfterwards == nil {
        counters = PeerCounters(sentAtLeast: peerSent, sentAfterwards: peerSent)
      }
      summary.set(info, lastState: socket.state, peer: counters)
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
    let seconds = time.seconds(since: goneSince)
    guard updateCount > 1, seconds >= EndedConnections.patience else { return false }
    if mayBeLost { return true }
    let owned = former ?? socket
    if owned.owners.contains(where: { isRunning($0.pid) }) { return false }
    let mayBeOpen = owned.ownership != .known && owned.ownership != .unowned
    return seconds >= (mayBeOpen ? EndedConnections.longestWait : EndedConnections.longestLag)
  }
}
