import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// The resources that a series of snapshots uses while it runs for days.
@Suite struct SeriesResourceTests {
  /// `--watch` would end with "Too many open files" or be killed after minutes or days, because
  /// each update leaks a descriptor or some memory. Runs in a separate process, where nothing else
  /// opens descriptors or allocates memory.
  @Test func aSeriesLeaksNoDescriptorsAndNoMemory() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      try SeriesResourceTests.update(LongTests.size(1_000, long: 10_000))
    }
    let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    try #require(numbers.count == 6, "\(text)")
    let (updates, shown, descriptors, kilobytes) = (numbers[0], numbers[1], numbers[2], numbers[4])
    // Without owners, nothing was tested.
    #expect(shown > updates * 10)
    #expect(numbers[3] == descriptors, "open descriptors")
    // In a short run, the allocator may still grow by one or two heaps. A sanitizer delays the reuse of freed
    // memory.
    let limit = updates < 10_000 ? 4096 : 1024
    if !Sanitizers.areOn { #expect(numbers[5] < kilobytes + limit, "KiB of resident memory") }
  }

  /// Takes snapshots. Prints their number, the number of owners that they showed, and the open
  /// descriptors and resident memory after a fifth of the snapshots and at the end.
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
      // By now, allocators and caches have reached their final size.
      if update == updates / 5 { early = try usage() }
    }
    let late = try usage()
    print(
      updates, shown, early.descriptors, late.descriptors, early.kilobytes, late.kilobytes,
      terminator: " ")
  }

  /// `--watch` would run out of descriptors or memory where part of the tree is unreadable or a
  /// sandbox forbids netlink, because each failed snapshot leaks a descriptor or a thread.
  @Test func failedSnapshotsLeakNoDescriptorsAndNoThreads() async throws {
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
    // A thread that is not joined keeps its stack of 8 MiB.
    #expect(numbers[3] < numbers[1] + 100_000, "KiB of address space")
  }

  /// Trees that each fail in one place, with enough processes to start several threads.
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

  /// Twenty processes with one socket each.
  private static func tree() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: (1...20).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...20 {
      try tree.addProcess(Int32(pid), name: "server", sockets: [3: UInt64(pid)])
    }
    return tree
  }

  /// In turn, ends a process, starts it again, moves its socket to another descriptor, and closes
  /// the socket.
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

  /// The number of descriptors that this process has open, and its resident memory in KiB.
  private static func usage() throws -> (descriptors: Int, kilobytes: Int) {
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) }
    return (descriptors, try #require(kilobytes))
  }
}
