/// What a snapshot contains besides the rows.
final class SnapshotContext: Sendable {
  let listeners: ListenerIndex
  /// What ``SocketEntry/detailsNumber`` refers to.
  let details: SocketDetailsStore
  /// What was measured since the last update, in the order of the details; empty unless it was required.
  let measurements: [TransferMeter.Result]
  /// The network namespaces of the sockets, by number; empty unless they were required.
  let namespaces: [UInt16: NetworkNamespace]
  let owners: DescriptorIndex
  let processes: [Int32: ProcessDetails]
  /// The control groups of the processes, apart from their other details, because several columns of each row show
  /// a part of it.
  let ownerGroups: [Int32: ControlGroup]
  /// The control groups in which sockets were created that have no known owner.
  let groups: SocketControlGroups
  /// The other ends of connections, if they were required.
  let peers: PeerIndex
  /// Where the connections to listening sockets go that are published for containers, by inode number, if that was
  /// required.
  let publishedPorts: [UInt64: PublishedTarget]
  /// The processes that the filter names by PID, name or command line.
  let matchingOwners: Set<Int32>
  /// How many sockets the filter left out although a process that could not be read may be an owner
  /// that it asks for.
  let possibleHiddenMatches: Int
  /// How many of the sockets may have an owner that the filter excludes, because a process could not
  /// be read.
  let uncertainMatchCount: Int
  /// Why a socket has no owner; nil when nobody asked for owners.
  private let search: OwnerResolution?
  /// What is known of a socket that has closed, if this is the context of one.
  let closed: ClosedSocket?

  init(
    _ listeners: ListenerIndex, _ details: SocketDetailsStore,
    namespaces: [UInt16: NetworkNamespace] = [:],
    measurements: [TransferMeter.Result] = [], owners: DescriptorIndex = DescriptorIndex([]),
    processes: [Int32: ProcessDetails] = [:],
    groups: SocketControlGroups = SocketControlGroups(), peers: PeerIndex = PeerIndex(),
    publishedPorts: [UInt64: PublishedTarget] = [:],
    matchingOwners: Set<Int32> = [],
    possibleHiddenMatches: Int = 0, uncertainMatchCount: Int = 0, search: OwnerResolution? = nil,
    closed: ClosedSocket? = nil
  ) {
    self.listeners = listeners
    self.details = details
    self.namespaces = namespaces
    self.measurements = measurements
    self.owners = owners
    self.processes = processes
    ownerGroups = processes.compactMapValues(\.controlGroup)
    self.groups = groups
    self.peers = peers
    self.publishedPorts = publishedPorts
    self.matchingOwners = matchingOwners
    self.possibleHiddenMatches = possibleHiddenMatches
    self.uncertainMatchCount = uncertainMatchCount
    self.search = search
    self.closed = closed
  }

  convenience init(
    _ listeners: ListenerIndex, _ details: SocketDetailsStore,
    _ namespaces: [UInt16: NetworkNamespace], _ owned: OwnedRows, _ peers: PeerIndex
  ) {
    self.init(
      listeners, details, namespaces: namespaces, owners: owned.resolution.owners,
      processes: owned.processes, groups: owned.groups, peers: peers,
      matchingOwners: owned.matchingOwners,
      possibleHiddenMatches: owned.possibleHiddenMatches,
      uncertainMatchCount: owned.uncertainMatchCount, search: owned.resolution)
  }

  /// The same, but for what is given.
  convenience init(
    _ other: SnapshotContext, owners: DescriptorIndex? = nil,
    processes: [Int32: ProcessDetails]? = nil,
    search: OwnerResolution? = nil, measurements: [TransferMeter.Result]? = nil,
    possibleHiddenMatches: Int? = nil, publishedPorts: [UInt64: PublishedTarget]? = nil
  ) {
    self.init(
      other.listeners, other.details, namespaces: other.namespaces,
      measurements: measurements ?? other.measurements,
      owners: owners ?? other.owners, processes: processes ?? other.processes,
      groups: other.groups, peers: other.peers,
      publishedPorts: publishedPorts ?? other.publishedPorts, matchingOwners: other.matchingOwners,
      possibleHiddenMatches: possibleHiddenMatches ?? other.possibleHiddenMatches,
      uncertainMatchCount: other.uncertainMatchCount, search: search ?? other.search,
      closed: other.closed)
  }

  /// Removes the rows that the filter excludes by their ownership, which is final only now: what was found has been
  /// checked once more.
  ///
  /// - Returns: The context of the other rows.
  func selecting(_ rows: inout [SocketEntry], by filter: Filter) -> SnapshotContext {
    if filter.ownerships.isEmpty { return self }
    var possible = possibleHiddenMatches
    rows.removeAll { row in
      let ownership = ownership(of: row)
      if filter.matches(ownership) { return false }
      if filter.mayMatch(ownership) { possible += 1 }
      return true
    }
    return SnapshotContext(self, possibleHiddenMatches: possible)
  }

  /// The context of a socket that has closed.
  ///
  /// - Parameters:
  ///   - details: The details of this socket alone.
  ///   - group: The control group in which it was created, if it has no known owner.
  convenience init(
    _ other: SnapshotContext, _ details: SocketDetailsStore, _ closed: ClosedSocket,
    _ group: ControlGroup?
  ) {
    self.init(
      other.listeners, details, namespaces: other.namespaces, owners: other.owners,
      processes: other.processes, groups: SocketControlGroups(ofOne: group), peers: other.peers,
      matchingOwners: other.matchingOwners, closed: closed)
  }

  /// What was measured about a socket since the last update; nil unless it was required.
  func measurement(of socket: SocketEntry) -> TransferMeter.Result? {
    let index = Int(socket.detailsNumber) - 1
    return measurements.indices.contains(index) ? measurements[index] : nil
  }

  /// The rates of a socket since the last update; nil if they are unknown.
  func rates(of socket: SocketEntry) -> TransferRates? {
    measurement(of: socket).flatMap { $0.rates.isUnknown ? nil : $0.rates }
  }

  func ownership(of socket: SocketEntry) -> Ownership? {
    if let closed { return closed.ownership }
    return listeners.ownershipWithoutInode(of: socket) ?? search?.ownership(of: socket.inode)
  }

  /// Whether every process was read that may be an owner of a socket, or of the listener of a
  /// connection that no process has yet; nil if the query did not ask for owners.
  func areOwnersComplete(of socket: SocketEntry) -> Bool? {
    if let closed { return closed.areOwnersComplete }
    guard let search else { return nil }
    switch listeners.ownershipWithoutInode(of: socket) {
    case .timeWait, .orphan, .unowned: return true
    default: return search.coversMachine
    }
  }

  /// The processes that could not be read.
  var unreadableProcesses: UnreadableProcesses {
    search?.unreadableProcesses ?? UnreadableProcesses(pids: [], includesUnlisted: false)
  }
}
