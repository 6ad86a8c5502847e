import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Owners that are kept from snapshot to snapshot. If one is wrong, people end the wrong process.
@Suite struct SnapshotSeriesTests {
  private static let ports: [UInt64: String] = [
    100: "127.0.0.1:80", 200: "127.0.0.1:81", 300: "127.0.0.1:82",
  ]

  private func tree(_ inodes: UInt64...) throws -> ProcTree {
    let tree = try ProcTree()
    try write(inodes, tree)
    return tree
  }

  private func write(_ inodes: [UInt64], _ tree: ProcTree) throws {
    try tree.writeTable(
      "tcp", inodes.map { .listener(Self.ports[$0] ?? "127.0.0.1:\($0)", inode: $0) })
  }

  private func series(_ tree: ProcTree) -> SnapshotSeries {
    SnapshotSeries(Query(requirements: .processName, procPath: tree.path))
  }

  /// `100 known 7[3] 8[4]`
  private func text(_ sockets: some Sequence<Socket>) -> [String] {
    sockets.map { socket in
      let owners = socket.owners.map { "\($0.pid)\($0.fds)" }
      return (["\(socket.inode)", socket.ownership?.rawValue ?? "-"] + owners)
        .joined(separator: " ")
    }
  }

  private func next(_ series: inout SnapshotSeries) throws -> [String] {
    text(try series.next().sockets)
  }

  /// The rows of the next snapshot after their owners are rechecked, as before output.
  private func rechecked(_ series: inout SnapshotSeries) throws -> [String] {
    let snapshot = try series.next()
    return text(try series.recheck(Array(snapshot.sockets), in: snapshot, .processName).sockets)
  }

