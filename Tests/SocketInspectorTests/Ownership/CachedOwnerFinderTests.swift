import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// What the live view and the streams keep of owners from update to update. Each test stands for one rule
/// of ``OwnerCache``, and fails without it.
@Suite struct CachedOwnerFinderTests {
  /// A tree and what is known of it.
  private final class Lab {
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

    /// An update: the owners of these sockets, `100 known 7[3]`.
    func update(_ inodes: Set<UInt64>) throws -> [String] {
      try finder.refresh()
      return text(try finder.owners(of: Array(inodes)), inodes)
    }

    /// What is going to be shown.
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

  /// A process that opened something is scanned: a second descriptor of its socket is shown at once.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func aProcessWithMoreDescriptorsIsScanned() throws {
    let python = try PythonSession()
    try python.run("s = socket.create_server(('127.0.0.1', 0))")
    let first = try #require(Int32(try python.run("answer = s.fileno()")))
    let inode = try #require(UInt64(try python.run("answer = os.fstat(s.fileno()).st_ino")))
    var finder = CachedOwnerFinder(OwnerCache(), try ProcFileSystem("/proc"), Query().readPlan)
    var fds = [first]
    // Several times, as one process in 32 is scanned anyway.
    for _ in 0..<4 {
      try finder.refresh()
      let found = try finder.owners(of: [inode])
      #expect(found.owners.descriptors(of: inode).map(\.pid) == fds.map { _ in python.pid })
      #expect(found.owners.descriptors(of: inode).map(\.fd) == fds)
      fds.append(try #require(Int32(try python.run("answer = os.dup(s.fileno())"))))
      fds.sort()
    }
  }

