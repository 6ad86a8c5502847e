/// Derives changes from the snapshots of a series and the notifications of destroyed sockets.
///
/// A TCP connection that is missing in a snapshot has not necessarily closed: the filter may exclude it for
/// now, and its process may keep the socket open after a reset. So it waits for the notification, which
/// comes when the kernel destroys the socket. Without notifications, a socket closes when its row goes.
struct ChangeTracker: Sendable {
  /// What is remembered of a row of the last snapshot.
  private struct History {
    var firstSeen: MonotonicTime
    /// Whether there was a change that reported it as opened.
    var isReported = true
  }

  /// What the tracker has found out about an update.
  struct Result {
    var changes: [Change] = []
    var unmatchedCount = 0
  }

  private var last: Snapshot?
  /// In the order of the rows of the last snapshot.
  private var histories: [History] = []
  private var ended = EndedConnections()
  /// The sockets as they were before their processes closed them, by cookie.
  private var formerOwners: [UInt64: Socket] = [:]

  /// The inodes of connections that have lost their owners, or are about to be reported as closed.
  var endingInodes: Set<UInt64> {
    Set(formerOwners.values.lazy.map(\.inode)).union(ended.inodes)
  }

  /// When a socket of the last snapshot was seen first; nil for others.
  func firstSeen(_ socket: SocketEntry) -> MonotonicTime? {
    last?.rows.firstIndex(of: socket).map { histories[$0].firstSeen }
  }

  /// Compares a snapshot with the last one.
  ///
  /// - Parameters:
  ///   - batch: The notifications since then; nil if there are none, or the snapshot has no cookies.
  ///   - filter: The filter of the snapshots.
  ///   - start: When the snapshot began.
  ///   - isRunning: Whether a process exists.
  mutating func update(
    to now: Snapshot, from start: MonotonicTime, _ batch: DestroyReceiver.Batch?, _ filter: Filter,
    isRunning: (Int32) -> Bool
  ) -> Result {
    defer { last = now }
    let time = MonotonicTime.now
    guard let last else {
      histories = now.rows.map { _ in History(firstSeen: time) }
      if let batch { ended.begin(batch, now) }
      return Result(changes: now.sockets.map { Change(.opened, $0) })
    }
    let haveCookies = last.listsTCPOverNetlink && now.listsTCPOverNetlink
    let batch = haveCookies ? batch : nil
    let rows = compare(last, now, at: time, filter, isNotified: batch != nil)
    guard let batch else {
      return Result(changes: ended.finish(at: time) + rows.joiningUDP())
    }
    var result = ended.resolve(batch, last, now, filter, from: start, at: time, isRunning)
    for change in result.changes {
      if let cookie = change.socket.cookie { formerOwners[cookie] = nil }
    }
    result.changes += rows.joiningUDP()
    return result
  }

  /// The connections that have closed since the last snapshot, if no other follows.
  mutating func finish(_ batch: DestroyReceiver.Batch, _ filter: Filter) -> [Change] {
    guard let last, last.listsTCPOverNetlink else { return [] }
    let time = MonotonicTime.now
    let cookies = ended.cookies(with: batch)
    for (index, row) in last.rows.enumerated() where !cookies.isEmpty && row.isConnection {
      guard histories[index].isReported, let cookie = last.cookie(of: row),
        cookies.contains(cookie)
      else { continue }
      _ = end(last, index, histories[index], at: time, true)
    }
    // Nothing waits for another update.
    let result = ended.resolve(batch, last, last, filter, from: time.adding(seconds: 1), at: time) {
      _ in true
    }
    return result.changes
  }

  /// The changes that the rows show. Connections that may have ended are added to ``ended``.
  private mutating func compare(
    _ last: Snapshot, _ now: Snapshot, at time: MonotonicTime, _ filter: Filter, isNotified: Bool
  ) -> [Change] {
    var histories = [History](repeating: History(firstSeen: time), count: now.rows.count)
    var changes: [Change] = []
    /// The cookies of the sockets that have opened.
    var opened: Set<UInt64> = []
    SnapshotPairs(last, now, endsAtTimeWait: isNotified).forEach { pair in
      switch pair {
      case .kept(let before, let index):
        histories[index] = self.histories[before]
        guard let change = change(from: last, before, to: now, index) else { return }
        if histories[index].isReported { changes.append(change) }
      case .opened(let index):
        if isNotified, let cookie = now.cookie(of: now.rows[index]) { opened.insert(cookie) }
        if isNotified, let firstSeen = returned(now, index, at: time, &changes) {
          histories[index].firstSeen = firstSeen
          return
        }
        histories[index].isReported =
          !isNotified || !now.rows[index].isTimeWaitEntry || filter.asksForTimeWait
        if histories[index].isReported { changes.append(Change(.opened, now.sockets[index])) }
      case .closed(let index):
        let history = self.histories[index]
        guard history.isReported else { return }
        // A socket that was connected again has closed its earlier connection, and there is no notification of that.
        let isReused = last.cookie(of: last.rows[index]).map(opened.contains) ?? false
        if let change = end(last, index, history, at: time, isNotified && !isReused) {
          changes.append(change)
        }
      }
    }
    self.histories = histories
    return changes
  }

  /// Recognizes a connection that the filter excluded for a while.
  ///
  /// - Parameter changes: Gets a change if its state or its owners differ from those it had before.
  /// - Returns: When it was seen first; nil for another socket.
  private mutating func returned(
    _ now: Snapshot, _ index: Int, at time: MonotonicTime, _ changes: inout [Change]
  ) -> MonotonicTime? {
    let row = now.rows[index]
    guard !row.isTimeWaitEntry, let cookie = now.cookie(of: row),
      let (before, firstSeen) = ended.takeBack(cookie, as: row, at: time, ended: &changes)
    else { return nil }
    let socket = now.sockets[index]
    if socket.isChanged(from: before) { changes.append(Change(.changed, socket)) }
    return firstSeen
  }

  /// - Returns: nil if neither the state nor the owners changed.
  private mutating func change(
    from last: Snapshot, _ before: Int, to now: Snapshot, _ index: Int
  ) -> Change? {
    let (earlier, socket) = (last.sockets[before], now.sockets[index])
    guard socket.isChanged(from: earlier) else { return nil }
    if earlier.ownership == .known, socket.ownership == .orphan, let cookie = socket.cookie {
      formerOwners[cookie] = earlier.detached()
    }
    return Change(.changed, socket)
  }

  /// Handles a row that is gone.
  ///
  /// - Returns: The change; nil if it has to wait for a notification.
  private mutating func end(
    _ last: Snapshot, _ index: Int, _ history: History, at time: MonotonicTime, _ isNotified: Bool
  ) -> Change? {
    let socket = last.sockets[index]
    let former = socket.cookie.flatMap { formerOwners[$0] }
    if isNotified, let cookie = socket.cookie, socket.socket.isConnection {
      ended.add(socket.detached(), former, cookie, firstSeen: history.firstSeen, at: time)
      return nil
    }
    if let cookie = socket.cookie { formerOwners[cookie] = nil }
    return Change(.closed, socket.closed(firstSeen: history.firstSeen, at: time, former: former))
  }
}

extension SocketEntry {
  /// Whether this is a TCP connection, and not only what is left of one.
  fileprivate var isConnection: Bool {
    table.facts.isConnectionOriented && !isListening && !isOnlyBound && !isTimeWaitEntry
  }
}

extension Filter {
  /// Whether the filter asks for entries in TIME_WAIT, but not for connections.
  fileprivate var asksForTimeWait: Bool {
    states.included.contains(.timeWait) && !states.included.contains(.established)
  }
}
