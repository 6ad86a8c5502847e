import Foundation
import TestSupport
import Testing

/// A descriptor that stays open in a run becomes one leaked descriptor a second with `--watch`,
/// until nothing can be opened any more. AddressSanitizer does not detect this: it does not track
/// descriptors, and leak detection is off.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "a sanitizer opens descriptors of its own"))
struct DescriptorLeakTests {
  private static let calls = [
    "openat", "openat2", "open", "creat", "socket", "accept", "accept4", "dup", "dup2", "dup3",
    "signalfd4", "eventfd2", "epoll_create1", "timerfd_create", "inotify_init1", "memfd_create",
    "pidfd_open", "perf_event_open", "userfaultfd", "bpf", "io_uring_setup", "fsopen", "open_tree",
  ]

  /// The descriptors that a run left open, and the maximum that it had open at a time.
  private struct Trace {
    private(set) var open: [Int: String] = [:]
    private(set) var maximumCount = 0
    private(set) var openedCount = 0

    init(_ arguments: [String]) throws {
      let folder = try TemporaryDirectory()
      let log = folder.url.appendingPathComponent("log")
      let names = (DescriptorLeakTests.calls + ["close"]).map { "?\($0)" }.joined(separator: ",")
      let run = try Program.run(
        command: ["timeout", "-s", "KILL", "120", "strace", "-f", "-qq", "-o", log.path]
          + ["-e", "trace=\(names)", "-e", "signal=none", Program.portstat.path] + arguments)
      try #require(run.status <= 3, "\(run.errorText)")
      // strace splits a call that another thread interrupts into two lines: its beginning and its
      // result.
      var begun: [Substring: Substring] = [:]
      for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
        guard let space = line.firstIndex(of: " ") else { continue }
        let thread = line[..<space]
        let call = line[space...].drop { $0 == " " }
        if call.hasSuffix("<unfinished ...>") {
          begun[thread] = call
          // Other threads can get the number before the call returns.
          if call.hasPrefix("close(") { close(call) }
        } else if call.hasPrefix("<... "), let start = begun.removeValue(forKey: thread) {
          if !start.hasPrefix("close(") { add(start, result: call) }
        } else if call.hasPrefix("close(") {
          close(call)
        } else {
          add(call, result: call)
        }
      }
    }

    private mutating func close(_ call: Substring) {
      guard let number = Int(call.dropFirst(6).prefix { $0.isNumber }) else { return }
      open[number] = nil
    }

    private mutating func add(_ call: Substring, result: Substring) {
      guard let equals = result.range(of: " = ", options: .backwards),
        let number = Int(result[equals.upperBound...].prefix { $0.isNumber })
      else { return }
      open[number] = String(call)
      openedCount += 1
      maximumCount = max(maximumCount, open.count)
    }
  }

  /// A tree in which several things fail: an unreadable process, one that has exited, a descriptor
  /// table of a thread, files that are not links, and a directory in place of a table.
  private func damagedTree(processes: Int) throws -> ProcTree {
    let tree = try ProcTree(
      tcp: (1...processes).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) },
      udp: [.unconnected("127.0.0.1:53", inode: 9999)])
    for pid in 1...processes { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    try tree.addUnreadableProcess(50_000)
    try tree.makeFolder("50001")
    try tree.addThread(50_003, of: 50_002, sockets: [3: 9999])
    try tree.folder.write("", to: "50004/fd/3")
    try tree.remove("self/net/udp6")
    try tree.makeFolder("self/net/udp6")
    return tree
  }

  /// Every mode that exits on its own, on this machine.
  @Test(arguments: [
    ["-W"], ["--json"], ["--csv"], ["-q"], ["-aneo"], ["--columns", "interface,user,process"],
    ["--sort", "process"], ["--process", "^x"], ["--user", "root"], ["--pid", "1"], ["--help"],
    ["--source", "procfs"], ["--state", "bound", "--json"], ["--generate", "man"],
  ])
  func aRunClosesWhatItOpened(arguments: [String]) throws {
    let live = try Trace(arguments)
    #expect(live.openedCount > 0)
    #expect(live.open.isEmpty, "\(live.open)")
  }

  /// The same with a tree in which reads fail: error paths leak most easily.
  @Test(arguments: [["-W"], ["--json"], ["-q"], ["--process", "program"]])
  func aRunWithErrorsClosesWhatItOpened(arguments: [String]) throws {
    let tree = try damagedTree(processes: 30)
    let folder = tree.path
    let trace = try Trace(["-t", "--proc", folder] + arguments)
    #expect(trace.openedCount > 30)
    #expect(trace.open.isEmpty, "\(trace.open)")
  }

  /// The manual promises that 16 descriptors are enough, however many processes there are.
  @Test func sixteenDescriptorsAreEnough() throws {
    let tree = try damagedTree(processes: 300)
    let trace = try Trace(["-t", "--proc", tree.path, "--json"])
    #expect(trace.openedCount > 300)
    #expect(trace.maximumCount <= 16 - 3)  // without the standard descriptors
  }
}
