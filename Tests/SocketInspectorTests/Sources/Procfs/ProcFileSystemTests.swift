import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// The facts about a proc tree that a snapshot depends on.
@Suite struct ProcFileSystemTests {
  /// The PIDs of a recording would be looked up on this machine with kcmp(2), or its owners
  /// reported as hidden.
  @Test func theRealProcIsDistinguishedFromARecording() throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.link("self", to: "\(getpid())")
    try tree.addProcess(getpid(), descriptors: [3: "/dev/null"])
    let recording = try ProcFileSystem(tree.path)
    #expect(!recording.isMounted && !recording.isOwn && recording.ownPID == nil)
    #expect(!recording.reportsDescriptorCounts && !recording.isOfContainer)
    #expect(!recording.hiding(listed: [7]).isPossible)
    let proc = try ProcFileSystem("/proc")
    #expect(proc.isMounted && proc.isOwn && proc.ownPID == getpid())
  }

  /// A listing would report that no process has a socket open although the proc file system hides
  /// processes, as the missing process 1 shows.
  @Test func withoutProcessOneOthersAreHidden() throws {
    let proc = try ProcFileSystem("/proc")
    #expect(proc.hiding(listed: [getpid()]).isPossible)
    #expect(proc.hiding(listed: [getpid()]).reachedLimit == nil)
  }

  /// Processes that start during a snapshot would be missing: each listing has to begin at the
  /// first process, also if several threads list at once.
  @Test func eachListingIsComplete() throws {
    let tree = try ProcTree(empty: ())
    for pid in 1...600 { try tree.makeFolder("\(pid)") }
    let proc = try ProcFileSystem(tree.path)
    let lists = parallelMap(8) { _ in (try? proc.processes())?.sorted() }
    #expect(lists.allSatisfy { $0 == Array(1...600) })
    try tree.makeFolder("601")
    #expect(try proc.processes().sorted() == Array(1...601))
    #expect(proc.hasProcess(601) && !proc.hasProcess(602))
  }

  /// One snapshot would use two different boot times or host names, or read the same file twice.
  @Test func factsAreReadOnce() throws {
    let tree = try ProcTree(empty: ())
    func write(_ number: Int) throws {
      try tree.folder.write("cpu 1\nbtime \(number)\n", to: "stat")
      try tree.folder.write("6.\(number).0\n", to: "sys/kernel/osrelease")
      try tree.folder.write("box \(number)\n", to: "sys/kernel/hostname")
      try tree.folder.write("\(number)\t9999\n", to: "sys/net/ipv4/ip_local_port_range")
    }
    func facts(_ proc: ProcFileSystem) -> [String] {
      [
        "\(proc.bootTime ?? 0)", "\(proc.kernelRelease?.minor ?? 0)",
        String(decoding: proc.hostName ?? [], as: UTF8.self), "\(proc.ephemeralPorts)",
      ]
    }
    try write(17)
    let proc = try ProcFileSystem(tree.path)
    let expected = ["17", "17", "box 17", "17...9999"]
    #expect(facts(proc) == expected)
    try write(18)
    #expect(facts(proc) == expected)
    #expect(try facts(ProcFileSystem(tree.path)) == ["18", "18", "box 18", "18...9999"])
  }

  /// A recording without one of these files could not be read, or would get a made-up value.
  @Test func factsWithoutAFileAreUnknown() throws {
    let tree = try ProcTree(empty: ())
    let proc = try ProcFileSystem(tree.path)
    #expect(proc.bootTime == nil && proc.kernelRelease == nil && proc.hostName == nil)
    #expect(proc.ephemeralPorts == 32768...60999)
    #expect(proc.reachedLimit == nil)
    #expect(throws: SystemError(.open, "\(tree.path)/missing", code: ENOENT)) {
      _ = try ProcFileSystem("\(tree.path)/missing")
    }
  }

  /// All processes of a container would be taken for one unit: in its tree, the root control group
  /// is that of the container.
  @Test(
    arguments: [
      ("pid:[4026531836]", false), ("pid:[4026531837]", true), ("pid:[4026532221]", true),
    ])
  func aContainerIsRecognizedByItsPIDNamespace(target: String, isContainer: Bool) throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("self/ns")
    try tree.folder.link("self/ns/pid", to: target)
    #expect(try ProcFileSystem(tree.path).isOfContainer == isContainer)
  }

  /// The namespace of the tree is that of its process 1. That of the process that made the recording, which
  /// may be a container's, would make sockets of the kernel denied.
  @Test func processOneDecidesTheNamespaceOfARecording() throws {
    let tree = try ProcTree(empty: ())
    for (process, target) in [("self", "pid:[4026533007]"), ("1", "pid:[4026531836]")] {
      try tree.makeFolder("\(process)/ns")
      try tree.folder.link("\(process)/ns/pid", to: target)
    }
    #expect(try !ProcFileSystem(tree.path).isOfContainer)
  }

  /// In a container that has the machine's /proc mounted, sockets of the kernel would be `denied`, although all
  /// processes of the machine are there: process 1 does not show its namespace to everybody.
  @Test(
    arguments: [
      ("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0", false), ("2 (a) b) S 1 2 2 0 -1 4194560 0", true),
      ("2 (sh) S 1", true),
    ])
  func aTreeWithThreadsOfTheKernelIsTheMachines(stat: String, isContainer: Bool) throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("self/ns")
    try tree.folder.link("self/ns/pid", to: "pid:[4026533007]")
    try tree.folder.write(stat, to: "2/stat")
    #expect(try ProcFileSystem(tree.path).isOfContainer == isContainer)
  }

  /// A process would not be scanned again after it opened something, or the tables of its threads
  /// would not be read.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func descriptorCountsAndThreadsAreRead() throws {
    let proc = try ProcFileSystem("/proc")
    let python = try PythonSession()
    let pid = python.pid
    #expect(!proc.hasSeveralThreads(pid))
    try python.run("threading.Thread(target=lambda: threading.Event().wait(), daemon=True).start()")
    #expect(proc.hasSeveralThreads(pid))
    #expect(try proc.threads(of: pid).count == 2)
    #expect(!proc.hasSeveralThreads(.max))
    let release = try #require(proc.kernelRelease)
    #expect(proc.reportsDescriptorCounts == (release >= (6, 2)))
    guard proc.reportsDescriptorCounts else { return }
    let before = try #require(try proc.descriptorTable(of: pid))
    try python.run("a, b = os.pipe()")
    let after = try #require(try proc.descriptorTable(of: pid))
    #expect(after.count == before.count + 2 && after.inode == before.inode)
    #expect(throws: SystemError(.read, "/proc/\(Int32.max)/fd", code: ENOENT)) {
      _ = try proc.descriptorTable(of: .max)
    }
  }
}
