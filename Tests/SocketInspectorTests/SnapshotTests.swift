import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct SnapshotTests {
  /// A machine with sockets of every kind.
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

  /// The sockets of a snapshot, one a line.
  private static func text(_ snapshot: Snapshot) -> [String] {
    snapshot.sockets.map { socket in
      let owners = socket.owners.map { owner in
        let name = owner.name ?? "?"
        return "\(owner.pid)=\(name)\(owner.fds)"
      }
      return
        ([
          "\(socket.table) \(socket.local) \(socket.state?.label ?? "-")",
          socket.direction?.rawValue ?? "-", socket.ownership?.rawValue ?? "-",
        ] + owners + socket.listenerPIDs.map { "<\($0)" }).joined(separator: " ")
    }
  }

  /// A socket would be missing, repeated, out of order, or without its owners or the reason why it
  /// has none.
  @Test func everySocketIsListedOnceWithItsOwnersOrTheReason() throws {
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
        "udp [2001:db8::7]:40000 ESTABLISHED outbound known 100=node[3]",
      ])
    #expect(snapshot.isComplete)
    #expect(snapshot.unreadableProcesses == 0)
    #expect(snapshot.possibleHiddenMatches == 0)
    #expect(snapshot.host == "web-1" && snapshot.hostBytes == Array("web-1".utf8))
    #expect(snapshot.source == .procfs)
    #expect(abs(snapshot.time.seconds - Int64(Date.now.timeIntervalSince1970)) < 60)
  }

  /// A socket would be reported to have no owner, although the process that could not be read may
  /// be its owner.
  @Test func anUnreadableProcessMakesUnownedSocketsDenied() throws {
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

  /// A listing without owners would scan all processes, and report the unreadable ones.
  @Test func withoutOwnersNoProcessIsScanned() throws {
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

  /// A listing of PIDs alone would read the name of every process, or show other PIDs than one with
  /// names.
  @Test func detailsAreReadOnlyWhenRequired() throws {
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

  /// Two listings of the same sockets would differ if the kernel returns its rows in another order.
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

  /// `portstat 8080` would show another direction or owner of a socket than a full listing, because
  /// a listener of the other family was not read.
  @Test func aFilterDoesNotChangeTheValuesOfARow() throws {
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

  /// `--pid` would miss sockets that the process shares, or hide the processes that it shares them
  /// with.
  @Test func aFilterByPIDKeepsTheOtherOwners() throws {
    let snapshot = try Self.capture(try Self.machine()) { $0.pids.included = [100] }
    #expect(
      Self.text(snapshot) == [
        "tcp 0.0.0.0:80 LISTEN listening known 20=node[20] 100=node[20]",
        "tcp [::]:8080 LISTEN listening known 3=node[18] 20=node[18] 100=node[18]",
        "udp [2001:db8::7]:40000 ESTABLISHED outbound known 100=node[3]",
      ])
    #expect(snapshot.possibleHiddenMatches == 0)
  }

  /// `--pid` and `--process` would exit with status 1, "nothing matched", instead of 3, although a
  /// hidden process may have such a socket open.
  @Test func socketsWithHiddenOwnersAreCountedIfAFilterAsksForOwners() throws {
    let tree = try Self.machine()
    try tree.addUnreadableProcess(60)
    // The name of the unreadable process can be read.
    let byName = try Self.capture(tree) { $0.processNames.included = [NamePattern("sshd")] }
    #expect(byName.sockets.count == 3)
    #expect(byName.possibleHiddenMatches == 0)
    let byItsName = try Self.capture(tree) { $0.processNames.included = [NamePattern("secret")] }
    #expect(byItsName.possibleHiddenMatches == 9)
    let byPID = try Self.capture(tree, requirements: []) { $0.pids.included = [60] }
    #expect(byPID.sockets.isEmpty)
    #expect(byPID.possibleHiddenMatches == 9)
    // Only sockets that match the rest of the filter.
    let byBoth = try Self.capture(tree) {
      $0.pids.included = [60]
      $0.localPorts.included = [PortPattern(22...22)]
    }
    #expect(byBoth.possibleHiddenMatches == 2)
    // The sockets of a readable process are known.
    #expect(
      try Self.capture(tree, requirements: []) { $0.pids.included = [61] }.possibleHiddenMatches
        == 0)
  }

  /// A process whose name cannot be read would not be shown as an owner.
  @Test func aProcessWithoutReadableNameIsStillAnOwner() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:80", inode: 1)])
    try tree.addProcess(7, sockets: [3: 1])
    try tree.remove("7/comm")
    let snapshot = try Self.capture(tree)
    #expect(Self.text(snapshot) == ["tcp 0.0.0.0:80 LISTEN listening known 7=?[3]"])
  }

  /// A tree without any table would be reported as a machine without sockets, instead of as an
  /// error with exit status 4.
  @Test func aTreeWithoutTablesIsAnError() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("self/net")
    #expect(throws: SystemError(.open, "\(tree.path)/self/net", code: ENOENT)) {
      try Self.capture(tree)
    }
    #expect(throws: SystemError(.open, "\(tree.path)/missing", code: ENOENT)) {
      try Snapshot.capture(Query(procPath: "\(tree.path)/missing"))
    }
  }

  /// If no table can be read, the error would not say why.
  @Test func theErrorSaysWhyNoTableCanBeRead() throws {
    let tree = try ProcTree(empty: ())
    for table in SocketTable.ID.allCases.flatMap(\.facts.procFiles) {
      try tree.makeFolder("self/net/\(table.name)")
    }
    let error = #expect(throws: SystemError.self) { try Self.capture(tree) }
    #expect(error == SystemError(.read, "\(tree.path)/self/net/tcp", code: EISDIR))
  }

  /// One unreadable table would hide the sockets of all others, or would not be reported.
  @Test func anUnreadableTableIsAnIssue() throws {
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

  /// A recording without a host name would be shown with the name of this machine.
  @Test func theHostNameIsReadFromTheTree() throws {
    let tree = try ProcTree()
    #expect(try Self.capture(tree).host == nil)
    try tree.folder.write("", to: "sys/kernel/hostname")
    #expect(try Self.capture(tree).hostBytes == [])
  }
}
