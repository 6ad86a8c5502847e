import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// The owners that the live view and the event streams keep from update to update. Each test covers
/// one rule of ``OwnerCache``, and fails without it.
@Suite struct CachedOwnerFinderTests {
  /// A tree and a finder with the owners of its sockets.
  private final class CachedTree {
    let tree: ProcTree
    var finder: CachedOwnerFinder

    /// - Parameter inodes: The sockets in the tables.
    init(_ inodes: UInt64...) throws {
      tree = try ProcTree()
      finder = CachedOwnerFinder(
        OwnerCache(), try ProcFileSystem(tree.path), Query(procPath: tree.path).readPlan)
      try write(inodes)
    }

    func write(_ inodes: [UInt64]) throws {
      try tree.writeTable("tcp", inodes.map { .listener("127.0.0.1:\($0)", inode: $0) })
    }

    /// Makes a descriptor refer to something else. The number of descriptors stays.
    func change(_ fd: String, to target: String) throws {
      try tree.remove(fd)
      try tree.folder.link(fd, to: target)
    }

    /// Performs an update. Returns the owners of these sockets: `100 known 7[3]`.
    func update(_ inodes: Set<UInt64>) throws -> [String] {
      try finder.refresh()
      return text(try finder.owners(of: Array(inodes)), inodes)
    }

    /// Rechecks the owners of these sockets, as before output.
    func recheck(_ inodes: Set<UInt64>) throws -> [String] {
      text(try finder.recheck(inodes), inodes)
    }

    func text(_ found: OwnerResolution, _ inodes: Set<UInt64>) -> [String] {
      inodes.sorted().map { inode in
        let owners = found.owners.descriptors(of: inode).map { "\($0.pid)[\($0.fd)]" }
        return (["\(inode)", found.ownership(of: inode).rawValue] + owners).joined(separator: " ")
      }
    }
  }

  // MARK: Which processes are scanned again

  /// A second descriptor of a socket would be shown late: a process with more descriptors is scanned at
  /// the next update.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func aProcessWithMoreDescriptorsIsScanned() throws {
    let python = try PythonSession()
    try python.run("s = socket.create_server(('127.0.0.1', 0))")
    let first = try #require(Int32(try python.run("answer = s.fileno()")))
    let inode = try #require(UInt64(try python.run("answer = os.fstat(s.fileno()).st_ino")))
    var finder = CachedOwnerFinder(OwnerCache(), try ProcFileSystem("/proc"), Query().readPlan)
    var fds = [first]
    // Several times, because one process in 32 is scanned anyway.
    for _ in 0..<4 {
      try finder.refresh()
      let found = try finder.owners(of: [inode])
      #expect(found.owners.descriptors(of: inode).map(\.pid) == fds.map { _ in python.pid })
      #expect(found.owners.descriptors(of: inode).map(\.fd) == fds)
      fds.append(try #require(Int32(try python.run("answer = os.dup(s.fileno())"))))
      fds.sort()
    }
  }

