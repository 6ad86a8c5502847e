import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct SnapshotTests {
  /// A machine with something of everything.
  private static func machine() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: [
        .connection("10.0.0.7:22", "10.0.0.9:51000", inode: 102),
        .listener("0.0.0.0:22", inode: 101), .listener("0.0.0.0:80", inode: 103),
        .connection("10.0.0.7:51514", "93.184.216.34:443", inode: 104),
        .connection("10.0.0.7:51000", "93.184.216.34:443", state: 6, inode: 0),
        .connection("10.0.0.7:80", "10.0.0.9:51001", state: 3, inode: 0),
        .connection("10.0.0.7:80", "10.0.0.9:51002", state: 1, inode: 0),
        .connection("10.0.0.7:80", "10.0.0.9:51003", state: 4, inode: 0),
        .listener("0.0.0.0:2049", inode: 105),
      ],
      tcp6: [
        .connection("[::ffff:10.0.0.7]:8080", "[::ffff:10.0.0.9]:51004", inode: 107),
        .listener("[::]:8080", inode: 106),
      ],
      udp: [.unconnected("127.0.0.53:53", inode: 108)],
      udp6: [.connection("[2001:db8::7]:40000", "[2001:db8::9]:53", inode: 109)])
    try tree.folder.write("web-1\n", to: "sys/kernel/hostname")
    try tree.addProcess(900, name: "sshd", sockets: [3: 101])
    try tree.addProcess(950, name: "sshd", sockets: [4: 102, 5: 102, 6: 104])
    try tree.addProcess(20, name: "node", sockets: [18: 106, 19: 107, 20: 103])
    try tree.addProcess(100, name: "node", sockets: [18: 106, 20: 103, 3: 109])
    try tree.addProcess(3, name: "node", sockets: [18: 106])
    try tree.addProcess(50, name: "resolver", sockets: [12: 108])
    return tree
  }

  private static func capture(
    _ tree: ProcTree, requirements: Requirements = .all,
    _ change: (inout Filter) -> Void = { _ in }
  ) throws -> Snapshot {
    var filter = Filter()
    change(&filter)
    return try Snapshot.capture(
      Query(filter: filter, requirements: requirements, procPath: tree.path))
  }

  /// What a snapshot says of its sockets, one a line.
  private static func text(_ snapshot: Snapshot) -> [String] {
    snapshot.sockets.map { socket in
      let owners = socket.owners.map { owner in
        let name = owner.process.name.map { String(decoding: $0, as: UTF8.self) } ?? "?"
        return "\(owner.pid)=\(name)\(owner.fds)"
      }
      return
        ([
          "\(socket.table) \(socket.local) \(socket.state?.label ?? "-")",
          socket.direction?.rawValue ?? "-", socket.ownership?.rawValue ?? "-",
        ] + owners + socket.listenerPIDs.map { "<\($0)" }).joined(separator: " ")
    }
  }

  /// The whole way: every row once, in the documented order, with all owners or the reason why not.
  @Test func everySocketComesOnceInOrderWithItsOwnersOrTheReason() throws {
    let snapshot = try Self.capture(try Self.machine())
    #expect(
      Self.text(snapshot) == [
        "tcp 0.0.0.0:22 LISTEN listening known 900=sshd[3]",
        "tcp 0.0.0.0:80 LISTEN listening known 20=node[20] 100=node[20]",
        "tcp 0.0.0.0:2049 LISTEN listening unowned",
        "tcp [::]:8080 LISTEN listening known 3=node[18] 20=node[18] 100=node[18]",
        "udp 127.0.0.53:53 - listening known 50=resolver[12]",
        "tcp 10.0.0.7:22 ESTABLISHED inbound known 950=sshd[4, 5]",
        "tcp 10.0.0.7:80 SYN_RECV inbound handshake <20 <100",
        "tcp 10.0.0.7:80 ESTABLISHED inbound accept-queue <20 <100",
        "tcp 10.0.0.7:80 FIN_WAIT1 inbound orphan",
        "tcp 10.0.0.7:51000 TIME_WAIT outbound time-wait",
        "tcp 10.0.0.7:51514 ESTABLISHED outbound known 950=sshd[6]",
        "tcp [::ffff:10.0.0.7]:8080 ESTABLISHED inbound known 20=node[19]",
        "udp [2001:db8::7]:40000 ESTABLISHED - known 100=node[3]",
      ])
    #expect(snapshot.isComplete)
    #expect(snapshot.unreadableProcesses == 0)
    #expect(snapshot.possibleHiddenMatches == 0)
    #expect(snapshot.host == Array("web-1".utf8))
    #expect(snapshot.source == .procfs)
    #expect(abs(snapshot.time.seconds - Int64(Date.now.timeIntervalSince1970)) < 60)
  }

  /// Where a process could not be read, nobody may be told that a socket has no owner.
  @Test func anUnreadableProcessMakesUnheldDenied() throws {
    let tree = try Self.machine()
    try tree.addUnreadableProcess(60)
    let snapshot = try Self.capture(tree)
    let reasons = snapshot.sockets.map { $0.ownership?.rawValue ?? "-" }
    #expect(
      reasons == [
        "known", "known", "denied", "known", "known", "known", "handshake", "accept-queue",
        "orphan", "time-wait", "known", "known", "known",
      ])
    #expect(!snapshot.isComplete)
    #expect(snapshot.unreadableProcesses == 1)
    #expect(
      snapshot.issues == [
        .unreadableProcesses(
          count: 1, firstError: SystemError(.open, "\(tree.path)/60/fd", code: ELOOP))
      ])
  }

  /// When nobody asked for owners no process is touched, and no owner is claimed or denied.
  @Test func withoutOwnersNoProcessIsLookedAt() throws {
    let tree = try Self.machine()
    try tree.addUnreadableProcess(60)
    let snapshot = try Self.capture(tree, requirements: [])
    #expect(snapshot.isComplete)
    #expect(snapshot.sockets.allSatisfy { $0.owners.isEmpty && $0.listenerPIDs.isEmpty })
    #expect(
      snapshot.sockets.map { $0.ownership?.rawValue ?? "-" } == [
        "-", "-", "-", "-", "-", "-", "handshake", "accept-queue", "orphan", "time-wait", "-", "-",
        "-",
      ])
  }

  /// PIDs without names cost less, and are the same PIDs.
  @Test func detailsAreReadOnlyWhenTheyAreAskedFor() throws {
    let tree = try Self.machine()
    let snapshot = try Self.capture(tree, requirements: .owners) {
      $0.localPorts.included = [PortPattern(8080...8080)]
    }
    #expect(
      Self.text(snapshot) == [
        "tcp [::]:8080 LISTEN listening known 3=?[18] 20=?[18] 100=?[18]",
        "tcp [::ffff:10.0.0.7]:8080 ESTABLISHED inbound known 20=?[19]",
      ])
    #expect(snapshot.processUserIDs.isEmpty)
  }

  /// The same state gives the same listing, whatever order the kernel hands its rows out in.
  @Test func theSameStateGivesTheSameListing() throws {
    let rows = (1...300).map { number in
      KernelRow.connection(
        "10.0.0.\(number % 7):\(number % 5)", "10.0.1.1:\(number)", inode: UInt64(number % 3))
    }
    var generator = SeededGenerator(seed: 8)
    let tree = try ProcTree(tcp: rows)
    let first = Self.text(try Self.capture(tree))
    #expect(first.count == 300)
    for _ in 0..<3 {
      try tree.writeTable("tcp", rows.shuffled(using: &generator))
      #expect(Self.text(try Self.capture(tree)) == first)
    }
  }

  /// "Which process owns port 8080?": the listener of the other family still tells the direction.
  @Test func aFilterDoesNotChangeWhatIsSaidOfARow() throws {
    let tree = try Self.machine()
    let all = Self.text(try Self.capture(tree))
    let filters: [(inout Filter) -> Void] = [
      { $0.families = [.ipv6] }, { $0.families = [.ipv4] }, { $0.tables = [.tcp] },
      { $0.states.included = [.established] }, { $0.isListeningOnly = true },
      { $0.directions.included = [.inbound] }, { $0.classes.excluded = [.wellKnown] },
      { $0.pids.included = [20] }, { $0.processNames.excluded = [NamePattern("node")] },
    ]
    for (index, filter) in filters.enumerated() {
      let found = Self.text(try Self.capture(tree, filter))
      #expect(found == all.filter(found.contains), "filter \(index)")
      #expect(!found.isEmpty && found.count < all.count, "filter \(index)")
    }
  }

  /// `--pid`: every socket that the process holds, also those that it shares, with all owners.
  @Test func aFilterByPIDKeepsTheOtherOwners() throws {
    let snapshot = try Self.capture(try Self.machine()) { $0.pids.included = [100] }
    #expect(
      Self.text(snapshot) == [
        "tcp 0.0.0.0:80 LISTEN listening known 20=node[20] 100=node[20]",
        "tcp [::]:8080 LISTEN listening known 3=node[18] 20=node[18] 100=node[18]",
        "udp [2001:db8::7]:40000 ESTABLISHED - known 100=node[3]",
      ])
    #expect(snapshot.possibleHiddenMatches == 0)
  }

  /// Exit status 3: a socket that was left out may belong to the process that was asked for.
  @Test func socketsWithAHiddenOwnerAreCountedWhenAnOwnerIsAskedFor() throws {
    let tree = try Self.machine()
    try tree.addUnreadableProcess(60)
    // The name of the hidden process can be read.
    let byName = try Self.capture(tree) { $0.processNames.included = [NamePattern("sshd")] }
    #expect(byName.sockets.count == 3)
    #expect(byName.possibleHiddenMatches == 0)
    let byItsName = try Self.capture(tree) { $0.processNames.included = [NamePattern("secret")] }
    #expect(byItsName.possibleHiddenMatches == 9)
    let byPID = try Self.capture(tree, requirements: []) { $0.pids.included = [60] }
    #expect(byPID.sockets.isEmpty)
    #expect(byPID.possibleHiddenMatches == 9)
    // Only among the sockets that the rest of the filter wants.
    let byBoth = try Self.capture(tree) {
      $0.pids.included = [60]
      $0.localPorts.included = [PortPattern(22...22)]
    }
    #expect(byBoth.possibleHiddenMatches == 2)
    // A process that can be read is known not to hold them.
    #expect(
      try Self.capture(tree, requirements: []) { $0.pids.included = [61] }.possibleHiddenMatches
        == 0)
  }

  /// A process with a hostile name or none is found by its number all the same.
  @Test func aProcessWithoutReadableDetailsIsStillAnOwner() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:80", inode: 1)])
    try tree.addProcess(7, sockets: [3: 1])
    try tree.remove("7/comm")
    let snapshot = try Self.capture(tree)
    #expect(Self.text(snapshot) == ["tcp 0.0.0.0:80 LISTEN listening known 7=?[3]"])
  }

  /// A tree without any table cannot be read: exit status 4 and not an empty list.
  @Test func withoutTablesThereIsNoSnapshot() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("self/net")
    #expect(throws: SystemError(.open, "\(tree.path)/self/net", code: ENOENT)) {
      try Self.capture(tree)
    }
    #expect(throws: SystemError(.open, "\(tree.path)/missing", code: ENOENT)) {
      try Snapshot.capture(Query(procPath: "\(tree.path)/missing"))
    }
  }

  /// When no table can be read, the reason is the one that the person needs to hear.
  @Test func whenNoTableCanBeReadTheReasonIsTold() throws {
    let tree = try ProcTree(empty: ())
    for table in SocketTable.ID.allCases.flatMap(\.facts.procFiles) {
      try tree.makeFolder("self/net/\(table.name)")
    }
    let error = #expect(throws: SystemError.self) { try Self.capture(tree) }
    #expect(error == SystemError(.read, "\(tree.path)/self/net/tcp", code: EISDIR))
  }

  /// One table that cannot be read takes no other with it.
  @Test func aTableThatCannotBeReadIsAnIssue() throws {
    let tree = try Self.machine()
    try tree.remove("self/net/udp")
    try tree.makeFolder("self/net/udp")
    let snapshot = try Self.capture(tree)
    #expect(snapshot.sockets.count == 12)
    #expect(
      snapshot.issues == [
        .unreadableTable(SystemError(.read, "\(tree.path)/self/net/udp", code: EISDIR))
      ])
  }

  /// A tree that does not say its name has none; nothing is made up.
  @Test func theHostIsThatOfTheTree() throws {
    let tree = try ProcTree()
    #expect(try Self.capture(tree).host == nil)
    try tree.folder.write("", to: "sys/kernel/hostname")
    #expect(try Self.capture(tree).host == [])
  }
}
