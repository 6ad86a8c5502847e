/// Something that happened to a socket between two snapshots.
public struct Change: Sendable {
  /// What happened to a socket.
  public enum Kind: String, CaseIterable, Sendable {
    case opened
    /// Its state or its owners changed.
    case changed
    case closed
  }

  /// What happened.
  public let kind: Kind
  /// The socket as it is now, or as it was last.
  public let socket: Socket

  /// Creates a change.
  public init(kind: Kind, socket: Socket) {
    self.kind = kind
    self.socket = socket
  }
}

extension Snapshot {
  /// What opened, changed and closed since an older snapshot of the same query, in the order of the
  /// rows.
  ///
  /// A connection is the same socket after its process closes it and the kernel completes the shutdown,
  /// and after a process accepts it. A reused port or inode number is a new socket. Queues and timers are
  /// not compared.
  public func changes(since older: Snapshot) -> [Change] {
    let (before, now) = (older.sockets, sockets)
    var changes: [Change] = []
    var left = before.startIndex
    var right = now.startIndex
    while left < before.endIndex || right < now.endIndex {
      let order =
        left == before.endIndex
        ? 1 : right == now.endIndex ? -1 : before[left].socket.endsOrder(now[right].socket)
      let leftEnd = order > 0 ? left : before.endOfRun(from: left)
      let rightEnd = order < 0 ? right : now.endOfRun(from: right)
      changes += Self.changes(from: Array(before[left..<leftEnd]), to: now[right..<rightEnd])
      (left, right) = (leftEnd, rightEnd)
    }
    return Self.joiningUDP(changes)
  }

  /// A UDP socket is identified by its inode: one that connects, disconnects or connects to another
  /// peer has other ends, but it did not close.
  private static func joiningUDP(_ changes: [Change]) -> [Change] {
    let isUDP = { (change: Change) in
      !change.socket.table.facts.isConnectionOriented && change.socket.inode != 0
    }
    let closed = Set(changes.lazy.filter { $0.kind == .closed && isUDP($0) }.map(\.socket.inode))
    if closed.isEmpty { return changes }
    let opened = Set(changes.lazy.filter { $0.kind == .opened && isUDP($0) }.map(\.socket.inode))
    let same = closed.intersection(opened)
    if same.isEmpty { return changes }
    return changes.compactMap { change in
      guard isUDP(change), same.contains(change.socket.inode) else { return change }
      return change.kind == .opened ? Change(kind: .changed, socket: change.socket) : nil
    }
  }

  /// What happened to the sockets that have the same ends: mostly one.
  private static func changes(
    from before: [Socket], to now: some Sequence<Socket>
  ) -> [Change] {
    var before = before
    var changes: [Change] = []
    for socket in now {
      guard let index = before.firstIndex(where: { socket.socket.continues($0.socket) }) else {
        changes.append(Change(kind: .opened, socket: socket))
        continue
      }
      if socket.isChanged(from: before.remove(at: index)) {
        changes.append(Change(kind: .changed, socket: socket))
      }
    }
    return before.map { Change(kind: .closed, socket: $0) } + changes
  }
}

extension Snapshot.Sockets {
  /// The index after the last socket with the same addresses and ports as the one at `start`.
  fileprivate func endOfRun(from start: Int) -> Int {
    var end = start + 1
    while end < endIndex, self[end].socket.endsOrder(self[start].socket) == 0 { end += 1 }
    return end
  }
}

extension SocketEntry {
  /// Whether this can be a socket with the same ends at a later time. The inode number goes when
  /// its process closes it while the kernel goes on, and comes when a process accepts it.
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

extension Socket {
  fileprivate func isChanged(from last: Socket) -> Bool {
    if socket.state != last.socket.state || ownership != last.ownership { return true }
    let (now, before) = (descriptors.lazy.map(\.pid), last.descriptors.lazy.map(\.pid))
    return !now.elementsEqual(before) && Set(now) != Set(before)
  }
}
