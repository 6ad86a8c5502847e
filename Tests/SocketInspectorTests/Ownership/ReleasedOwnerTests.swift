import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Processes that end, close their sockets or execute another program between the scan and the
/// output.
@Suite struct ReleasedOwnerTests {
  /// Takes a snapshot of a tree that is changed after the owners were found.
  private func snapshot(
    _ tree: ProcTree, _ fields: Requirements, _ filter: Filter = Filter(),
    change: @escaping () throws -> Void
  ) throws -> [String] {
    let query = Query(filter: filter, requirements: fields.union(.owners), procPath: tree.path)
    let proc = try ProcFileSystem(tree.path)
    var owners = OwnersByClosure { (inodes) throws(SystemError) in
      var finder = try OneShotOwnerFinder(proc, query.readPlan, startsNow: false)
      let found = try finder.owners(of: inodes)
      do { try change() } catch { throw SystemError(.open, "\(error)", code: EIO) }
      return found
    }
    let snapshot = try Snapshot.capture(query, in: proc, &owners)
    return snapshot.sockets.map { socket in
      let owners = socket.owners.map { "\($0.pid)\($0.fds)" }
      return (["\(socket.inode)", socket.ownership?.rawValue ?? "-"] + owners)
        .joined(separator: " ")
    }
  }

  private static let fields: [Requirements] = [[], .processName, .all]

  /// `kill $(portstat -q 80)` would end another process that got the PID, or one that has closed
  /// the port. `-q` and `--columns pid` read no details, so they need a recheck of their own.
  @Test(arguments: fields)
  func aProcessThatEndedOrReleasedTheSocketIsNotAnOwner(fields: Requirements) throws {
    let tree = try ProcTree(
      tcp: (1...5).map { .listener("127.0.0.1:\($0)", inode: UInt64($0 * 100)) })
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addProcess(8, sockets: [3: 200, 4: 300])
    try tree.addProcess(9, sockets: [3: 400])
    try tree.addProcess(10, sockets: [3: 500, 4: 100])
    let rows = try snapshot(tree, fields) {
      try tree.remove("8/fd/3")
      try tree.remove("9")
      try tree.remove("10")
      try tree.addProcess(10, name: "another", sockets: [3: 600])
    }
    #expect(
      rows == [
        "100 known 7[3]", "200 gone", "300 known 8[4]", "400 gone", "500 gone",
      ])
  }

  /// With a filter by owner, which reads the processes first, a process would be shown that has
  /// closed the socket.
  @Test(arguments: fields)
  func aProcessThatReleasedTheSocketDoesNotMatchAFilterByOwner(fields: Requirements) throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 200),
    ])
    try tree.addProcess(7, sockets: [3: 100, 4: 200])
    var filter = Filter()
    filter.pids.included = [7]
    let rows = try snapshot(tree, fields, filter) { try tree.remove("7/fd/3") }
    #expect(rows.contains("200 known 7[4]"))
    #expect(!rows.contains { $0.hasPrefix("100 known") })
  }

  /// A process that moved its socket to another descriptor number, as dup2(2) does, would no longer
  /// be its owner.
  @Test(arguments: fields)
  func aSocketWithAnotherDescriptorNumberKeepsItsOwner(fields: Requirements) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addThread(9, of: 7, sockets: [:])
    let rows = try snapshot(tree, fields) {
      try tree.remove("7/fd/3")
      try tree.folder.link("7/fd/2", to: "socket:[100]")
    }
    #expect(rows == ["100 known 7[2]"])
  }

  /// A process that closed all of its many sockets would still be their owner: only some of them
  /// are rechecked one by one.
  @Test func aProcessThatClosedManySocketsIsNotTheirOwner() throws {
    let count = ProcessImage.descriptorLimit * 3
    let tree = try ProcTree(
      tcp: (1...count).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    try tree.addProcess(
      7, sockets: Dictionary(uniqueKeysWithValues: (1...count).map { (Int32($0), UInt64($0)) }))
    let query = Query(procPath: tree.path)
    let proc = try ProcFileSystem(tree.path)
    var finder = try OneShotOwnerFinder(proc, query.readPlan, startsNow: false)
    var found = try finder.owners(of: (1...UInt64(count)).map { $0 })
    #expect(OwnerRecheck(proc).readProcesses([7], [], of: &found).count == 1)
    for fd in 1...count { try tree.remove("7/fd/\(fd)") }
    _ = OwnerRecheck(proc).readProcesses([7], [], of: &found)
    #expect(found.owners.descriptors.count < count)
  }

  /// A program would be shown as the owner of sockets that were closed when it was executed. If the
  /// addresses in `auxv` changed, each of the many sockets of a process is rechecked.
  @Test func socketsThatExecClosedDoNotBelongToTheNewProgram() throws {
    let count = ProcessImage.descriptorLimit * 3
    let inodes = (1...UInt64(count)).map { $0 }
    let tree = try ProcTree(empty: ())
    let sockets = inodes.map { (Int32($0), $0) }
    try tree.addProcess(7, sockets: Dictionary(uniqueKeysWithValues: sockets))
    try tree.folder.write("before", to: "7/auxv")
    let proc = try ProcFileSystem(tree.path)
    let scan = try ConcurrentScan(proc, wanted: nil).finish()
    #expect(scan.images[7]?.vector == Array("before".utf8))
    #expect(scan.images[7]?.earlier.count == ProcessImage.descriptorLimit)
    func owned() throws -> Int {
      var found = OwnerResolution(of: inodes, scan)
      _ = OwnerRecheck(proc).readProcesses([7], [], of: &found)
      return found.owners.descriptors.count
    }
    // The last one that was found is not among those that are always rechecked.
    let last = try #require(
      scan.descriptors.first { descriptor in
        scan.images[7]?.earlier.contains(descriptor) == false
      })
    #expect(try owned() == count)
    try tree.remove("7/fd/\(last.fd)")
    // Unchanged addresses prove nothing if the number of descriptors is unknown.
    #expect(try owned() == count - 1)
    try tree.folder.write("after", to: "7/auxv")
    #expect(try owned() == count - 1)
    try tree.remove("7/auxv")
    #expect(try owned() == count - 1)
  }
}