  /// A process would be shown with the sockets of an ended one whose PID it got.
  @Test func aProcessWithAReusedPIDIsScanned() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, sockets: [3: 100])
    #expect(try cached.update([100]) == ["100 known 7[3]"])
    // Moved instead of removed, so that the new directory cannot reuse its inode number.
    let folder = cached.tree.folder.url
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent("7"), to: folder.appendingPathComponent("old"))
    try cached.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100]) == ["100 unowned"])
  }

  /// A process that replaces a socket, so that its number of descriptors is unchanged, would keep
  /// the old one; or each update would scan all processes, which costs as much as no cache.
  @Test func onlyTheProcessThatLostASocketIsScanned() throws {
    let cached = try CachedTree(100, 200)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, descriptors: [3: "socket:[200]", 4: "/dev/null"])
    #expect(try cached.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try cached.write([200, 300])
    try cached.change("7/fd/3", to: "socket:[300]")
    try cached.change("8/fd/4", to: "socket:[200]")  // a scan of all processes would find this
    #expect(try cached.update([200, 300]) == ["200 known 8[3]", "300 known 7[3]"])
  }

  /// A change without any sign, such as a socket received in place of a file, would never be
  /// noticed.
  @Test func everyProcessIsScannedPeriodically() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100]) == ["100 known 7[3]"])
    try cached.change("8/fd/3", to: "socket:[100]")
    var rounds = 0
    while rounds < 40, try cached.update([100]) == ["100 known 7[3]"] { rounds += 1 }
    #expect(rounds > 0 && rounds < 32)
    #expect(try cached.update([100]) == ["100 known 7[3] 8[3]"])
  }

  /// A new socket would be shown without its owner, because no sign says which process opened it.
  @Test func aSocketWithoutKnownOwnerIsSearchedForInAllProcesses() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100]) == ["100 known 7[3]"])
    try cached.write([100, 300])
    try cached.change("8/fd/3", to: "socket:[300]")
    #expect(try cached.update([100, 300]) == ["100 known 7[3]", "300 known 8[3]"])
  }

  // MARK: Sockets without an owner

  /// A socket that is closed during the search would be reported as one that no process has open.
  @Test func aSocketClosedDuringTheSearchIsNotUnowned() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100, 300]) == ["100 unowned", "300 gone"])
    // A new socket with the same inode number is searched for.
    try cached.write([100, 300])
    try cached.change("7/fd/3", to: "socket:[300]")
    #expect(try cached.update([100, 300]) == ["100 unowned", "300 known 7[3]"])
  }

  /// Sockets of the kernel, which have no owner, would make each update scan all processes.
  @Test func aSocketWithoutAnOwnerIsSearchedForOnce() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100]) == ["100 unowned"])
    try cached.change("7/fd/3", to: "socket:[100]")  // a scan of all processes would find this
    #expect(try cached.update([100]) == ["100 unowned"])
  }

  /// A new socket would be shown without its owner if it reuses the inode number of one that had
  /// none.
  @Test func aClosedSocketIsForgotten() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try cached.update([100]) == ["100 unowned"])
    #expect(try cached.update([]) == [])
    try cached.change("7/fd/3", to: "socket:[100]")
    #expect(try cached.update([100]) == ["100 known 7[3]"])
  }

  /// Only the first update would report that the owner may be a process that cannot be read; later
  /// ones would claim that there is no owner.
  @Test func anErrorIsKeptUntilTheProcessIsScannedAgain() throws {
    let cached = try CachedTree(100)
    try cached.tree.addProcess(7, descriptors: [3: "/dev/null"])
    // A file in place of the directory: its status is the same each time, and it cannot be listed.
    try cached.tree.folder.write("not a directory", to: "8/fd")
    for _ in 0..<3 { #expect(try cached.update([100]) == ["100 denied"]) }
    try cached.tree.remove("8")
    #expect(try cached.update([100]) != ["100 denied"])
  }

  /// An event would not name the process of a socket that was closed after the tables were read.
  @Test func aSocketClosedAfterTheTablesWereReadKeepsItsOwner() throws {
    let cached = try CachedTree(100, 300)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, descriptors: [3: "/dev/null"])
    try cached.finder.refresh()
    try cached.change("7/fd/3", to: "/dev/null")
    // 300 causes a scan of all processes.
    let found = try cached.finder.owners(of: [100, 300])
    #expect(cached.text(found, [100, 300]) == ["100 known 7[3]", "300 unowned"])
    // Nor is it remembered as one without an owner.
    try cached.change("8/fd/3", to: "socket:[100]")
    #expect(try cached.update([100, 300]) == ["100 known 8[3]", "300 unowned"])
  }

  // MARK: Rechecking owners before output

  /// An owner would be shown that has closed the socket since the scan, or one that only moved it
  /// to another descriptor number would not be.
  @Test func shownOwnersAreRechecked() throws {
    let cached = try CachedTree(100, 200, 300)
    try cached.tree.addProcess(7, descriptors: [3: "socket:[100]", 4: "/dev/null"])
    try cached.tree.addProcess(8, sockets: [3: 200])
    try cached.tree.addProcess(9, sockets: [3: 300])
    #expect(
      try cached.update([100, 200, 300])
        == ["100 known 7[3]", "200 known 8[3]", "300 known 9[3]"])
    try cached.change("7/fd/3", to: "/dev/null")
    try cached.change("7/fd/4", to: "socket:[100]")
    try cached.change("8/fd/3", to: "/dev/null")
    try cached.tree.remove("9")
    #expect(
      try cached.recheck([100, 200, 300]) == ["100 known 7[4]", "200 gone", "300 gone"])
  }

  /// A screen of rows would cost a scan of all processes.
  @Test func ownersThatAreNotShownAreNotRechecked() throws {
    let cached = try CachedTree(100, 200)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, sockets: [3: 200])
    #expect(try cached.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try cached.change("8/fd/3", to: "/dev/null")
    #expect(try cached.recheck([100]) == ["100 known 7[3]"])
    // No socket was opened or closed, so the outdated owner is still known.
    #expect(try cached.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
  }

  /// A socket would be called "gone" although its owner can merely not be read any more.
  @Test func anUnreadableProcessKeepsItsSockets() throws {
    let cached = try CachedTree(100, 200)
    try cached.tree.addProcess(7, sockets: [3: 100])
    try cached.tree.addProcess(8, sockets: [3: 200])
    #expect(try cached.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try cached.tree.remove("7/fd")
    try cached.tree.folder.link("7/fd", to: "fd")
    try cached.change("8/fd/3", to: "/dev/null")
    #expect(try cached.recheck([100, 200]) == ["100 denied", "200 gone"])
  }
}
