import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct OwnerResolutionTests {
  /// Why a socket has no owner that can be shown: each reason sends people another way.
  @Test func aSocketWithoutAnOwnerIsUnheldWhenItIsStillInTheTables() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    let found = try findings(tree, [100, 300])
    #expect(found.descriptors.isEmpty)
    #expect(found.ownership(of: 100) == .unowned)
    // Not in the tables any more: closed while it was looked for.
    #expect(found.ownership(of: 300) == .gone)
    #expect(found.issues.isEmpty)
  }

  /// Where a process could not be read, it may be the owner of everything.
  @Test func withAnUnreadableProcessASocketWithoutAnOwnerIsDenied() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addUnreadableProcess(8)
    let found = try findings(tree, [100, 200])
    #expect(found.descriptors.map(\.pid) == [7])
    #expect(found.ownership(of: 100) == .denied)
    #expect(
      found.issues == [
        .unreadableProcesses(
          count: 1, firstError: SystemError(.open, "\(tree.path)/8/fd", code: ELOOP))
      ])
  }

  /// A recording in which a process has lost its descriptors does not say that nobody holds them.
  @Test(arguments: ["7/fd", "7"])
  func aProcessWithoutItsTableIsUnreadable(lost: String) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    try tree.remove(lost)
    try tree.folder.write(Data(), to: lost)
    let found = try findings(tree, [100])
    #expect(found.ownership(of: 100) == .denied)
    #expect(found.issues.count == 1)
  }

  /// The first walk knows only each process's own table; the second one finds the threads'.
  @Test func aSocketThatOnlyAThreadHoldsIsFound() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 200])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    let found = try findings(tree, [100, 200])
    #expect(found.descriptors.sorted().map(\.inode) == [100, 200])
    #expect(found.descriptors.sorted().map(\.threadID) == [9, 7])
  }

  /// A walk that began before the rows were known gives the same as one that began after: of the
  /// processes that hold nothing of what is shown, nothing is read.
  @Test func anEarlyWalkNamesTheProcessesThatAreNeeded() throws {
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

  /// A process that cannot be looked at again, for lack of descriptors or a right, is not gone: it
  /// may still be the owner, and nobody may be told that the socket vanished.
  @Test func aProcessThatCannotBeLookedAtAgainIsDenied() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [3: 100])
    var found = try findings(tree, [100])
    try tree.remove("7")
    try tree.folder.link("7", to: "7")
    #expect(
      OwnerRecheck(try ProcFileSystem(tree.path)).readProcesses([7], .processName, of: &found)
        .isEmpty)
    #expect(found.descriptors.isEmpty)
    #expect(found.ownership(of: 100) == .denied)
    #expect(found.issues.count == 1)
  }

  /// Where a table cannot be read again, nothing says that a socket is closed by now.
  @Test func aTableThatCannotBeReadAgainMakesNoSocketVanish() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "tcp")
    let found = try findings(tree, [100])
    #expect(found.ownership(of: 100) == .unowned)
    let error = SystemError(.open, "\(tree.path)/self/net/tcp", code: ELOOP)
    #expect(found.issues == [.unreadableTable(error)])
  }

  /// A process that let go of its sockets before its name was read must not be shown with them.
  @Test func aProcessThatLetGoOfItsSocketsIsTakenOut() throws {
    let tree = try ProcTree()
    try tree.addProcess(7, name: "stays", sockets: [3: 100])
    try tree.addProcess(8, name: "closed", sockets: [3: 100, 4: 200])
    try tree.addProcess(9, name: "ended", sockets: [3: 300])
    try tree.addProcess(10, name: "closed one", sockets: [3: 400, 4: 500])
    try tree.addProcess(11, name: "another", sockets: [3: 600])
    var found = try findings(tree, [100, 200, 300, 400, 500, 600])

    try tree.remove("8/fd/3")
    try tree.remove("8/fd/4")
    try tree.remove("9")
    try tree.remove("10/fd/3")
    try tree.remove("11/fd/3")
    try tree.folder.link("11/fd/3", to: "socket:[601]")  // the number is used again
    let root = try ProcFileSystem(tree.path)
    let details = OwnerRecheck(root).readProcesses([7, 8, 9, 10, 11], .processName, of: &found)

    #expect(details.keys.sorted() == [7, 10])
    #expect(details[7]?.name == Array("stays".utf8))
    #expect(found.descriptors.map { "\($0.inode) \($0.pid)" } == ["100 7", "500 10"])
    for inode in [200, 300, 400, 600] as [UInt64] {
      #expect(found.ownership(of: inode) == .gone)
    }
  }

  /// What was seen to go away has gone away, whoever else could not be read.
  @Test func aSocketThatWasLetGoOfIsVanishedAlsoBesideAnUnreadableProcess() throws {
    let tree = try ProcTree()
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addUnreadableProcess(8)
    var found = try findings(tree, [100, 200])
    try tree.remove("7/fd/3")
    let root = try ProcFileSystem(tree.path)
    #expect(OwnerRecheck(root).readProcesses([7], .processName, of: &found).isEmpty)
    #expect(found.ownership(of: 100) == .gone)
    #expect(found.ownership(of: 200) == .denied)
  }

  /// A thread's own table counts when it is looked at whether the process still holds a socket.
  @Test func aProcessThatHoldsASocketThroughAThreadIsKept() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7, sockets: [:])
    try tree.addThread(9, of: 7, sockets: [5: 100])
    var found = try findings(tree, [100])
    let root = try ProcFileSystem(tree.path)
    let details = OwnerRecheck(root).readProcesses([7], .processName, of: &found)
    #expect(details.keys.sorted() == [7])
    #expect(found.descriptors.map(\.inode) == [100])
  }

  /// With nothing to look for no process is touched: an unreadable one is nothing to report.
  @Test func nothingIsWalkedForNothing() throws {
    let tree = try ProcTree()
    try tree.addUnreadableProcess(8)
    #expect(try findings(tree, []).issues.isEmpty)
  }

  private func findings(_ tree: ProcTree, _ inodes: [UInt64]) throws -> OwnerResolution {
    var finder = try OneShotOwnerFinder(
      ProcFileSystem(tree.path), Query(procPath: tree.path).readPlan, startsNow: false)
    return try finder.owners(of: inodes)
  }
}
