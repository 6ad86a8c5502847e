import TestSupport
import Testing

@testable import SocketInspector

/// The changes between two snapshots of a tree: what `--watch` reports as events.
@Suite struct SnapshotChangesTests {
  private static let local = "10.0.0.7:80"
  private static let peer = "10.0.0.9:51000"

  private func capture(_ tree: ProcTree) throws -> Snapshot {
    try Snapshot.capture(Query(requirements: .owners, procPath: tree.path))
  }

  /// `opened 10.0.0.7:80 LISTEN 100`: kind, local address, state, inode.
  private func text(_ changes: [Change]) -> [String] {
    changes.map { change in
      let socket = change.socket
      return "\(change.kind) \(socket.local) \(socket.state?.label ?? "-") \(socket.inode)"
    }
  }

  /// The changes when one TCP table replaces another, while one process has every inode of both
  /// open.
  private func changes(_ before: [KernelRow], _ now: [KernelRow]) throws -> [String] {
    let tree = try ProcTree(tcp: before)
    let inodes = Set((before + now).map(\.inode)).subtracting([0]).sorted()
    try tree.addProcess(
      7, sockets: Dictionary(uniqueKeysWithValues: zip(3..., inodes)))
    let older = try capture(tree)
    try tree.writeTable("tcp", now)
    return text(try capture(tree).changes(since: older))
  }

