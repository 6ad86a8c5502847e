/// Finds what the other ends of connections sent, if they are on this machine.
struct PeerLookup {
  private let last: Snapshot
  private let now: Snapshot
  /// The final numbers of connections that were destroyed since the last update; nil if there were several
  /// with the same ends.
  private var destroyed: [ConnectionEnds: UInt64?] = [:]
  /// The connections of ``destroyed`` whose other end must have been aborted, by the ends that the kernel leaves of
  /// that one.
  private var lonely: [ConnectionEnds: [ConnectionEnds]] = [:]
  /// How many aborted connections have the same ends left.
  private var abortedCounts: [ConnectionEnds: Int] = [:]

  /// - Parameters:
  ///   - waiting: The connections whose rows are gone and that may still be open.
  ///   - findsAborted: Whether to find out which connections were aborted. Not possible if notifications were lost.
  init(
    _ events: some Sequence<DestroyReceiver.Event>, _ last: Snapshot, _ now: Snapshot,
    _ filter: Filter, waiting: some Sequence<SocketEntry>, findsAborted: Bool
  ) {
    self.last = last
    self.now = now
    for event in events {
      let ends = ConnectionEnds(event.socket.local, event.socket.remote)
      switch event.socket.kind {
      case .unconnected: break
      case .aborted: abortedCounts[ends, default: 0] += 1
      case .connection:
        let sent = event.socket.info?.bytesSent
        destroyed[ends] = destroyed[ends] == nil ? .some(sent) : .some(nil)
      }
    }
    if abortedCounts.isEmpty || !findsAborted || filter.mayExcludeForAWhile { return }
    let waiting = Set(waiting.lazy.map { ConnectionEnds($0.local, $0.remote) })
    for ends in destroyed.keys where destroyed[ends.swapped] == nil {
      if isSeen(ends, waiting) || isSeen(ends.swapped, waiting) { continue }
      if !Self.wouldBeSeen(ends, filter) || !Self.wouldBeSeen(ends.swapped, filter) { continue }
      for remains in ends.remainsOfPeer where mayRemain(remains, ofPeerOf: ends) {
        lonely[remains, default: []].append(ends)
      }
    }
  }

  /// Whether a connection is in a snapshot. The other end of one that is was not aborted unseen: it is there too, or
  /// was destroyed some updates before.
  private func isSeen(_ ends: ConnectionEnds, _ waiting: Set<ConnectionEnds>) -> Bool {
    waiting.contains(ends)
      || [last, now].contains { Self.row(from: ends.local, to: ends.remote, $0) != nil }
  }

  /// Whether the filter includes the row of a connection.
  private static func wouldBeSeen(_ ends: ConnectionEnds, _ filter: Filter) -> Bool {
    filter.matchesEveryRow
      || filter.matches(
        SocketEntry(
          table: .tcp, local: ends.local, remote: ends.remote, state: .established, inode: 0))
  }

  /// Whether these can be what is left of the other end of a connection: not if that is on another machine.
  private func mayRemain(_ remains: ConnectionEnds, ofPeerOf ends: ConnectionEnds) -> Bool {
    guard remains.local.ip?.isUnspecified == true, let address = ends.remote.ip else {
      return true
    }
    return now.isLocal(address) == true
  }

  /// The ends of a destroyed connection. The kernel clears the remote port of one that was aborted, and the
  /// local address unless the program had bound it (`tcp_disconnect` in `net/ipv4/tcp.c`). They are those of
  /// its other end, if that was destroyed too and no other connection can have it.
  func ends(of socket: DestroyedSocket) -> (local: SocketAddress, remote: SocketAddress) {
    let ends = ConnectionEnds(socket.local, socket.remote)
    guard socket.kind == .aborted, abortedCounts[ends] == 1, let peers = lonely[ends],
      peers.count == 1
    else { return (socket.local, socket.remote) }
    return (peers[0].remote, peers[0].local)
  }

  /// What the other end of a connection sent that has closed since the last update. Unknown if several connections
  /// had the same ends: the other end of one of them must not be taken for that of another.
  func counters(of event: DestroyReceiver.Event) -> PeerCounters {
    let (local, remote) = (event.socket.local, event.socket.remote)
    if case .some(nil) = destroyed[ConnectionEnds(local, remote)] { return PeerCounters() }
    let living = Self.sent(from: remote, to: local, now)
    if let sent = destroyed[ConnectionEnds(remote, local)] {
      return living == nil
        ? PeerCounters(sentAtLeast: sent, sentAfterwards: sent) : PeerCounters()
    }
    guard let (sent, time) = living else {
      return PeerCounters(sentAtLeast: Self.sent(from: remote, to: local, last)?.count)
    }
    return PeerCounters(sentAtLeast: sent, sentAfterwards: time > event.instant ? sent : nil)
  }

  /// What the other end of a connection sent in all, if it was destroyed since the last update; nil if that is
  /// unknown.
  func finalCount(ofPeerOf socket: Socket) -> UInt64? {
    guard Self.sent(from: socket.remote, to: socket.local, now) == nil else { return nil }
    return destroyed[ConnectionEnds(socket.remote, socket.local)] ?? nil
  }

  /// What a connection of a snapshot had sent, and when that was read; nil if it is not there, or its numbers
  /// are not.
  private static func sent(
    from local: SocketAddress, to remote: SocketAddress, _ snapshot: Snapshot
  ) -> (count: UInt64, time: MonotonicTime)? {
    guard let row = row(from: local, to: remote, snapshot),
      let details = snapshot.context.details.details(of: row),
      let count = snapshot.context.details.info(of: details)?.bytesSent
    else { return nil }
    return (count, details.time)
  }

  /// The row of a connection; nil if it is not there.
  private static func row(
    from local: SocketAddress, to remote: SocketAddress, _ snapshot: Snapshot
  ) -> SocketEntry? {
    for (local, remote) in [(local.unmapped, remote.unmapped), (local.mapped, remote.mapped)] {
      let entry = SocketEntry(
        table: .tcp, local: local, remote: remote, state: .established, inode: 0)
      let index = snapshot.firstRow(notBefore: entry)
      if index < snapshot.rows.count, snapshot.rows[index].endsOrder(entry) == 0 {
        return snapshot.rows[index]
      }
    }
    return nil
  }
}

extension Snapshot {
  /// The index of the first row that has the ends of an entry or comes after it.
  fileprivate func firstRow(notBefore entry: SocketEntry) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].endsOrder(entry) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension SocketAddress {
  /// With an IPv4 address as an IPv4-mapped IPv6 address.
  fileprivate var mapped: SocketAddress {
    guard case .ip(let address, let port) = self, address.family == .ipv4 else { return self }
    return .ip(IPAddress(ipv6: 0, 0xffff << 32 | address.low), port: port)
  }
}

extension ConnectionEnds {
  /// What the kernel leaves of the ends of the peer's socket if that is aborted.
  fileprivate var remainsOfPeer: [ConnectionEnds] {
    guard case .ip(let address, let port) = remote, case .ip(let peer, _) = local else {
      return []
    }
    let wildcard = address.family == .ipv4 ? IPAddress(ipv4: 0) : IPAddress(ipv6: 0, 0)
    return [address, wildcard].map {
      ConnectionEnds(.ip($0, port: port), .ip(peer, port: 0))
    }
  }
}
