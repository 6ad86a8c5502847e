import Foundation
import TestSupport
import Testing

/// The same sockets as ss, netstat and lsof see them.
@Suite struct DifferentialTests {
  /// The trees whose tables ss and netstat read as they stand. `damaged` is left out: both take
  /// lines for rows that are none, and show rows twice that the kernel repeated.
  static let trees = Fixtures.names.filter { $0 != "damaged" }

  /// A socket that ss shows and portstat does not, or the other way round, or in another state.
  @Test(
    .enabled(if: Program.isInstalled("ss"), "ss is not installed"), arguments: trees)
  func rowsAndOwnersOfARecordingAreThoseOfSS(tree: String) throws {
    var ss = try Program.installed("ss")
    ss.environment["PROC_ROOT"] = Fixtures.path(tree)
    let theirs = PeerOutput.ss(try ss.run("-H", "-tuanpO").output)
    let ours = try SocketRecord.records(["--proc", Fixtures.path(tree)])
    expectSame(ours.map(PeerRow.init(forSS:)), theirs.map(\.row))
    expectSameDescriptors(
      ours.map { (PeerRow(forSS: $0), $0) }, theirs.map { ($0.row, $0.owners) }, tree)
  }

  /// The same against netstat, which also tells inode, user, and IPv4 from IPv6 wildcards.
  @Test(
    .enabled(if: Program.isInstalled("netstat"), "netstat is not installed"),
    .enabled(if: Capabilities.makesNamespaces, "needs root: the tree is mounted over /proc"),
    arguments: trees)
  func rowsOfARecordingAreThoseOfNetstat(tree: String) throws {
    let line = "mount --bind \"$1\" /proc && exec netstat -tuanpeW"
    let run = try Program.installed("unshare")
      .run("--mount", "--", "sh", "-c", line, "sh", Fixtures.path(tree))
    try #require(run.status == 0, "\(run.errorText)")
    let theirs = PeerOutput.netstat(run.output)
    let ours = try SocketRecord.records(["--proc", Fixtures.path(tree)])
    expectSame(ours.map(PeerRow.init(forNetstat:)), theirs.map(\.row))
    expectSameAccounts(ours, theirs, tree)
  }

  /// What holds for recordings does not hold for sockets that are there.
  @Test(
    .enabled(
      if: Program.isInstalled("ss", "netstat", "lsof"), "ss, netstat or lsof is not installed"),
    .enabled(if: Capabilities.runsLab, "needs root, python3 and ip: see lab.py"),
    arguments: [
      "web-server", "shared-listener", "every-state", "ipv6-mapped", "thread-held", "hostile-names",
    ])
  func liveRowsAreThoseOfOtherPrograms(situation: String) throws {
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

    let ours = try SocketRecord.records(try read("before"))
    let theirs = PeerOutput.ss(try read("ss"))
    // The queue of a listener is its backlog limit in sock_diag, which ss reads here.
    let isListening = { (row: PeerRow) in row.state == "LISTEN" }
    let comparable = theirs.map { socket in
      var row = socket.row
      if isListening(row) { row.sendQueue = 0 }
      return row
    }
    expectSame(ours.map(PeerRow.init(forSS:)), comparable)
    expectSameDescriptors(
      ours.map { (PeerRow(forSS: $0), $0) }, zip(comparable, theirs).map { ($0, $1.owners) },
      situation)

    let netstat = PeerOutput.netstat(try read("netstat"))
    expectSame(ours.map(PeerRow.init(forNetstat:)), netstat.map(\.row))
    expectSameAccounts(ours, netstat, situation)

    let lsof = PeerOutput.lsof(try read("lsof"))
    for socket in ours where situation != "thread-held" {
      #expect(socket.descriptors == lsof[socket.inode] ?? [], "\(socket)")
    }
    #expect(Set(lsof.keys).isSubset(of: Set(ours.map(\.inode))), "a socket that only lsof shows")
    #expect(
      Set(ours.map(PeerRow.init(forSS:)))
        == Set(try SocketRecord.records(try read("after")).map(PeerRow.init(forSS:))))
  }

  /// The same without root: what a user sees of the own sockets.
  @Test(.enabled(if: Program.isInstalled("ss"), "ss is not installed"))
  func ownSocketsAreThoseOfSS() throws {
    let sockets = try LiveSocket.Family.available.flatMap { family in
      try LiveSocket.Kind.allCases.map { (kind: $0, try LiveSocket.bound(family, $0)) }
    }
    let ports = Set(try sockets.map { String(try $0.1.port) })
    let mine = "\(getpid())/"
    let theirs = PeerOutput.ss(try Program.installed("ss").run("-H", "-tuanpO").output)
    let ours = try SocketRecord.records(ports.sorted())
    for (kind, socket) in sockets {
      let local = "\(socket.family.loopback):\(try socket.port)"
      let row = try #require(
        ours.first { $0.protocol == kind.rawValue && PeerRow(forSS: $0).local == local })
      // A test that starts a program at this moment shares the socket with it until exec.
      let descriptors = row.descriptors.filter { $0.hasPrefix(mine) }
      #expect(descriptors == ["\(mine)\(socket.fd)"])
      let other = try #require(
        theirs.first { $0.row.table == kind.rawValue && $0.row.local == local })
      #expect(other.owners.filter { $0.hasPrefix(mine) } == descriptors)
    }
  }

  // MARK: -

  private func expectSame(
    _ ours: [PeerRow], _ theirs: [PeerRow], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(!ours.isEmpty, sourceLocation: sourceLocation)
    let (left, right) = (ours.map(\.description).sorted(), theirs.map(\.description).sorted())
    let difference = right.difference(from: left)
    #expect(difference.isEmpty, sourceLocation: sourceLocation)
  }

  /// - Parameter tree: In `thread-held` the others look into no thread's own table, and show fewer
  ///   owners than there are.
  private func expectSameDescriptors(
    _ ours: [(row: PeerRow, socket: SocketRecord)], _ theirs: [(row: PeerRow, owners: Set<String>)],
    _ tree: String
  ) {
    // Two SO_REUSEPORT listeners are the same row: the sets of both are compared.
    let left = Dictionary(grouping: ours, by: \.row).mapValues { Set($0.map(\.socket.descriptors)) }
    let right = Dictionary(grouping: theirs, by: \.row).mapValues { Set($0.map(\.owners)) }
    for (row, descriptors) in left {
      if tree == "thread-held", right[row] == [[]] { continue }
      #expect(descriptors == right[row], "\(row)")
    }
  }

  /// - Parameter tree: As above; netstat shows one owner of several.
  private func expectSameAccounts(
    _ ours: [SocketRecord], _ theirs: [PeerSocket], _ tree: String
  ) {
    var theirs = Dictionary(grouping: theirs, by: \.row)
    for socket in ours {
      let row = PeerRow(forNetstat: socket)
      guard let index = theirs[row]?.firstIndex(where: { $0.inode == socket.inode }),
        let other = theirs[row]?.remove(at: index)
      else {
        Issue.record("netstat has no row of inode \(socket.inode): \(row)")
        continue
      }
      // Where portstat says that there is no user, netstat says 0.
      #expect((socket.uid ?? 0) == other.userID, "\(row)")
      let owners = Set(socket.processes.map { String($0.pid) })
      #expect(other.owners.isSubset(of: owners), "\(row)")
      if tree != "thread-held" { #expect(owners.isEmpty == other.owners.isEmpty, "\(row)") }
    }
  }
}
