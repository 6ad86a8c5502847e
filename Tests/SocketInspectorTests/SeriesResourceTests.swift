import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// What a series of snapshots takes from the machine while it runs for days.
@Suite struct SeriesResourceTests {
  /// `--watch` that keeps a descriptor or some memory per update ends with "Too many open files", or
  /// is killed, after minutes or days. Runs in a process of its own, in which nothing else opens
  /// descriptors or takes memory.
  @Test func aSeriesKeepsNoDescriptorAndNoMemory() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      try SeriesResourceTests.update(LongTests.count(1_000, long: 10_000))
    }
    let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    try #require(numbers.count == 6, "\(text)")
    let (updates, shown, descriptors, kilobytes) = (numbers[0], numbers[1], numbers[2], numbers[4])
    // Nothing is proven if no owners were shown.
    #expect(shown > updates * 10)
    #expect(numbers[3] == descriptors, "open descriptors")
    // A sanitizer keeps freed memory for a while.
    if !Sanitizers.areOn { #expect(numbers[5] < kilobytes + 1024, "KiB of resident memory") }
  }

  /// Takes snapshots and prints how many, how many owners they showed, and, early and at the end, the
  /// open descriptors and the resident memory.
  private static func update(_ updates: Int) throws {
    let tree = try tree()
    var series = SnapshotSeries(Query(requirements: .owners, procPath: tree.path))
    let listener = try LiveSocket.listener()
    var live = SnapshotSeries(Query(requirements: .owners))
    func showOwnListener(_ series: inout SnapshotSeries) throws {
      let (inode, snapshot) = (try listener.inode, try series.next())
      let rows = snapshot.sockets.filter { $0.inode == inode }
      #expect(try series.recheck(rows, in: snapshot, .all).sockets.map(\.owners.count) == [1])
    }
    var shown = 0
    var early = (descriptors: 0, kilobytes: 0)
    for update in 0..<updates {
      try change(tree, update)
      let snapshot = try series.next()
      let sockets = try series.recheck(Array(snapshot.sockets), in: snapshot, .all).sockets
      shown += sockets.reduce(0) { $0 + $1.owners.count }
      if update % 10 == 0 { try showOwnListener(&live) }
      // Allocators and caches have their size by now.
      if update == updates / 5 { early = try usage() }
    }
    let late = try usage()
    print(
      updates, shown, early.descriptors, late.descriptors, early.kilobytes, late.kilobytes,
      terminator: " ")
  }

  /// A tree of which parts cannot be read, or a sandbox without netlink, must not cost a descriptor or
  /// a thread per snapshot either.
  @Test func failuresKeepNoDescriptorAndNoThread() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let trees = try SeriesResourceTests.brokenTrees()
      for round in 0..<200 {
        for tree in trees { _ = try? Snapshot.capture(Query(procPath: tree.path)) }
        if round % 180 == 19 { try SeriesResourceTests.printUsage() }
      }
    }
    let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    try #require(numbers.count == 4, "\(text)")
    #expect(numbers[2] == numbers[0], "open descriptors")
    // A thread that nobody waited for keeps its stack of 8 MiB.
    #expect(numbers[3] < numbers[1] + 100_000, "KiB of addresses")
  }

  /// Trees that fail in one place each, with enough processes for more threads than one.
  private static func brokenTrees() throws -> [ProcTree] {
    try ["tables", "directory", "FIFO", "processes", "nothing"].map { fault in
      let tree = try SeriesResourceTests.tree()
      let table = "self/net/tcp"
      switch fault {
      case "tables": try tree.remove("self")
      case "directory":
        try tree.remove(table)
        try tree.makeFolder(table)
      case "FIFO":
        try tree.remove(table)
        try tree.makeFIFO(table)
      case "processes":
        for pid in 1...20 {
          try tree.remove("\(pid)/fd")
          try tree.folder.link("\(pid)/fd", to: "fd")
        }
      default: break
      }
      return tree
    }
  }

  private static func printUsage() throws {
    let usage = try usage()
    let statm = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(statm.split(separator: " ").first.flatMap { Int($0) })
    print(usage.descriptors, pages * 4, terminator: " ")
  }

  /// Twenty processes with a socket each.
  private static func tree() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: (1...20).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...20 {
      try tree.addProcess(Int32(pid), name: "server", sockets: [3: UInt64(pid)])
    }
    return tree
  }

  /// By turns, a process ends, starts again, has its socket under another number, and closes it.
  private static func change(_ tree: ProcTree, _ update: Int) throws {
    let pid = Int32(update / 4 % 20 + 1)
    let socket = "socket:[\(pid)]"
    switch update % 4 {
    case 0: try tree.remove("\(pid)")
    case 1: try tree.addProcess(pid, name: "server \(update)", sockets: [3: UInt64(pid)])
    case 2:
      try tree.remove("\(pid)/fd/3")
      try tree.folder.link("\(pid)/fd/4", to: socket)
    default:
      try tree.remove("\(pid)/fd/4")
      try tree.folder.link("\(pid)/fd/3", to: update % 3 == 0 ? "/dev/null" : socket)
    }
  }

  /// How many descriptors this process has open, and how much of its memory is resident.
  private static func usage() throws -> (descriptors: Int, kilobytes: Int) {
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) }
    return (descriptors, try #require(kilobytes))
  }
}
