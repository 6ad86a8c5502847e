import Foundation
import TestSupport
import Testing

/// Compares portstat's sockets with those of ss, netstat and lsof.
@Suite struct DifferentialTests {
  /// The trees that ss and netstat read correctly. Both take malformed lines of `damaged` for rows,
  /// and show rows twice that the kernel repeated.
  static let trees = Fixtures.names.filter { $0 != "damaged" }

  /// A socket or owner that only one of the programs shows, or in a different state, is a bug in
  /// one of them.
  @Test(
    .enabled(if: Program.isInstalled("ss"), "ss is not installed"), arguments: trees)
  func aRecordingHasTheSameRowsAndOwnersInSS(tree: String) throws {
    var ss = try Program.installed("ss")
    ss.environment["PROC_ROOT"] = Fixtures.path(tree)
    let peers = PeerOutput.ss(try ss.run("-H", "-tuanpO").output)
    let sockets = try SocketRecord.records(["--proc", Fixtures.path(tree)])
    expectSame(sockets.map(PeerRow.init(forSS:)), peers.map(\.row))
    expectSameDescriptors(
      sockets.map { (PeerRow(forSS: $0), $0) }, peers.map { ($0.row, $0.owners) }, tree)
  }

  /// The same for netstat, which also shows inodes and users, and distinguishes IPv4 from IPv6
  /// wildcards.
  @Test(
    .enabled(if: Program.isInstalled("netstat"), "netstat is not installed"),
    .enabled(if: Capabilities.makesNamespaces, "needs root: the tree is mounted over /proc"),
    arguments: trees)
  func aRecordingHasTheSameRowsInNetstat(tree: String) throws {
    let line = "mount --bind \"$1\" /proc && exec netstat -tuanpeW"
    let run = try Program.installed("unshare")
      .run("--mount", "--", "sh", "-c", line, "sh", Fixtures.path(tree))
    try #require(run.status == 0, "\(run.errorText)")
    let peers = PeerOutput.netstat(run.output)
    let sockets = try SocketRecord.records(["--proc", Fixtures.path(tree)])
    expectSame(sockets.map(PeerRow.init(forNetstat:)), peers.map(\.row))
    expectSameAccounts(sockets, peers, tree)
  }

