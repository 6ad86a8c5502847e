import SocketInspector

/// Keeps the owners of sockets, as read when the sockets were last shown, until the sockets close. Contains
/// at most about twice as many sockets as are open, and the last details of each process.
struct LastKnownOwners {
  /// The owners of each socket, by inode. Sockets with one owner share the array in ``latestDetails``.
  private var sockets: [UInt64: [ProcessDetails]] = [:]
  /// The last details of each process that is the only owner of a socket, by PID.
  private var latestDetails: [Int32: [ProcessDetails]] = [:]

  /// The numbers of sockets and of processes that are kept.
  var counts: (sockets: Int, processes: Int) { (sockets.count, latestDetails.count) }

  /// Remembers the owners of a socket. A socket without owners keeps those that are known, because it may
  /// have lost them while it is being closed.
  ///
  /// - Parameter isNew: Whether the socket was just opened. Owners that are known then belong to an older
  ///   socket with the same inode number, and are removed.
  mutating func record(_ socket: Socket, isNew: Bool) {
    guard socket.inode != 0 else { return }
    let owners = socket.owners.map(\.process)
    if owners.count == 1, let owner = owners.first {
      if latestDetails[owner.pid]?.first != owner { latestDetails[owner.pid] = owners }
      sockets[socket.inode] = latestDetails[owner.pid]
    } else if !owners.isEmpty {
      sockets[socket.inode] = owners
    } else if isNew {
      sockets[socket.inode] = nil
    }
  }

  /// Removes a socket.
  ///
  /// - Returns: The last known details of its owners, by PID.
  mutating func remove(_ socket: Socket) -> [Int32: ProcessDetails] {
    guard let owners = sockets.removeValue(forKey: socket.inode) else { return [:] }
    let pids = Set(socket.descriptors.lazy.map(\.pid))
    var known: [Int32: ProcessDetails] = [:]
    for owner in owners where pids.contains(owner.pid) { known[owner.pid] = owner }
    return known
  }

  /// Removes processes that ended and, if their number has grown, sockets that are not open anymore. Such
  /// sockets remain when a process closes a connection before the kernel has finished it: the connection then
  /// loses its inode, so its end cannot be matched.
  ///
  /// - Parameters:
  ///   - open: The sockets that are open now.
  ///   - ending: The inodes of further sockets to keep.
  ///   - hasProcess: Whether a process exists.
  mutating func prune(
    open: Snapshot.Sockets, ending: Set<UInt64> = [], hasProcess: (Int32) -> Bool
  ) {
    latestDetails = latestDetails.filter { hasProcess($0.key) }
    // Not at every update, because it takes time proportional to the number of open sockets.
    if sockets.count > 2 * (open.count + ending.count) + 100 {
      let inodes = Set(open.lazy.map(\.inode)).union(ending)
      sockets = sockets.filter { inodes.contains($0.key) }
    }
  }
}
