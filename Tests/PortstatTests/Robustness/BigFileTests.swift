import Foundation
import TestSupport
import Testing

/// Files that are far larger than any that the kernel provides. A recording from an untrusted
/// source must not exhaust memory or keep portstat busy for hours.
@Suite(
  .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
  .disabled(if: Sanitizers.areOn, "a sanitizer uses memory of its own"))
struct BigFileTests {
  /// The memory limit, in bytes: more than portstat needs when it reads files in pieces.
  private static let memoryLimit = 64 << 20

  private func tree() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:80", inode: 100)], udp: [.unconnected("0.0.0.0:53", inode: 101)])
    try tree.addProcess(7, name: "server", sockets: [3: 100, 4: 101])
    return tree
  }

  /// Creates a file of zeros that occupies no disk space.
  private func makeSparse(_ name: String, in tree: ProcTree, bytes: Int) throws {
    let file = try tree.folder.write("", to: name)
    guard truncate(file.path, bytes) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  private func measure(_ tree: ProcTree, _ arguments: String...) throws -> MeasuredRun {
    let measured = try MeasuredRun(.portstat, ["--proc", tree.path] + arguments)
    #expect(!measured.hung)
    #expect([0, 4].contains(measured.run.status), "\(measured.run.errorText)")
    #expect(measured.peakBytes < Self.memoryLimit, "\(measured.peakBytes >> 20) MB")
    return measured
  }

  /// A gigabyte without a line break is not a table: it must not be kept in memory, and the other
  /// tables must still be shown.
  @Test(arguments: ["tcp", "udp"])
  func aTableOfOneGigabyteIsNotKeptInMemory(table: String) throws {
    let tree = try tree()
    let size = LongTests.size(1 << 25, long: 1 << 30)
    try makeSparse("self/net/\(table)", in: tree, bytes: size)
    let measured = try measure(tree, "--jsonl")
    let found = try SocketRecord.records(measured.run.output)
    #expect(found.map(\.inode) == [table == "tcp" ? 101 : 100])
    #expect(found.map(\.ownership) == ["known"])
  }

  /// Of any other file, only the beginning matters: reading it to the end would take minutes.
  @Test func onlyTheBeginningOfOtherFilesIsRead() throws {
    let tree = try tree()
    for name in [
      "7/comm", "7/cmdline", "7/stat", "7/status", "stat", "uptime", "self/status",
      "self/mountinfo", "sys/kernel/hostname", "sys/kernel/osrelease",
      "sys/net/ipv4/ip_local_port_range",
    ] {
      try makeSparse(name, in: tree, bytes: 1 << 30)
    }
    for format in OutputContractTests.formats + ["-aneoW"] {
      let measured = try measure(tree, format)
      #expect(measured.run.status == 0)
      #expect(measured.run.output.count < 4 << 20)
    }
    #expect(try SocketRecord.records(["--proc", tree.path]).map(\.processes.first?.pid) == [7, 7])
  }

  /// A link to /dev/zero in place of a table must end in an error, not in an endless loop. Of any
  /// other file, the beginning is enough.
  @Test func anEndlessFileIsNotATable() throws {
    let tree = try tree()
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "/dev/zero")
    for name in ["7/comm", "7/cmdline", "7/stat", "7/status", "stat", "sys/kernel/hostname"] {
      try? tree.remove(name)
      try tree.folder.link(name, to: "/dev/zero")
    }
    let measured = try MeasuredRun(
      .portstat, ["--proc", tree.path, "--jsonl"], limits: ["CPU": 20], patience: 120)
    #expect(!measured.hung)
    #expect(measured.run.status == 4)
    #expect(measured.run.errorText.contains("/self/net/tcp: Operation not supported\n"))
    #expect(measured.peakBytes < Self.memoryLimit)
    #expect(try SocketRecord.records(measured.run.output).map(\.inode) == [101])
  }

  /// A FIFO that another process fills without end must not be read forever.
  @Test func anEndlessFIFOIsNotATable() throws {
    let tree = try tree()
    try tree.remove("self/net/tcp")
    try tree.makeFIFO("self/net/tcp")
    let yes = try BackgroundProgram(
      try Program.installed("sh"), ["-c", "exec yes >\"$0\"", "\(tree.path)/self/net/tcp"])
    let measured = try MeasuredRun(
      .portstat, ["--proc", tree.path, "--jsonl"], limits: ["CPU": 20], patience: 120)
    yes.signal(SIGKILL)
    #expect(!measured.hung)
    #expect(measured.run.status == 4)
    #expect(try SocketRecord.records(measured.run.output).map(\.inode) == [101])
  }

  /// A million malformed lines must be counted and reported in one note, not kept in memory.
  @Test func aMillionMalformedLinesAreCounted() throws {
    let tree = try tree()
    let count = LongTests.size(50_000, long: 1_000_000)
    let line = "   7: 0100007F:0050 00000000:0000 0A 00000000:0000000\n"
    let lines = String(repeating: line, count: count)
    try tree.folder.write(ProcTree.heading + "\n" + lines, to: "self/net/tcp")
    let measured = try measure(tree, "--jsonl")
    #expect(try SocketRecord.records(measured.run.output).map(\.inode) == [101])
    #expect(measured.run.errorText.contains("tcp: skipped \(count) lines; the first is line"))
    #expect(measured.run.errors.count { $0 == UInt8(ascii: "\n") } == 1)
  }

  /// One extremely long line must not hide the rows after it.
  @Test func anOverlongLineHidesNoOtherRow() throws {
    let tree = try tree()
    let long = String(repeating: "x", count: LongTests.size(1 << 22, long: 1 << 27))
    let row = KernelRow.listener("127.0.0.1:81", inode: 102).tcpText(number: 1)
    try tree.folder.write("\(ProcTree.heading)\n\(long)\n\(row)\n\(long)", to: "self/net/tcp")
    let measured = try measure(tree, "--jsonl")
    #expect(try SocketRecord.records(measured.run.output).map(\.inode) == [102, 101])
    #expect(measured.run.errorText.contains("tcp: skipped 2 lines"))
  }

  /// A process may have any number of arguments: portstat keeps at most 128 KiB of a command line.
  @Test func manyArgumentsAreCutAtTheirLimit() throws {
    let tree = try tree()
    try tree.folder.write(String(repeating: "x\0", count: 1 << 19), to: "7/cmdline")
    let measured = try measure(tree, "--jsonl")
    let command = try SocketRecord.records(measured.run.output).first?.processes.first?.command
    #expect(command?.count == 65_536)
  }
}
