import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct OwnerResolutionTests {
  /// The wrong reason for a missing owner would be shown, and each sends people another way.
  @Test func aSocketWithoutAnOwnerIsUnownedIfItIsStillInTheTables() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    let found = try resolution(tree, [100, 300])
    #expect(found.descriptors.isEmpty)
    #expect(found.ownership(of: 100) == .unowned)
    // No longer in the tables: closed during the search.
    #expect(found.ownership(of: 300) == .gone)
    #expect(found.issues.isEmpty)
  }

  /// A socket would be reported to have no owner, although a process that could not be read may
  /// have it open.
  @Test func aSocketWithoutAnOwnerIsDeniedIfAProcessIsUnreadable() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addUnreadableProcess(8)
    let found = try resolution(tree, [100, 200])
    #expect(found.descriptors.map(\.pid) == [7])
    #expect(found.ownership(of: 100) == .denied)
    #expect(
      found.issues == [
        .unreadableProcesses(
          count: 1, firstError: SystemError(.open, "\(tree.path)/8/fd", code: ELOOP))
      ])
  }

  /// In a container with the host's network namespace, sockets of the host's processes were called unowned, and
  /// the result complete.
  @Test(arguments: [("pid:[4026532777]", true), ("pid:[4026531836]", false)])
  func aSocketWithoutAnOwnerInAPIDNamespaceIsDenied(namespace: String, isNested: Bool) throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:7201", inode: 100), .listener("127.0.0.1:7202", inode: 200),
    ])
    try tree.addProcess(7, sockets: [3: 200])
    try tree.folder.link("self/ns/pid", to: namespace)
    let found = try resolution(tree, [100, 200, 300])
    #expect(found.ownership(of: 100) == (isNested ? .denied : .unowned))
    #expect(found.ownership(of: 200) == .known)
    // No longer in the tables: that it closed is certain.
    #expect(found.ownership(of: 300) == .gone)
    #expect(found.issues == (isNested ? [.processesOutsideNamespace] : []))
    #expect(found.coversMachine == !isNested)
  }

  /// A recording of the tables alone was a complete result in which no process has any socket open: no process
  /// was read.
  @Test func withoutAnyProcessNothingIsKnownOfOwners() throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("127.0.0.1:7203", inode: 100)], in: "net")
    let found = try resolution(tree, [100])
    #expect(found.ownership(of: 100) == .denied)
    #expect(found.issues == [.missingDescriptors])
    #expect(found.unreadableProcesses.includesUnlisted)
  }

  /// The sockets of a recorded process without its descriptors would be reported to have no owner.
  @Test(arguments: ["7/fd", "7"])
  func aProcessWithoutItsTableIsUnreadable(lost: String) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    try tree.remove(lost)
    try tree.folder.write(Data(), to: lost)
    let found = try resolution(tree, [100])
    #expect(found.ownership(of: 100) == .denied)
    #expect(found.issues.count == 1)
  }

  /// A socket that only a thread has open would have no owner: the first scan reads the tables of
  /// processes, the second those of threads.
  @Test func aSocketOfAThreadAloneIsFound() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    let found = try resolution(tree, [100, 200])
    #expect(found.descriptors.sorted().map(\.inode) == [100, 200])
    #expect(found.descriptors.sorted().map(\.threadID) == [9, 7])
  }

  /// A scan that starts before the rows are read would find other owners than a later one, or the
  /// details of processes without any of these sockets would be read.
  @Test func anEarlyScanFindsTheRequestedOwnersOnly() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200, 4: 100, 5: 300])
    try tree.addProcess(8, sockets: [3: 300])
    let proc = try ProcFileSystem(tree.path)
    var finder = try OneShotOwnerFinder(
      proc, Query(procPath: tree.path).readPlan, startsNow: true)
    let found = try finder.owners(of: [100, 100])
    #expect(found.owners.descriptors(of: 100).map(\.fd) == [4])
    #expect(found.pids == [7])
    #expect(found.ownership(of: 100) == .known)
  }

  /// A socket would be called "gone" although its owner can merely not be read any more, for
  /// example at the limit on open files.
  @Test func aProcessThatCannotBeRecheckedIsDenied() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    var found = try resolution(tree, [100])
    try tree.remove("7")
    try tree.folder.link("7", to: "7")
    #expect(
      OwnerRecheck(try ProcFileSystem(tree.path)).readProcesses([7], .processName, of: &found)
        .isEmpty)
    #expect(found.descriptors.isEmpty)
    #expect(found.ownership(of: 100) == .denied)
    #expect(found.issues.count == 1)
  }

  /// A socket would be called "gone" although only its table cannot be read again.
  @Test func aTableThatCannotBeReadAgainMakesNoSocketGone() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "tcp")
    let found = try resolution(tree, [100])
    #expect(found.ownership(of: 100) == .unowned)
    let error = SystemError(.open, "\(tree.path)/self/net/tcp", code: ELOOP)
    #expect(found.issues == [.unreadableTable(error)])
  }

  /// A process that closed a socket before its name was read would be shown as the owner.
  @Test func aProcessThatReleasedItsSocketsIsNotAnOwner() throws {
    let tree = try ProcTree()
    try tree.addProcess(7, name: "stays", sockets: [3: 100])
    try tree.addProcess(8, name: "closed", sockets: [3: 100, 4: 200])
    try tree.addProcess(9, name: "ended", sockets: [3: 300])
    try tree.addProcess(10, name: "closed one", sockets: [3: 400, 4: 500])
    try tree.addProcess(11, name: "another", sockets: [3: 600])
    var found = try resolution(tree, [100, 200, 300, 400, 500, 600])

    try tree.remove("8/fd/3")
    try tree.remove("8/fd/4")
    try tree.remove("9")
    try tree.remove("10/fd/3")
    try tree.remove("11/fd/3")
    try tree.folder.link("11/fd/3", to: "socket:[601]")  // the descriptor number is reused
    let root = try ProcFileSystem(tree.path)
    let details = OwnerRecheck(root).readProcesses([7, 8, 9, 10, 11], .processName, of: &found)

    #expect(details.keys.sorted() == [7, 10])
    #expect(details[7]?.name == "stays")
    #expect(found.descriptors.map { "\($0.inode) \($0.pid)" } == ["100 7", "500 10"])
    for inode in [200, 300, 400, 600] as [UInt64] {
      #expect(found.ownership(of: inode) == .gone)
    }
  }

  /// A socket whose owner closed it would be called "denied" because an unrelated process cannot be
  /// read.
  @Test func aReleasedSocketIsGoneDespiteAnUnreadableProcess() throws {
    let tree = try ProcTree()
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addUnreadableProcess(8)
    var found = try resolution(tree, [100, 200])
    try tree.remove("7/fd/3")
    let root = try ProcFileSystem(tree.path)
    #expect(OwnerRecheck(root).readProcesses([7], .processName, of: &found).isEmpty)
    #expect(found.ownership(of: 100) == .gone)
    #expect(found.ownership(of: 200) == .denied)
  }

  /// A process would lose a socket that only one of its threads has open when its owners are
  /// rechecked.
  @Test func aProcessWhoseThreadHasTheSocketIsKept() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [:])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    var found = try resolution(tree, [100])
    let root = try ProcFileSystem(tree.path)
    let details = OwnerRecheck(root).readProcesses([7], .processName, of: &found)
    #expect(details.keys.sorted() == [7])
    #expect(found.descriptors.map(\.inode) == [100])
  }

  /// Unreadable processes would be reported although no owner was searched for.
  @Test func withoutSocketsNoProcessIsScanned() throws {
    let tree = try ProcTree()
    try tree.addUnreadableProcess(8)
    #expect(try resolution(tree, []).issues.isEmpty)
  }

  private func resolution(_ tree: ProcTree, _ inodes: [UInt64]) throws -> OwnerResolution {
    var finder = try OneShotOwnerFinder(
      ProcFileSystem(tree.path), Query(procPath: tree.path).readPlan, startsNow: false)
    return try finder.owners(of: inodes)
  }
}
