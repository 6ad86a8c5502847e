import SocketInspector

/// What was read of the owners of sockets when these were shown, until they are closed. Holds at most
/// about twice as many sockets as are open, plus the last details of each process.
struct LastKnownOwners {
  /// By inode. The sockets that one process alone holds share the array of its last reading.
  private var sockets: [UInt64: [ProcessDetails]] = [:]
  /// By PID: what was read last of a process that holds a socket alone.
  private var readings: [Int32: [ProcessDetails]] = [:]

  /// How many sockets and how many readings are kept.
  var counts: (sockets: Int, readings: Int) { (sockets.count, readings.count) }

  /// - Parameter isNew: Whether the socket was opened: what is known of an older one with the same
  ///   inode is wrong for it. One that changed may have lost its owners because it is being closed;
  ///   what was known of them stays.
  mutating func note(_ socket: Socket, isNew: Bool) {
    guard socket.inode != 0 else { return }
    let owners = socket.owners.map(\.process)
    if owners.count == 1, let owner = owners.first {
      if readings[owner.pid]?.first != owner { readings[owner.pid] = owners }
      sockets[socket.inode] = readings[owner.pid]
    } else if !owners.isEmpty {
      sockets[socket.inode] = owners
    } else if isNew {
      sockets[socket.inode] = nil
    }
  }

  /// Forgets a socket.
  ///
  /// - Returns: What was read of its owners when it was shown last.
  mutating func forget(_ socket: Socket) -> [Int32: ProcessDetails] {
    guard let owners = sockets.removeValue(forKey: socket.inode) else { return [:] }
    let pids = Set(socket.descriptors.lazy.map(\.pid))
    var known: [Int32: ProcessDetails] = [:]
    for owner in owners where pids.contains(owner.pid) { known[owner.pid] = owner }
    return known
  }

  /// Forgets processes that ended and, when the table has grown, the sockets that lost their inodes
  /// before they were closed: a connection that the kernel ends alone has none.
  ///
  /// - Parameters:
  ///   - open: The sockets that are open now.
  ///   - isThere: Whether a process is there.
  mutating func keep(_ open: Snapshot.Sockets, _ isThere: (Int32) -> Bool) {
    readings = readings.filter { isThere($0.key) }
    // Not at every update, which would make each as slow as the number of open sockets.
    if sockets.count > 2 * open.count + 100 {
      let inodes = Set(open.lazy.map(\.inode))
      sockets = sockets.filter { inodes.contains($0.key) }
    }
  }
}
