import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct DescriptorScanTests {
  /// Every process that holds a socket is found, with each of its descriptors.
  @Test func everyDescriptorOfEveryProcessIsFound() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100, 4: 100, 9: 200])
    try tree.addProcess(4_194_304, sockets: [0: 100])
    try tree.addProcess(
      8, descriptors: [1: "/dev/null", 2: "pipe:[100]", 3: "anon_inode:[eventpoll]"])
    try tree.makeFolder("net")
    try tree.folder.link("self", to: "7")
    let result = try ConcurrentScan(ProcFileSystem(tree.path), wanted: nil).finish()
    #expect(Self.text(result) == ["100 7/3", "100 7/4", "100 4194304/0", "200 7/9"])
    #expect(!result.isIncomplete)
    #expect(result.errors.isEmpty)
  }

  /// More processes than one thread takes: none is passed over or seen twice.
  @Test func manyProcessesAreEachWalkedOnce() throws {
    let tree = try ProcTree(empty: ())
    for pid in 1...60 { try tree.addProcess(Int32(pid), sockets: [3: 100, 4: UInt64(pid)]) }
    let result = try ConcurrentScan(ProcFileSystem(tree.path), wanted: nil).finish()
    let expected = (1...60).flatMap { ["100 \($0)/3", "\($0) \($0)/4"] }
    #expect(Self.text(result).sorted() == expected.sorted())
  }

  /// Only what is asked for is kept: on a big machine all else would be megabytes.
  @Test func onlyWantedSocketsAreKept() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100, 4: 200])
    try tree.addProcess(8, sockets: [5: 100])
    let result = try ConcurrentScan(ProcFileSystem(tree.path), wanted: [100]).finish()
    #expect(Self.text(result) == ["100 7/3", "100 8/5"])
    #expect(Self.text(try ConcurrentScan(ProcFileSystem(tree.path), wanted: []).finish()) == [])
  }

  /// A socket that only a thread has would else be called nobody's.
  @Test func aThreadsOwnTableIsReadWhenItIsAskedFor() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    try tree.addThread(7, of: 7, sockets: [3: 100])
    try tree.addThread(8, of: 7, sockets: [3: 100, 5: 200])
    try tree.addThread(9, of: 7, sockets: [6: 200])
    // In a recording nobody can be asked whether a table is a thread's own, and reading is cheap.
    let shallow = try ConcurrentScan(ProcFileSystem(tree.path), wanted: nil).finish()
    #expect(Set(Self.text(shallow)) == ["100 7/3", "200 7/5", "200 7/6"])
    let deep = try ConcurrentScan(
      ProcFileSystem(tree.path), wanted: nil, depth: .includingThreads(skipping: [:])
    )
    .finish()
    #expect(Set(Self.text(deep)) == ["100 7/3", "200 7/5", "200 7/6"])
    #expect(!deep.isIncomplete)
  }

  /// A thread that ended in the middle of the walk must not hide what the others hold.
  @Test func threadsThatAreGoneDoNotHideTheOthers() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [:])
    for thread in 8...40 { try tree.makeFolder("7/task/\(thread)") }
    try tree.addThread(41, of: 7, sockets: [5: 200])
    let result = try ConcurrentScan(
      ProcFileSystem(tree.path), wanted: nil, depth: .includingThreads(skipping: [:])
    )
    .finish()
    #expect(Self.text(result) == ["200 7/5"])
    #expect(!result.isIncomplete)
  }

  /// When the first thread of a process has ended its table is root's: only the other threads'
  /// tables tell the user what the own process holds.
  @Test func threadsAreReadWhenTheProcessItselfCannotBe() throws {
    let tree = try ProcTree(empty: ())
    try tree.addUnreadableProcess(7)
    try tree.addThread(9, of: 7, sockets: [5: 200])
    let result = try ConcurrentScan(
      ProcFileSystem(tree.path), wanted: nil, depth: .includingThreads(skipping: [:])
    )
    .finish()
    #expect(result.errors.count == 1)
    #expect(Self.text(result) == ["200 7/5"])
  }

  /// A thread that cannot be read must not hide what the others hold.
  @Test func threadsAreReadAlsoBesideOneThatCannotBe() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [:])
    for thread in 8...40 { try tree.folder.link("7/task/\(thread)/fd", to: "fd") }
    try tree.addThread(41, of: 7, sockets: [5: 200])
    let result = try ConcurrentScan(
      ProcFileSystem(tree.path), wanted: nil, depth: .includingThreads(skipping: [:])
    )
    .finish()
    #expect(result.errors.count == 1)
    #expect(Self.text(result) == ["200 7/5"])
  }

  /// A process that went away is nothing to report; one that cannot be read may be an owner.
  @Test func processesThatCannotBeReadAreCountedAndThoseGoneAreNot() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    try tree.makeFolder("8")
    try tree.folder.write("", to: "9/fd")
    try tree.addUnreadableProcess(10)
    try tree.addUnreadableProcess(11)
    let result = try ConcurrentScan(ProcFileSystem(tree.path), wanted: nil).finish()
    #expect(Self.text(result) == ["100 7/3"])
    #expect(result.errors.keys.sorted() == [9, 10, 11])
    #expect(result.isIncomplete)
    let error = try #require(result.errors[10])
    #expect(error.operation == .open)
    #expect(error.code == ELOOP)
    #expect(error.path.hasSuffix("/fd"))
  }

  /// A tree whose processes cannot be listed is told, not taken for a machine without processes.
  @Test func aTreeThatIsMissingIsAnError() throws {
    let tree = try ProcTree(empty: ())
    #expect(throws: SystemError(.open, "\(tree.path)/gone", code: ENOENT)) {
      _ = try Snapshot.capture(Query(procPath: "\(tree.path)/gone"))
    }
  }

  /// A recording has no process 1 when it was not recorded; that hides nobody.
  @Test func aRecordingHidesNoProcesses() throws {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, sockets: [3: 100])
    #expect(
      try ConcurrentScan(ProcFileSystem(tree.path), wanted: nil).finish().hidesProcesses == false)
  }

  /// Two walks over the same processes: what cannot be read is counted once.
  @Test func resultsOfTwoWalksAreJoined() {
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

  /// The processes that are named are walked, and no other.
  @Test func onlyNamedProcessesAreWalked() throws {
    let tree = try ProcTree(empty: ())
    for pid in 1...20 { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    let result = try ConcurrentScan(ProcFileSystem(tree.path), only: [4, 7, 99], wanted: nil)
      .finish()
    #expect(Self.text(result) == ["4 4/3", "7 7/3"])
  }

  private static func text(_ result: DescriptorScan.Result) -> [String] {
    result.descriptors.sorted().map { "\($0.inode) \($0.pid)/\($0.fd)" }
  }
}
