/// Decides which connections are reported that no snapshot contains.
struct UnseenConnections {
  enum Decision {
    case change(Change)
    /// The filter has conditions on what is unknown: owners, or an address or port that the kernel has
    /// cleared.
    case undecided
    /// The filter excludes it, or it was not a connection.
    case excluded
  }

  private let last: Snapshot
  private let now: Snapshot
  /// The filter without conditions on the user, whom the notification does not name.
  private let filter: Filter
  private let needsOwners: Bool
  /// Whether the filter excludes everything that no snapshot contains.
  private let isExcluded: Bool
  /// The filter without conditions on the ends of connections that the kernel clears.
  private let filterWithoutEnds: Filter

  init(_ last: Snapshot, _ now: Snapshot, _ filter: Filter) {
    self.last = last
    self.now = now
    isExcluded = !filter.matches(.unseen)
    var rest = filter
    rest.ownerships = Criterion()
    needsOwners = rest.needsOwners || !rest.userIDs.isEmpty
    rest.userIDs = Criterion()
    self.filter = rest
    rest.ports = Criterion()
    rest.remotePorts = Criterion()
    rest.remoteNetworks = Criterion()
    rest.localNetworks = Criterion()
    rest.scopes = Criterion()
    rest.directions = Criterion()
    rest.classes = Criterion()
    rest.selectors = rest.selectors.map { Filter.Selector(ports: $0.ports) }
    filterWithoutEnds = rest
  }

  /// - Parameter event: A notification about a socket that is in neither snapshot.
  func change(_ event: DestroyReceiver.Event, _ peers: PeerLookup) -> Decision {
    let destroyed = event.socket
    if isExcluded || destroyed.kind == .unconnected { return .excluded }
    // The filter excluded it when the tables were read, because of its state or its owners.
    for snapshot in [last, now] where snapshot.allCookies?.contains(destroyed.cookie) == true {
      return .excluded
    }
    let (local, remote) = peers.ends(of: destroyed)
    // It was established for some time, so it matches a filter by this state.
    var entry = SocketEntry(
      table: .tcp, local: local, remote: remote, state: .established, inode: 0)
    entry.interfaceIndex = destroyed.interfaceIndex
    guard matches(entry) else {
      return remote.port == 0 && filterWithoutEnds.matches(entry) ? .undecided : .excluded
    }
    if needsOwners { return .undecided }
    entry.state = .closed
    var summary = ConnectionSummary()
    if let info = destroyed.info {
      summary.set(info, lastState: nil, peer: peers.counters(of: event))
    }
    let details = SocketDetails(cookie: destroyed.cookie, time: event.instant, peerMark: 0)
    let socket = Socket(unseen: entry, now.context, summary, details, info: destroyed.info)
    return .change(Change(kind: .closed, socket: socket, time: event.time))
  }

  private func matches(_ entry: SocketEntry) -> Bool {
    let listeners = now.context.listeners
    return filter.matches(entry, listeners.direction(of: entry), listeners)
  }
}
