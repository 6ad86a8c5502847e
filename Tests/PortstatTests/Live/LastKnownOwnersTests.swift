import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The owners that a stream remembers, to name them when their sockets are closed.
@Suite struct LastKnownOwnersTests {
  /// Reads a tree in which each given process holds listeners with the given inodes. No process
  /// holds those with the other inodes.
  private func snapshot(
    _ sockets: [Int32: Set<UInt64>], others: Set<UInt64> = [], name: String = "program"
  ) throws -> Snapshot {
    let inodes = sockets.values.reduce(into: others) { $0.formUnion($1) }
    let tree = try ProcTree(
      tcp: inodes.sorted().map { .listener("127.0.0.1:\($0)", inode: $0) })
    for (pid, inodes) in sockets {
      let numbers = inodes.sorted().enumerated().map { (Int32($0 + 3), $1) }
      try tree.addProcess(
        pid, name: name, sockets: Dictionary(uniqueKeysWithValues: numbers))
    }
    return try Snapshot.capture(
      Query(requirements: .processName, source: .procfs, procPath: tree.path))
  }

  private func name(_ details: ProcessDetails?) -> String? {
    details?.name
  }

  /// Processes that rename themselves (PostgreSQL does so with each query) made a stream grow by
  /// 4 MB a second.
  @Test func aProcessThatRenamesItselfIsKeptOnce() throws {
    var known = LastKnownOwners()
    for round in 0..<50 {
      let now = try snapshot([7: [1, UInt64(100 + round)]], name: "name-\(round)")
      for socket in now.sockets { known.record(socket, isNew: socket.inode != 1) }
      known.prune(open: now.sockets) { $0 == 7 }
      for socket in now.sockets where socket.inode != 1 {
        #expect(name(known.remove(socket)[7]) == "name-\(round)")
      }
      #expect(known.counts == (1, 1))
    }
  }

  /// A server such as sshd or inetd passes each connection on to another process: memory must not
  /// grow with the connections.
  @Test func socketsThatChangeHandsAreKeptOnce() throws {
    var known = LastKnownOwners()
    for inode in 100..<150 as Range<UInt64> {
      for pid in [7, 8] as [Int32] {
        let now = try snapshot([pid: [inode]])
        for socket in now.sockets { known.record(socket, isNew: pid == 7) }
        known.prune(open: now.sockets) { _ in true }
        if pid == 8 {
          for socket in now.sockets { #expect(known.remove(socket).keys.sorted() == [8]) }
        }
      }
      #expect(known.counts == (0, 2))
    }
  }

  /// A connection that the kernel finishes alone loses its inode first, so its `closed` event does
  /// not release the entry.
  @Test func socketsThatLoseTheirInodesAreForgotten() throws {
    var known = LastKnownOwners()
    for round in 0..<40 {
      let first = UInt64(1 + round * 10)
      let now = try snapshot([7: Set(first..<first + 10)])
      for socket in now.sockets { known.record(socket, isNew: true) }
      known.prune(open: now.sockets) { _ in true }
      #expect(known.counts.sockets <= 2 * 10 + 100)
    }
  }

  /// Memory must not grow with the processes that have ended.
  @Test func processesThatEndedAreForgotten() throws {
    var known = LastKnownOwners()
    for pid in 1...50 as ClosedRange<Int32> {
      let now = try snapshot([pid: [UInt64(pid)]])
      for socket in now.sockets { known.record(socket, isNew: true) }
      known.prune(open: now.sockets) { $0 == pid }
      for socket in now.sockets { _ = known.remove(socket) }
    }
    #expect(known.counts == (0, 1))
  }

  /// A socket that lost its owners before it was closed must still be reported with the last known
  /// ones, but another socket with the same inode must not.
  @Test func theLastNameStaysUntilTheSocketIsClosed() throws {
    var known = LastKnownOwners()
    let open = try #require(try snapshot([7: [1], 8: [1]], name: "first").sockets.first)
    known.record(open, isNew: true)
    let unowned = try #require(try snapshot([9: [2]], others: [1]).sockets.first)
    #expect(unowned.inode == 1 && unowned.owners.isEmpty)
    known.record(unowned, isNew: false)
    let names = known.remove(open)
    #expect(name(names[7]) == "first" && name(names[8]) == "first")
    known.record(open, isNew: true)
    known.record(unowned, isNew: true)
    #expect(known.remove(open).isEmpty)
  }
}
