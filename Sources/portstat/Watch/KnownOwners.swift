import SocketInspector

/// What was read of the owners of sockets when these were shown, until they are closed.
struct KnownOwners {
  private struct Process {
    let details: ProcessDetails
    var inodes: Set<UInt64> = []
  }

  /// By PID, of which one process after the other may be: their sockets tell them apart.
  private var processes: [Int32: [Process]] = [:]

  mutating func note(_ socket: InspectedSocket) {
    for owner in socket.owners {
      if processes[owner.pid]?.last?.details != owner.process {
        processes[owner.pid, default: []].append(Process(details: owner.process))
      }
      let last = (processes[owner.pid]?.count ?? 0) - 1
      processes[owner.pid]?[last].inodes.insert(socket.inode)
    }
  }

  /// Forgets PIDs that are no process any more.
  mutating func keep(_ isThere: (Int32) -> Bool) {
    processes = processes.filter { isThere($0.key) }
  }

  /// Forgets a socket.
  ///
  /// - Returns: What was read of its owners when it was shown last.
  mutating func forget(_ socket: InspectedSocket) -> [Int32: ProcessDetails] {
    var known: [Int32: ProcessDetails] = [:]
    for pid in Set(socket.descriptors.lazy.map(\.pid)) {
      for index in 0..<(processes[pid]?.count ?? 0)
      where processes[pid]?[index].inodes.remove(socket.inode) != nil {
        known[pid] = processes[pid]?[index].details
      }
      if processes[pid]?.last?.inodes.isEmpty == true { processes[pid]?.removeLast() }
    }
    return known
  }
}