  /// The same for real sockets, which the kernel reports over netlink too.
  @Test(
    .enabled(
      if: Program.isInstalled("ss", "netstat", "lsof"), "ss, netstat or lsof is not installed"),
    .enabled(if: Capabilities.runsLab, "needs root, python3 and ip: see lab.py"),
    arguments: [
      "web-server", "shared-listener", "every-state", "ipv6-mapped", "thread-held", "hostile-names",
    ])
  func liveSocketsAreTheSameInOtherPrograms(situation: String) throws {
    let folder = try TemporaryDirectory()
    let script = """
      cd "$1" && "$2" --jsonl >before && ss -H -tuanpO >ss && netstat -tuanpeW >netstat
      lsof -nP -i -F pfd >lsof; "$2" --jsonl >after
      """
    let lab = Program(Fixtures.folder.appendingPathComponent("lab.py").path)
    let run = try lab.run(
      situation, "sh", "-c", script, "sh", folder.path, Program.portstat.path)
    try #require(run.status == 0, "\(run.errorText)")
    let read = { try Data(contentsOf: folder.url.appendingPathComponent($0)) }

    let sockets = try SocketRecord.records(try read("before"))
    let peers = PeerOutput.ss(try read("ss"))
    // ss reads netlink here, where the send queue of a listener is its backlog.
    let isListener = { (row: PeerRow) in row.state == "LISTEN" }
    let comparable = peers.map { socket in
      var row = socket.row
      if isListener(row) { row.sendQueue = 0 }
      return row
    }
    expectSame(sockets.map(PeerRow.init(forSS:)), comparable)
    expectSameDescriptors(
      sockets.map { (PeerRow(forSS: $0), $0) }, zip(comparable, peers).map { ($0, $1.owners) },
      situation)

    let netstat = PeerOutput.netstat(try read("netstat"))
    expectSame(sockets.map(PeerRow.init(forNetstat:)), netstat.map(\.row))
    expectSameAccounts(sockets, netstat, situation)

    let lsof = PeerOutput.lsof(try read("lsof"))
    for socket in sockets where situation != "thread-held" {
      #expect(socket.descriptors == lsof[socket.inode] ?? [], "\(socket)")
    }
    #expect(Set(lsof.keys).isSubset(of: Set(sockets.map(\.inode))), "sockets that only lsof shows")
    #expect(
      Set(sockets.map(PeerRow.init(forSS:)))
        == Set(try SocketRecord.records(try read("after")).map(PeerRow.init(forSS:))))
  }

  /// An ordinary user must see their own sockets as in ss.
  @Test(.enabled(if: Program.isInstalled("ss"), "ss is not installed"))
  func ownSocketsAreTheSameInSS() throws {
    let live = try LiveSocket.Family.available.flatMap { family in
      try LiveSocket.Kind.allCases.map { (kind: $0, try LiveSocket.bound(family, $0)) }
    }
    let ports = Set(try live.map { String(try $0.1.port) })
    let mine = "\(getpid())/"
    let peers = PeerOutput.ss(try Program.installed("ss").run("-H", "-tuanpO").output)
    let sockets = try SocketRecord.records(ports.sorted())
    for (kind, socket) in live {
      let local = "\(socket.family.loopback):\(try socket.port)"
      let row = try #require(
        sockets.first { $0.protocol == kind.rawValue && PeerRow(forSS: $0).local == local })
      // A test that starts a program at this moment shares the socket with it until exec.
      let descriptors = row.descriptors.filter { $0.hasPrefix(mine) }
      #expect(descriptors == ["\(mine)\(socket.fd)"])
      let other = try #require(
        peers.first { $0.row.table == kind.rawValue && $0.row.local == local })
      #expect(other.owners.filter { $0.hasPrefix(mine) } == descriptors)
    }
  }

  // MARK: Comparison

  private func expectSame(
    _ sockets: [PeerRow], _ peers: [PeerRow], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(!sockets.isEmpty, sourceLocation: sourceLocation)
    let (left, right) = (sockets.map(\.description).sorted(), peers.map(\.description).sorted())
    let difference = right.difference(from: left)
    #expect(difference.isEmpty, sourceLocation: sourceLocation)
  }

  /// - Parameter tree: In `thread-held`, the other programs miss descriptor tables of threads and
  ///   show fewer owners.
  private func expectSameDescriptors(
    _ sockets: [(row: PeerRow, socket: SocketRecord)],
    _ peers: [(row: PeerRow, owners: Set<String>)],
    _ tree: String
  ) {
    // Two SO_REUSEPORT listeners have the same row, so the sets of both are compared.
    let left = Dictionary(grouping: sockets, by: \.row).mapValues {
      Set($0.map(\.socket.descriptors))
    }
    let right = Dictionary(grouping: peers, by: \.row).mapValues { Set($0.map(\.owners)) }
    for (row, descriptors) in left {
      if tree == "thread-held", right[row] == [[]] { continue }
      #expect(descriptors == right[row], "\(row)")
    }
  }

  /// - Parameter tree: As above. netstat shows only one of several owners.
  private func expectSameAccounts(
    _ sockets: [SocketRecord], _ peers: [PeerSocket], _ tree: String
  ) {
    var peers = Dictionary(grouping: peers, by: \.row)
    for socket in sockets {
      let row = PeerRow(forNetstat: socket)
      guard let index = peers[row]?.firstIndex(where: { $0.inode == socket.inode }),
        let other = peers[row]?.remove(at: index)
      else {
        Issue.record("netstat has no row of inode \(socket.inode): \(row)")
        continue
      }
      // Where portstat reports no user, netstat prints 0.
      #expect((socket.uid ?? 0) == other.userID, "\(row)")
      let owners = Set(socket.processes.map { String($0.pid) })
      #expect(other.owners.isSubset(of: owners), "\(row)")
      if tree != "thread-held" { #expect(owners.isEmpty == other.owners.isEmpty, "\(row)") }
    }
  }
}
