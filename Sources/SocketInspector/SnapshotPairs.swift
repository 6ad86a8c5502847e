/// Finds out which sockets of two snapshots of a query are the same.
struct SnapshotPairs {
  /// What became of a socket, by indices into the rows of the snapshots.
  enum Pair {
    case closed(Int)
    case opened(Int)
    case kept(older: Int, newer: Int)
  }

  private let older: Snapshot
  private let newer: Snapshot
  /// Whether a connection ends when only its entry in TIME_WAIT or FIN_WAIT2 is left. Otherwise, it ends
  /// with this entry.
  private let endsAtTimeWait: Bool

  init(_ older: Snapshot, _ newer: Snapshot, endsAtTimeWait: Bool = false) {
    self.older = older
    self.newer = newer
    self.endsAtTimeWait = endsAtTimeWait
  }

  /// Calls a function for each socket, in the order of the rows; of sockets with the same ends, first for
  /// those that closed.
  func forEach(_ body: (Pair) -> Void) {
    var (left, right) = (0, 0)
    while left < older.rows.count || right < newer.rows.count {
      let order =
        left == older.rows.count
        ? 1 : right == newer.rows.count ? -1 : older.rows[left].endsOrder(newer.rows[right])
      let before = left..<(order > 0 ? left : Self.endOfRun(from: left, in: older.rows))
      let now = right..<(order < 0 ? right : Self.endOfRun(from: right, in: newer.rows))
      match(before, now, body)
      (left, right) = (before.upperBound, now.upperBound)
    }
  }

  /// The index after the last socket with the same addresses and ports as the one at `start`.
  private static func endOfRun(from start: Int, in rows: [SocketEntry]) -> Int {
    var end = start + 1
    while end < rows.count, rows[end].endsOrder(rows[start]) == 0 { end += 1 }
    return end
  }

  /// Matches sockets that have the same ends: mostly one.
  private func match(_ before: Range<Int>, _ now: Range<Int>, _ body: (Pair) -> Void) {
    if before.count == 1, now.count == 1, continues(before.lowerBound, now.lowerBound) {
      body(.kept(older: before.lowerBound, newer: now.lowerBound))
      return
    }
    var left = Array(before)
    let earlier = now.map { newer in
      left.firstIndex { continues($0, newer) }.map { left.remove(at: $0) }
    }
    for index in left { body(.closed(index)) }
    for (index, earlier) in zip(now, earlier) {
      body(earlier.map { .kept(older: $0, newer: index) } ?? .opened(index))
    }
  }

  /// Whether a row of the newer snapshot can be the same socket as one of the older that has the same ends.
  private func continues(_ before: Int, _ now: Int) -> Bool {
    let (before, now) = (older.rows[before], newer.rows[now])
    if endsAtTimeWait, now.isTimeWaitEntry, !before.isTimeWaitEntry { return false }
    if now.table.facts.isConnectionOriented, let cookie = newer.cookie(of: now),
      let earlier = older.cookie(of: before)
    {
      return cookie == earlier
    }
    return now.continues(before)
  }
}

extension SocketEntry {
  /// Whether this can be a socket with the same ends at a later time, without knowing its cookie. The inode
  /// number goes when its process closes it while the kernel goes on, and comes when a process accepts it.
  fileprivate func continues(_ earlier: SocketEntry) -> Bool {
    switch (earlier.inode, inode) {
    case (0, 0): !(earlier.isEnding && isBeginning)
    case (0, _): !earlier.isEnding
    case (_, 0): isEnding
    default: earlier.inode == inode
    }
  }

  private var isBeginning: Bool {
    state == .synSent || state == .synReceived || state == .established
  }

  private var isEnding: Bool {
    switch state {
    case .finWait1, .finWait2, .closing, .lastAck, .timeWait, .closed: true
    default: false
    }
  }
}
