/// What a snapshot knows beside the rows.
final class SnapshotContext: Sendable {
  let listeners: ListenerIndex
  /// The ports that the kernel gives to whoever asks for any.
  let ephemeralPorts: ClosedRange<UInt16>
  let owners: DescriptorIndex
  let processes: [Int32: ProcessDetails]
  /// How many sockets the filter left out although a process that could not be read may be an owner
  /// that it asks for.
  let possibleHiddenMatches: Int
  /// How many of the sockets may have an owner that the filter excludes, because a process could not
  /// be read.
  let uncertainMatchCount: Int
  /// Why a socket has no owner; nil when nobody asked for owners.
  private let search: OwnerResolution?

  /// The findings when nobody asked for owners.
  init(_ listeners: ListenerIndex, _ tree: ProcFileSystem) {
    self.listeners = listeners
    ephemeralPorts = tree.ephemeralPorts
    owners = DescriptorIndex([])
    processes = [:]
    possibleHiddenMatches = 0
    uncertainMatchCount = 0
    search = nil
  }

  /// Joins rows and owners, and takes out the rows whose owners the query does not want.
  init(
    _ listeners: ListenerIndex, _ search: inout OwnerResolution, _ rows: inout [SocketEntry],
    _ query: Query, _ tree: ProcFileSystem
  ) {
    var pids = search.pids
    var undecided = 0
    var uncertain = 0
    if query.filter.needsOwners {
      let details = search.readProcesses(pids, query.filter.ownerFields, tree)
      let index = search.owners  // without processes that closed their sockets meanwhile
      let mayBeHidden = !search.isComplete && rows.contains { $0.ownershipWithoutInode == nil }
      let hidden =
        mayBeHidden ? HiddenMatches(search.unreadableProcesses, query.filter, tree) : nil
      rows.removeAll { row in
        let pids = Set(index.descriptors(of: row.inode).map(\.pid))
        let owners = pids.lazy.map { details[$0] ?? ProcessDetails(pid: $0) }
        let isMatch = query.filter.matches(owners)
        if let hidden, row.ownershipWithoutInode == nil {
          if isMatch, hidden.mayBeExcluded { uncertain += 1 }
          if !isMatch, hidden.mayInclude(owners) { undecided += 1 }
        }
        return !isMatch
      }
      pids = Set(rows.lazy.flatMap { index.descriptors(of: $0.inode).lazy.map(\.pid) })
    }
    // With no field asked for, too: a PID may belong to another process by now.
    if case .details(let fields) = query.owners, !fields.isEmpty || !search.isConfirmedLater {
      processes = search.readProcesses(pids, fields, tree)
    } else {
      processes = [:]
    }
    self.listeners = listeners
    ephemeralPorts = tree.ephemeralPorts
    owners = search.owners
    possibleHiddenMatches = undecided
    uncertainMatchCount = uncertain
    self.search = search
  }

  /// The same, but for what is given.
  init(
    _ other: SnapshotContext, owners: DescriptorIndex? = nil,
    processes: [Int32: ProcessDetails]? = nil,
    search: OwnerResolution? = nil
  ) {
    listeners = other.listeners
    ephemeralPorts = other.ephemeralPorts
    self.owners = owners ?? other.owners
    self.processes = processes ?? other.processes
    possibleHiddenMatches = other.possibleHiddenMatches
    uncertainMatchCount = other.uncertainMatchCount
    self.search = search ?? other.search
  }

  func ownership(of socket: SocketEntry) -> Ownership? {
    socket.ownershipWithoutInode ?? search?.ownership(of: socket.inode)
  }

  /// Whether every process was read that may be an owner of a socket, or of the listener of a
  /// connection that no process has yet; nil if the query did not ask for owners.
  func areOwnersComplete(of socket: SocketEntry) -> Bool? {
    guard let search else { return nil }
    switch socket.ownershipWithoutInode {
    case .timeWait, .orphan, .unowned: return true
    default: return search.isComplete
    }
  }

  /// The processes that could not be read.
  var unreadableProcesses: UnreadableProcesses {
    search?.unreadableProcesses ?? UnreadableProcesses(pids: [], includesUnlisted: false)
  }
}
