extension Snapshot {
  /// What opened, changed and closed since an older snapshot of the same query, in the order of the
  /// rows.
  ///
  /// A connection is the same socket after its process closes it and the kernel completes the shutdown,
  /// and after a process accepts it. A reused port or inode number is a new socket. Queues and timers are
  /// not compared. A connection that opens and closes between the snapshots is missing:
  /// ``SnapshotSeries/nextUpdate()`` reports it too.
  public func changes(since older: Snapshot) -> [Change] {
    var changes: [Change] = []
    SnapshotPairs(older, self).forEach { pair in
      switch pair {
      case .closed(let index): changes.append(Change(.closed, older.sockets[index]))
      case .opened(let index): changes.append(Change(.opened, sockets[index]))
      case .kept(let before, let now):
        if sockets[now].isChanged(from: older.sockets[before]) {
          changes.append(Change(.changed, sockets[now]))
        }
      }
    }
    return changes.joiningUDP()
  }
}

extension [Change] {
  /// Replaces the end and the beginning of a UDP socket by a change. It is identified by its inode: one that
  /// connects, disconnects or connects to another peer has other ends, but it did not close.
  func joiningUDP() -> [Change] {
    let isUDP = { (change: Change) in
      !change.socket.table.facts.isConnectionOriented && change.socket.inode != 0
    }
    let closed = Set(lazy.filter { $0.kind == .closed && isUDP($0) }.map(\.socket.inode))
    if closed.isEmpty { return self }
    let opened = Set(lazy.filter { $0.kind == .opened && isUDP($0) }.map(\.socket.inode))
    let same = closed.intersection(opened)
    if same.isEmpty { return self }
    return compactMap { change in
      guard isUDP(change), same.contains(change.socket.inode) else { return change }
      return change.kind == .opened ? Change(.changed, change.socket) : nil
    }
  }
}

extension Socket {
  /// Whether the state or the owners differ from those of the same socket at an earlier time.
  func isChanged(from last: Socket) -> Bool {
    if socket.state != last.socket.state || ownership != last.ownership { return true }
    let (now, before) = (descriptors.lazy.map(\.pid), last.descriptors.lazy.map(\.pid))
    return !now.elementsEqual(before) && Set(now) != Set(before)
  }
}
