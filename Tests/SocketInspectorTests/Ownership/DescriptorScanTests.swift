import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct DescriptorScanTests {
  /// Some owners of a socket, or some of their descriptors, would be missing.
  @Test func everyDescriptorOfEveryProcessIsFound() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100, 4: 100, 9: 200])
    try tree.addProcess(4_194_304, sockets: [0: 100])
    try tree.addProcess(
      8, descriptors: [1: "/dev/null", 2: "pipe:[100]", 3: "anon_inode:[eventpoll]"])
    try tree.makeFolder("net")
    try tree.folder.link("self", to: "7")
    let result = try Self.scan(tree)
    #expect(Self.text(result) == ["100 7/3", "100 7/4", "100 4194304/0", "200 7/9"])
    #expect(!result.isIncomplete)
    #expect(result.errors.isEmpty)
  }

  /// With several threads, a process would be skipped or scanned twice.
  @Test func manyProcessesAreEachScannedOnce() throws {
    let tree = try ProcTree(empty: ())
    for pid in 1...60 { try tree.addProcess(Int32(pid), sockets: [3: 100, 4: UInt64(pid)]) }
    let result = try Self.scan(tree)
    let expected = (1...60).flatMap { ["100 \($0)/3", "\($0) \($0)/4"] }
    #expect(Self.text(result).sorted() == expected.sorted())
  }

  /// A listing of a few sockets would use megabytes for the descriptors of all others on a big
  /// machine.
  @Test func onlyWantedSocketsAreKept() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100, 4: 200])
    try tree.addProcess(8, sockets: [5: 100])
    let result = try Self.scan(tree, wanted: [100])
    #expect(Self.text(result) == ["100 7/3", "100 8/5"])
    #expect(Self.text(try Self.scan(tree, wanted: [])) == [])
  }

  /// A socket that only a thread has open would be shown without an owner.
  @Test func aThreadsOwnTableIsRead() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addThread(7, of: 7, sockets: [3: 100])
    try tree.addThread(8, of: 7, sockets: [3: 100, 5: 200])
    try tree.addThread(9, of: 7, sockets: [6: 200])
    // In a recording kcmp(2) cannot say whether a thread has a table of its own, so all are read.
    let shallow = try Self.scan(tree)
    #expect(Set(Self.text(shallow)) == ["100 7/3", "200 7/5", "200 7/6"])
    let deep = try Self.scan(tree, depth: .includingThreads(skipping: [:]))
    #expect(Set(Self.text(deep)) == ["100 7/3", "200 7/5", "200 7/6"])
    #expect(!deep.isIncomplete)
  }

  /// Threads that end during the scan would hide the sockets of the others.
  @Test func endedThreadsDoNotHideTheOthers() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [:])
    for thread in 8...40 { try tree.makeFolder("7/task/\(thread)") }
    try tree.addThread(41, of: 7, sockets: [5: 200])
    let result = try Self.scan(tree, depth: .includingThreads(skipping: [:]))
    #expect(Self.text(result) == ["200 7/5"])
    #expect(!result.isIncomplete)
  }

  /// The sockets of a process whose first thread has ended would be hidden from its own user: its
  /// descriptor table belongs to root then, those of the other threads do not.
  @Test func threadsAreReadIfTheProcessItselfIsUnreadable() throws {
    let tree = try ProcTree(empty: ())
    try tree.addUnreadableProcess(7)
    try tree.addThread(9, of: 7, sockets: [5: 200])
    let result = try Self.scan(tree, depth: .includingThreads(skipping: [:]))
    #expect(result.errors.count == 1)
    #expect(Self.text(result) == ["200 7/5"])
  }

  /// A thread that cannot be read would hide the sockets of the others.
  @Test func unreadableThreadsDoNotHideTheOthers() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [:])
    for thread in 8...40 { try tree.folder.link("7/task/\(thread)/fd", to: "fd") }
    try tree.addThread(41, of: 7, sockets: [5: 200])
    let result = try Self.scan(tree, depth: .includingThreads(skipping: [:]))
    #expect(result.errors.count == 1)
    #expect(Self.text(result) == ["200 7/5"])
  }

  /// A process that ended would be reported as unreadable, or an unreadable one would not be.
  @Test func unreadableProcessesAreReportedAndEndedOnesAreNot() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    try tree.makeFolder("8")
    try tree.folder.write("", to: "9/fd")
    try tree.addUnreadableProcess(10)
    try tree.addUnreadableProcess(11)
    let result = try Self.scan(tree)
    #expect(Self.text(result) == ["100 7/3"])
    #expect(result.errors.keys.sorted() == [9, 10, 11])
    #expect(result.isIncomplete)
    let error = try #require(result.errors[10])
    #expect(error.operation == .open)
    #expect(error.code == ELOOP)
    #expect(error.path.hasSuffix("/fd"))
  }

  /// A recording would be reported to hide processes because it does not include process 1.
  @Test func aRecordingHidesNoProcesses() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    #expect(try Self.scan(tree).hidesProcesses == false)
  }

  /// A second scan of the same processes would lose results of the first, or count an unreadable
  /// process twice.
  @Test func resultsOfTwoScansAreJoined() {
    let denied = SystemError(.open, "/proc/1/fd", code: EACCES)
    let other = SystemError(.open, "/proc/2/fd", code: EPERM)
    let descriptors = (1...3).map {
      SocketDescriptor(inode: UInt64($0), pid: 7, fd: 3, threadID: 7)
    }
    var first = DescriptorScan.Result(descriptors: [descriptors[0]], errors: [1: denied])
    first.add(
      DescriptorScan.Result(
        descriptors: [descriptors[1]], errors: [1: other, 2: other], hidesProcesses: true))
    #expect(first.descriptors == [descriptors[0], descriptors[1]])
    #expect(first.errors == [1: denied, 2: other])
    #expect(first.hidesProcesses)
  }

  /// A rescan of a few processes would scan all of them.
  @Test func onlyTheGivenProcessesAreScanned() throws {
    let tree = try ProcTree(empty: ())
    for pid in 1...20 { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    let result = try Self.scan(tree, only: [4, 7, 99])
    #expect(Self.text(result) == ["4 4/3", "7 7/3"])
  }

  private static func scan(
    _ tree: ProcTree, only: Set<Int32>? = nil, wanted: Set<UInt64>? = nil,
    depth: DescriptorScan.Depth = .processes
  ) throws -> DescriptorScan.Result {
    try ConcurrentScan(ProcFileSystem(tree.path), only: only, wanted: wanted, depth: depth).finish()
  }

  private static func text(_ result: DescriptorScan.Result) -> [String] {
    result.descriptors.sorted().map { "\($0.inode) \($0.pid)/\($0.fd)" }
  }
}
