/// What is known of a socket that has closed.
struct ClosedSocket: Sendable {
  var ownership: Ownership?
  var areOwnersComplete: Bool?
  var summary = ConnectionSummary()
}

extension Socket {
  /// The same socket as one that has closed.
  ///
  /// - Parameters:
  ///   - former: The socket at an earlier update, with the owners that it has lost since; nil for the owners
  ///     of this one.
  ///   - info: The final numbers; nil for those of this snapshot.
  func closed(
    _ summary: ConnectionSummary, former: Socket? = nil, info: TCPInfo? = nil
  ) -> Socket {
    let owned = former ?? self
    var entry = socket
    entry.inode = owned.inode
    let details = context.details
    let store = details.details(
      alone: details.details(of: socket), info ?? tcpInfo, of: &entry)
    let closed = ClosedSocket(
      ownership: owned.ownership, areOwnersComplete: owned.areOwnersComplete, summary: summary)
    return Socket(entry, SnapshotContext(owned.context, store, closed, owned.ownControlGroup))
  }

  /// The same socket as one that has closed, of which the kernel has not reported the final numbers.
  ///
  /// - Parameters:
  ///   - firstSeen: When a snapshot contained it first.
  ///   - time: When it was found to have closed.
  ///   - former: As for ``closed(_:former:info:)``.
  func closed(firstSeen: MonotonicTime, at time: MonotonicTime, former: Socket?) -> Socket {
    var summary = ConnectionSummary()
    summary.seenMilliseconds = time.milliseconds(since: firstSeen)
    if let tcpInfo { summary.set(lastSeen: tcpInfo) }
    return closed(summary, former: former)
  }

  /// A connection that no snapshot contains.
  ///
  /// - Parameter context: The context of a snapshot, whose listeners show the direction.
  init(
    unseen entry: SocketEntry, _ context: SnapshotContext, _ summary: ConnectionSummary,
    _ details: SocketDetails, info: TCPInfo?
  ) {
    var entry = entry
    let store = SocketDetailsStore().details(alone: details, info, of: &entry)
    let closed = ClosedSocket(ownership: .unseen, areOwnersComplete: false, summary: summary)
    self.init(entry, SnapshotContext(context, store, closed, nil))
  }

  /// The same socket without what its snapshot contains about others, so that it can be kept.
  func detached() -> Socket {
    let listeners = context.listeners.listeners(for: socket)
    var found = Array(context.owners.descriptors(of: socket.inode))
    if ownership == .acceptQueue || ownership == .handshake {
      for listener in listeners { found += context.owners.descriptors(of: listener.inode) }
    }
    let pids = Set(found.lazy.map(\.pid))
    var entry = socket
    let store = context.details.details(
      alone: context.details.details(of: socket), tcpInfo, of: &entry)
    return Socket(
      entry,
      SnapshotContext(
        context.listeners.only(listeners, for: socket), store, namespaces: context.namespaces,
        owners: DescriptorIndex(found),
        processes: pids.reduce(into: [:]) { $0[$1] = context.processes[$1] },
        groups: SocketControlGroups(ofOne: ownControlGroup),
        matchingOwners: context.matchingOwners.intersection(pids),
        closed: ClosedSocket(ownership: ownership, areOwnersComplete: areOwnersComplete)))
  }
}