  /// A log would report a UDP socket as closed and opened again when it gets, changes or loses its
  /// peer.
  @Test(
    arguments: [
      (KernelRow.unconnected("10.0.0.7:80", inode: 100), "10.0.0.9:1"),
      (.connection("10.0.0.7:80", "10.0.0.9:2", inode: 100), "10.0.0.9:1"),
    ])
  func aUDPSocketWithAnotherPeerIsChanged(before: KernelRow, peer: String) throws {
    let now = KernelRow.connection("10.0.0.7:80", peer, inode: 100)
    let tree = try ProcTree(udp: [before, .unconnected("10.0.0.7:81", inode: 101)])
    try tree.addProcess(7, sockets: [3: 100, 4: 101, 5: 102])
    let older = try capture(tree)
    try tree.writeTable("udp", [now, .unconnected("10.0.0.7:82", inode: 102)])
    let newer = try capture(tree)
    #expect(
      text(newer.changes(since: older)) == [
        "closed 10.0.0.7:81 - 101", "opened 10.0.0.7:82 - 102",
        "changed 10.0.0.7:80 ESTABLISHED 100",
      ])
    #expect(
      text(older.changes(since: newer)).contains {
        $0.hasPrefix("changed 10.0.0.7:80") && $0.hasSuffix(" 100")
      })
  }

  private func connection(_ state: UInt8, _ inode: UInt64) -> KernelRow {
    .connection(Self.local, Self.peer, state: state, inode: inode)
  }

  /// The log would miss a socket that was opened, closed or changed.
  @Test func openedClosedAndChangedSocketsAreReported() throws {
    let before: [KernelRow] = [
      .listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 101),
      connection(1, 102),
    ]
    let now: [KernelRow] = [
      .listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:82", inode: 103),
      connection(8, 102),
    ]
    #expect(
      try changes(before, now) == [
        "closed 127.0.0.1:81 LISTEN 101", "opened 127.0.0.1:82 LISTEN 103",
        "changed 10.0.0.7:80 CLOSE_WAIT 102",
      ])
  }

  /// A log would report connections that never existed: accepting or closing a connection changes
  /// its inode number, and it is still the same connection.
  @Test(
    arguments: [
      (1, 100, 5, 0), (1, 100, 4, 0), (1, 100, 6, 0), (8, 100, 9, 0), (1, 100, 8, 100),
      (2, 100, 1, 100), (4, 0, 5, 0), (5, 0, 6, 0), (3, 0, 1, 0), (3, 0, 1, 100), (1, 0, 1, 100),
      (1, 0, 8, 100), (1, 100, 11, 100),
    ] as [(UInt8, UInt64, UInt8, UInt64)])
  func aConnectionWithAnotherStateOrInodeIsChanged(
    state: UInt8, inode: UInt64, nextState: UInt8, nextInode: UInt64
  ) throws {
    let changes = try changes([connection(state, inode)], [connection(nextState, nextInode)])
    #expect(changes.map { $0.prefix { $0 != " " } } == ["changed"])
  }

  /// A new connection between the same addresses and ports would be reported as the old one, in
  /// another state.
  @Test(
    arguments: [
      // Another inode number, in any state.
      (1, 100, 1, 101), (8, 100, 2, 101), (10, 100, 1, 101),
      // A new connection from the ports of one in TIME_WAIT.
      (6, 0, 1, 100), (6, 0, 2, 100), (6, 0, 3, 0), (6, 0, 1, 0),
      // A new connection while the kernel still closes the old one.
      (9, 0, 1, 100), (4, 0, 1, 0),
      // A connection that a process has open, and a new one that is not accepted yet.
      (1, 100, 1, 0), (1, 100, 3, 0),
    ] as [(UInt8, UInt64, UInt8, UInt64)])
  func aConnectionThatReusesThePortsIsAnotherSocket(
    state: UInt8, inode: UInt64, nextState: UInt8, nextInode: UInt64
  ) throws {
    let changes = try changes([connection(state, inode)], [connection(nextState, nextInode)])
    #expect(changes.map { $0.prefix { $0 != " " } } == ["closed", "opened"])
    #expect(changes.first?.hasSuffix(" \(inode)") == true)
    #expect(changes.last?.hasSuffix(" \(nextInode)") == true)
  }

  /// The restart of a service would not be reported.
  @Test func aRestartedListenerIsAnotherSocket() throws {
    #expect(
      try changes(
        [.listener("127.0.0.1:80", inode: 100)], [.listener("127.0.0.1:80", inode: 101)])
        == ["closed 127.0.0.1:80 LISTEN 100", "opened 127.0.0.1:80 LISTEN 101"])
  }

  /// A closed socket would be reported as changed when the kernel reuses its inode number.
  @Test func aReusedInodeNumberIsAnotherSocket() throws {
    #expect(
      try changes(
        [.listener("127.0.0.1:80", inode: 100)],
        [.connection("127.0.0.1:40000", "127.0.0.1:443", inode: 100)])
        == ["closed 127.0.0.1:80 LISTEN 100", "opened 127.0.0.1:40000 ESTABLISHED 100"])
  }

  /// If several listeners share a port (SO_REUSEPORT), the wrong one would be reported as closed.
  @Test func listenersOnOnePortAreDistinguishedByInode() throws {
    let rows = (100...103).map { KernelRow.listener("127.0.0.1:80", inode: $0) }
    #expect(try changes(rows, rows.reversed()) == [])
    #expect(
      try changes(Array(rows[0...2]), [rows[0], rows[2], rows[3]])
        == ["closed 127.0.0.1:80 LISTEN 101", "opened 127.0.0.1:80 LISTEN 103"])
  }

  /// Values that change all the time would bury the events that matter.
  @Test func queuesAndTimersAreNotReported() throws {
    var busy = connection(1, 100)
    busy.sendQueue = 70_000
    busy.receiveQueue = 12
    (busy.timer, busy.timeLeft, busy.retransmits, busy.probes) = (1, 30, 2, 1)
    #expect(try changes([connection(1, 100)], [busy]) == [])
    var older = connection(6, 0)
    older.timeLeft = 100
    #expect(
      try changes([connection(6, 0)], [older]) == [])
  }

  /// `--watch` would report events although nothing happened.
  @Test(arguments: Fixtures.names)
  func anUnchangedTreeHasNoChanges(tree: String) throws {
    let query = Query(procPath: Fixtures.path(tree))
    let first = try Snapshot.capture(query)
    #expect(text(try Snapshot.capture(query).changes(since: first)) == [])
  }

  /// Two logs could not be compared with diff: events come in the order of a listing.
  @Test func changesAreInTheOrderOfAListing() throws {
    let empty = try capture(try ProcTree())
    let tree = try ProcTree(
      tcp: [
        connection(1, 105), .listener("0.0.0.0:90", inode: 102),
        .connection(Self.local, "10.0.0.9:51001", state: 6, inode: 0),
      ],
      tcp6: [.listener("[::]:22", inode: 103)],
      udp: [.connection("10.0.0.7:53", "10.0.0.8:53", inode: 106)],
      udp6: [.unconnected("[::]:53", inode: 104)])
    let full = try capture(tree)
    #expect(full.sockets.count == 6)
    #expect(text(full.changes(since: empty)).allSatisfy { $0.hasPrefix("opened") })
    #expect(full.changes(since: empty).map(\.socket.socket) == full.sockets.map(\.socket))
    #expect(text(empty.changes(since: full)).allSatisfy { $0.hasPrefix("closed") })
    #expect(empty.changes(since: full).map(\.socket.socket) == full.sockets.map(\.socket))
  }

  /// A port could pass to another process, or get one owner more or less, without an event.
  @Test func aChangeOfOwnersIsReported() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    var last = try capture(tree)
    func change() throws -> [[Int32]] {
      let next = try capture(tree)
      defer { last = next }
      return next.changes(since: last).map {
        #expect($0.kind == .changed)
        return $0.socket.owners.map(\.pid)
      }
    }
    try tree.addProcess(8, sockets: [3: 100])
    #expect(try change() == [[7, 8]])
    try tree.remove("7/fd/3")
    #expect(try change() == [[8]])
    // From one process directly to another, with the same descriptor number.
    try tree.remove("8/fd/3")
    try tree.folder.link("7/fd/3", to: "socket:[100]")
    #expect(try change() == [[7]])
    try tree.remove("7/fd/3")
    #expect(try change() == [[]])
    #expect(try change() == [])
  }

  /// The event of a closed socket would not name the process that had it open.
  @Test func aClosedSocketKeepsItsLastOwner() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, name: "server", sockets: [3: 100])
    let query = Query(procPath: tree.path)
    let older = try Snapshot.capture(query)
    try tree.writeTable("tcp", [])
    try tree.remove("7")
    let changes = try Snapshot.capture(query).changes(since: older)
    #expect(changes.map(\.kind) == [.closed])
    #expect(changes.first?.socket.owners.map(\.pid) == [7])
    #expect(changes.first?.socket.owners.first?.name == "server")
  }
}