  /// A PID that another process has now: the sockets of the former one are not its own.
  @Test func aProcessThatTookOverAPIDIsScanned() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, sockets: [3: 100])
    #expect(try lab.update([100]) == ["100 known 7[3]"])
    // Kept under another name, so that the new directory cannot have its inode number.
    let folder = lab.tree.folder.url
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent("7"), to: folder.appendingPathComponent("old"))
    try lab.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100]) == ["100 unowned"])
  }

  /// A process that closed a socket and opened another one under its number has as many descriptors as
  /// before. It alone is scanned: to scan all at each update would cost as much as no cache.
  @Test func onlyTheProcessThatLostASocketIsScanned() throws {
    let lab = try Lab(100, 200)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, descriptors: [3: "socket:[200]", 4: "/dev/null"])
    #expect(try lab.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try lab.write([200, 300])
    try lab.change("7/fd/3", to: "socket:[300]")
    try lab.change("8/fd/4", to: "socket:[200]")  // which a scan of all would see
    #expect(try lab.update([200, 300]) == ["200 known 8[3]", "300 known 7[3]"])
  }

  /// Nothing tells of some changes, such as a socket that was received in place of a file.
  @Test func everyProcessIsScannedInItsTurn() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100]) == ["100 known 7[3]"])
    try lab.change("8/fd/3", to: "socket:[100]")
    var rounds = 0
    while rounds < 40, try lab.update([100]) == ["100 known 7[3]"] { rounds += 1 }
    #expect(rounds > 0 && rounds < 32)
    #expect(try lab.update([100]) == ["100 known 7[3] 8[3]"])
  }

  /// A socket that nothing explains may be anybody's: a new row without its owner would be a lie.
  @Test func aSocketThatNothingExplainsIsLookedForEverywhere() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100]) == ["100 known 7[3]"])
    try lab.write([100, 300])
    try lab.change("8/fd/3", to: "socket:[300]")
    #expect(try lab.update([100, 300]) == ["100 known 7[3]", "300 known 8[3]"])
  }

  // MARK: What is remembered

  /// Only a socket that is still in the tables after the search has no owner. One that is not was closed
  /// meanwhile: "no process has it open" would be wrong of it.
  @Test func aSocketThatIsClosedDuringTheSearchIsNotUnheld() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100, 300]) == ["100 unowned", "300 gone"])
    // The number is another socket's now, which is looked for.
    try lab.write([100, 300])
    try lab.change("7/fd/3", to: "socket:[300]")
    #expect(try lab.update([100, 300]) == ["100 unowned", "300 known 7[3]"])
  }

  /// The kernel's own sockets are looked for once: else each update would scan everything.
  @Test func aSocketWithoutAnOwnerIsLookedForOnce() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100]) == ["100 unowned"])
    try lab.change("7/fd/3", to: "socket:[100]")  // which a scan of all would see
    #expect(try lab.update([100]) == ["100 unowned"])
  }

  /// The number of a socket without an owner may be used again, for one that has an owner.
  @Test func aSocketThatLeftTheTablesIsForgotten() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, descriptors: [3: "/dev/null"])
    #expect(try lab.update([100]) == ["100 unowned"])
    #expect(try lab.update([]) == [])
    try lab.change("7/fd/3", to: "socket:[100]")
    #expect(try lab.update([100]) == ["100 known 7[3]"])
  }

  /// A process that could not be read may be the owner, in every update and not in the first one alone.
  @Test func anErrorIsKeptWhileTheProcessIsNotScannedAgain() throws {
    let lab = try Lab(100)
    try lab.tree.addProcess(7, descriptors: [3: "/dev/null"])
    // A table that looks the same each time, and is none.
    try lab.tree.folder.write("no directory", to: "8/fd")
    for _ in 0..<3 { #expect(try lab.update([100]) == ["100 denied"]) }
    try lab.tree.remove("8")
    #expect(try lab.update([100]) != ["100 denied"])
  }

  /// A socket that was closed after the tables were read had an owner when they were: without it, a row
  /// of a stream would lose its process.
  @Test func aSocketThatWasClosedAfterTheTablesWereReadKeepsItsOwner() throws {
    let lab = try Lab(100, 300)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, descriptors: [3: "/dev/null"])
    try lab.finder.refresh()
    try lab.change("7/fd/3", to: "/dev/null")
    // 300 has everything scanned again.
    let found = try lab.finder.owners(of: [100, 300])
    #expect(lab.text(found, [100, 300]) == ["100 known 7[3]", "300 unowned"])
    // It is not taken for one without an owner either.
    try lab.change("8/fd/3", to: "socket:[100]")
    #expect(try lab.update([100, 300]) == ["100 known 8[3]", "300 unowned"])
  }

  // MARK: What is confirmed

  /// An owner that is shown had the socket open a moment ago. A process that has it under another number
  /// still has it.
  @Test func whatIsShownIsLookedAtAgain() throws {
    let lab = try Lab(100, 200, 300)
    try lab.tree.addProcess(7, descriptors: [3: "socket:[100]", 4: "/dev/null"])
    try lab.tree.addProcess(8, sockets: [3: 200])
    try lab.tree.addProcess(9, sockets: [3: 300])
    #expect(
      try lab.update([100, 200, 300])
        == ["100 known 7[3]", "200 known 8[3]", "300 known 9[3]"])
    try lab.change("7/fd/3", to: "/dev/null")
    try lab.change("7/fd/4", to: "socket:[100]")
    try lab.change("8/fd/3", to: "/dev/null")
    try lab.tree.remove("9")
    #expect(
      try lab.recheck([100, 200, 300]) == ["100 known 7[4]", "200 gone", "300 gone"])
  }

  /// Only the owners of what is shown are looked at: a screen of rows must not cost a scan.
  @Test func whatIsNotShownIsNotLookedAt() throws {
    let lab = try Lab(100, 200)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, sockets: [3: 200])
    #expect(try lab.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try lab.change("8/fd/3", to: "/dev/null")
    #expect(try lab.recheck([100]) == ["100 known 7[3]"])
    // Nothing was lost and nothing new, so that this comes as it was known.
    #expect(try lab.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
  }

  /// A process that cannot be read any more may still have its socket open: "gone" would be a guess.
  @Test func aProcessThatCannotBeReadReleasedNothing() throws {
    let lab = try Lab(100, 200)
    try lab.tree.addProcess(7, sockets: [3: 100])
    try lab.tree.addProcess(8, sockets: [3: 200])
    #expect(try lab.update([100, 200]) == ["100 known 7[3]", "200 known 8[3]"])
    try lab.tree.remove("7/fd")
    try lab.tree.folder.link("7/fd", to: "fd")
    try lab.change("8/fd/3", to: "/dev/null")
    #expect(try lab.recheck([100, 200]) == ["100 denied", "200 gone"])
  }
}