  /// Replaces the directory of a process, as the kernel does if another process gets the PID.
  private func replaceProcess(
    _ pid: Int32, in tree: ProcTree, name: String, sockets: [Int32: UInt64]
  ) throws {
    let folder = tree.folder.url
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent("\(pid)"), to: folder.appendingPathComponent("old-\(pid)"))
    try tree.addProcess(pid, name: name, sockets: sockets)
  }

  /// Owners would change although nothing happens.
  @Test func anUnchangedTreeKeepsItsOwners() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addProcess(8, sockets: [4: 100])
    var series = series(tree)
    for _ in 0..<70 {
      #expect(try next(&series) == ["100 known 7[3] 8[4]", "200 unowned"])
    }
  }

  /// A program that starts after the first snapshot would never be shown as an owner.
  @Test func aNewProcessIsFound() throws {
    let tree = try tree(100)
    try tree.addProcess(7, sockets: [3: 100])
    var series = series(tree)
    _ = try series.next()
    try tree.addProcess(9, sockets: [3: 200, 5: 100])
    try write([100, 200], tree)
    #expect(try next(&series) == ["100 known 7[3] 9[5]", "200 known 9[3]"])
    #expect(series.hasProcess(7) && series.hasProcess(9) && !series.hasProcess(8))
  }

  /// A process that has ended would still be shown as an owner.
  @Test func anEndedProcessIsNotAnOwner() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, sockets: [3: 100, 4: 200])
    try tree.addProcess(8, sockets: [3: 100])
    var series = series(tree)
    _ = try series.next()
    try tree.remove("7")
    #expect(try next(&series) == ["100 known 8[3]", "200 unowned"])
    #expect(!series.hasProcess(7))
  }

  /// A new process would be shown with the sockets of an ended one whose PID it got.
  @Test func aProcessWithAReusedPIDIsScanned() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, name: "old", sockets: [3: 100])
    var series = series(tree)
    _ = try series.next()
    try replaceProcess(7, in: tree, name: "new", sockets: [3: 200])
    #expect(try next(&series) == ["100 unowned", "200 known 7[3]"])
  }

  /// A process that closes a socket and opens another one with the same descriptor number would
  /// keep the old one, as its number of descriptors is unchanged.
  @Test func aReusedDescriptorNumberIsNoticed() throws {
    let tree = try tree(100)
    try tree.addProcess(7, sockets: [3: 100])
    var series = series(tree)
    _ = try series.next()
    try tree.remove("7/fd/3")
    try tree.folder.link("7/fd/3", to: "socket:[200]")
    try write([200], tree)
    #expect(try next(&series) == ["200 known 7[3]"])
    // The same while both sockets are in the tables.
    try tree.remove("7/fd/3")
    try tree.folder.link("7/fd/3", to: "socket:[300]")
    try write([200, 300], tree)
    let shown = try rechecked(&series)
    #expect(shown.last == "300 known 7[3]")
    #expect(shown.first == "200 unowned" || shown.first == "200 gone")
    #expect(try next(&series) == ["200 unowned", "300 known 7[3]"])
  }

  /// A socket that is passed to another process would be shown with the process that gave it away.
  @Test func aPassedSocketBelongsToItsReceiver() throws {
    let tree = try tree(100)
    try tree.addProcess(7, sockets: [3: 100])
    // Both processes keep their number of descriptors.
    try tree.addProcess(8, descriptors: [3: "/dev/null"])
    var series = series(tree)
    _ = try series.next()
    try tree.remove("7/fd/3")
    try tree.remove("8/fd/3")
    try tree.folder.link("7/fd/3", to: "/dev/null")
    try tree.folder.link("8/fd/3", to: "socket:[100]")
    let first = try rechecked(&series)
    #expect(!first[0].contains("7["), "\(first)")
    #expect(try next(&series) == ["100 known 8[3]"])
    #expect(try rechecked(&series) == ["100 known 8[3]"])
  }

  /// A second owner would never be found if its number of descriptors is unchanged.
  @Test func aSecondOwnerIsFoundEventually() throws {
    let tree = try tree(100)
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addProcess(8, descriptors: [3: "/dev/null"])
    var series = series(tree)
    _ = try series.next()
    try tree.remove("8/fd/3")
    try tree.folder.link("8/fd/3", to: "socket:[100]")
    var last: [String] = []
    for _ in 0..<40 { last = try next(&series) }
    #expect(last == ["100 known 7[3] 8[3]"])
  }

  /// A socket that only a thread has open would have an owner in some updates and none in others.
  @Test func aSocketOfAThreadKeepsItsOwner() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    var series = series(tree)
    for _ in 0..<40 {
      #expect(try rechecked(&series) == ["100 known 7[5]", "200 known 7[3]"])
    }
    try tree.remove("7/task/9")
    #expect(try rechecked(&series).first?.contains("7[") == false)
    #expect(try next(&series) == ["100 unowned", "200 known 7[3]"])
  }

  /// A socket that only a thread has open would lose its owner when its process closes another
  /// socket.
  @Test func aSocketOfAThreadKeepsItsOwnerWhenAnotherIsClosed() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    var series = series(tree)
    let snapshot = try series.next()
    try tree.remove("7/fd/3")
    let shown = try series.recheck(Array(snapshot.sockets), in: snapshot, .processName).sockets
    #expect(text(shown) == ["100 known 7[5]", "200 gone"])
  }

  /// A process that closed the socket, or that only reuses the PID of its owner, would be shown as
  /// the owner.
  @Test func recheckRemovesProcessesThatReleasedTheSocket() throws {
    let tree = try tree(100, 200, 300)
    try tree.addProcess(7, name: "closes", sockets: [3: 100, 4: 200])
    try tree.addProcess(8, name: "ends", sockets: [3: 100])
    try tree.addProcess(9, name: "old", sockets: [3: 300, 4: 100])
    var series = series(tree)
    let snapshot = try series.next()
    #expect(
      text(snapshot.sockets) == [
        "100 known 7[3] 8[3] 9[4]", "200 known 7[4]", "300 known 9[3]",
      ])
    try tree.remove("7/fd/4")
    try tree.remove("8")
    try replaceProcess(9, in: tree, name: "new", sockets: [3: 100])
    let sockets = try series.recheck(Array(snapshot.sockets), in: snapshot, .processName).sockets
    #expect(text(sockets) == ["100 known 7[3] 9[3]", "200 gone", "300 gone"])
    let names = sockets[0].owners.map { $0.name ?? "?" }
    #expect(names == ["closes", "new"])
  }

  /// Only the first update would report that a process cannot be read; later ones would claim that
  /// its sockets have no owner.
  @Test func anUnreadableProcessIsReportedInEachSnapshot() throws {
    let tree = try tree(100)
    try tree.addUnreadableProcess(8)
    var series = series(tree)
    for _ in 0..<3 {
      let snapshot = try series.next()
      #expect(text(snapshot.sockets) == ["100 denied"])
      #expect(snapshot.unreadableProcesses == 1)
    }
  }

  /// An owner would be shown that does not have the socket open, after a sequence of changes that
  /// no other test covers.
  @Test func recheckedOwnersAreRightAfterRandomChanges() throws {
    var random = SeededGenerator(seed: 5)
    let inodes: [UInt64] = [100, 200, 300]
    let tree = try tree(100, 200, 300)
    let pids: [Int32] = [7, 8, 9]
    for pid in pids { try tree.addProcess(pid, descriptors: [3: "/dev/null", 4: "/dev/null"]) }
    var series = series(tree)
    var checked = 0
    for round in 0..<200 {
      let (pid, fd) = (pids.randomElement(using: &random)!, Int.random(in: 3...4, using: &random))
      let target =
        Bool.random(using: &random)
        ? "/dev/null" : "socket:[\(inodes.randomElement(using: &random)!)]"
      try tree.remove("\(pid)/fd/\(fd)")
      try tree.folder.link("\(pid)/fd/\(fd)", to: target)
      let snapshot = try series.next()
      for socket in try series.recheck(Array(snapshot.sockets), in: snapshot, []).sockets {
        for owner in socket.owners {
          for number in owner.fds {
            let link = try FileManager.default.destinationOfSymbolicLink(
              atPath: "\(tree.path)/\(owner.pid)/fd/\(number)")
            #expect(link == "socket:[\(socket.inode)]", "round \(round)")
            checked += 1
          }
        }
        #expect((socket.ownership == .known) == !socket.owners.isEmpty)
      }
    }
    #expect(checked > 200)
  }

  /// A process that cannot be read when its sockets are about to be shown may still have them open: the
  /// socket without an owner needs a reason, and the user a note.
  @Test func anErrorDuringARecheckIsReported() throws {
    let tree = try tree(100, 200)
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addProcess(8, sockets: [3: 200])
    var series = series(tree)
    let snapshot = try series.next()
    #expect(snapshot.issues.isEmpty)
    try tree.remove("7/fd")
    try tree.folder.link("7/fd", to: "fd")  // ELOOP, which no process that ended causes
    let (sockets, issues) = try series.recheck(
      Array(snapshot.sockets), in: snapshot, .processName)
    #expect(text(sockets) == ["100 denied", "200 known 8[3]"])
    let error = SystemError(.open, "\(tree.path)/7/fd", code: ELOOP)
    #expect(issues == [.unreadableProcesses(count: 1, firstError: error)])
  }
}
