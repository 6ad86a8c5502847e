import Foundation
import TestSupport
import Testing

/// Large machines: time and memory must grow no faster than the number of sockets and processes.
@Suite(
  .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
  .disabled(if: Sanitizers.areOn, "a sanitizer uses time and memory of its own"))
struct ScaleTests {
  /// Writes a tree with the given numbers of TCP connections and of processes that hold one each.
  /// Process 1 holds the given number of descriptors, of different sockets or all of one.
  private static let script = """
    import os, sys
    path, sockets, processes, fds, same = sys.argv[1], *map(int, sys.argv[2:])
    os.makedirs(path + "/self/net")
    row = "%4d: 0100007F:%04X %08X:01BB 01 00000000:00000000 00:00000000 00000000     0        0 %d "
    row += "1 0000000000000000 20 4 30 10 -1\\n"
    with open(path + "/self/net/tcp", "w") as table:
      table.write("  sl  local_address rem_address   st\\n")
      for i in range(sockets):
        table.write(row % (i, 1024 + i % 60000, 0x0A000001 + (i // 60000 << 24), 1000 + i))
    def process(pid, fds):
      os.makedirs("%s/%d/fd" % (path, pid))
      with open("%s/%d/comm" % (path, pid), "w") as name: name.write("process%d\\n" % pid)
      for i, inode in enumerate(fds): os.symlink("socket:[%d]" % inode, "%s/%d/fd/%d" % (path, pid, i))
    for p in range(processes): process(2 + p, [1000 + p])
    if fds: process(1, [1000] * fds if same else range(1000, 1000 + fds))
    """

  /// The memory of a run with hardly anything to show, in bytes, and what a run may take in addition however much
  /// there is to show: threads, and pages of the program that only such a run touches; at least 16 MiB. Most of it are
  /// pages of the program and its libraries, which get more with each feature, and are more in a debug build.
  private func constant(_ arguments: [String]) throws -> Int {
    let folder = try tree(Size(sockets: 1, processes: 1))
    let run = try MeasuredRun(.portstat, ["--proc", "\(folder.path)/proc"] + arguments)
    #expect(run.run.status == 0)
    return max(16 << 20, run.peakBytes + 2 << 20)
  }

  /// What the table needs in addition, in bytes, for the text of 131,072 rows.
  private static let text = 131_072 * 110

  struct Size: CustomTestStringConvertible {
    var sockets = 0
    var processes = 0
    var fds = 0
    var areOfOneSocket = false

    var testDescription: String { "\(sockets) sockets, \(processes) processes, \(fds) descriptors" }

    func quarter() -> Size { Size(sockets: sockets / 4, processes: processes / 4, fds: fds / 4) }
  }

  private static let sizes: [Size] = {
    let many = LongTests.size(8_000, long: 500_000)
    let processes = LongTests.size(1_000, long: 20_000)
    return [
      Size(sockets: many, processes: 20), Size(sockets: many, processes: 20, fds: many),
      Size(sockets: processes, processes: processes),
    ]
  }()

  private func tree(_ size: Size) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory(fileCount: size.processes * 4 + size.fds)
    let run = try Program.installed("python3").run(
      "-c", Self.script, "\(folder.path)/proc", "\(size.sockets)", "\(size.processes)",
      "\(size.fds)", size.areOfOneSocket ? "1" : "0")
    try #require(run.status == 0, "\(run.errorText)")
    return folder
  }

  /// With four times the rows, a run must take four times as long, not sixteen times. Memory must
  /// stay below 200 bytes for each row of the tables and 500 for each process. The table also keeps
  /// the text of 131,072 rows, to determine the widths of its columns.
  @Test(arguments: sizes)
  func timeAndMemoryGrowLinearly(size: Size) throws {
    let (big, small) = (try tree(size), try tree(size.quarter()))
    let formats = ["--format=table", "--json", "--csv", "-q", "--sort=remote_port:desc,local_port"]
    for format in formats {
      let run = { (tree: TemporaryDirectory) in
        try MeasuredRun(.portstat, ["--proc", "\(tree.path)/proc", format])
      }
      let few = try run(small)
      var many = try run(big)
      let text = format == "--format=table" || format.hasPrefix("--sort") ? Self.text : 0
      let included = try constant([format]) + 200 * size.sockets + 500 * size.processes + text
      // Most of the constant are pages of the program and its libraries. Which of them the kernel maps around those
      // that are used differs by half a megabyte from run to run.
      for _ in 0..<2 where many.peakBytes > included { many = try run(big) }
      #expect(few.run.status == 0 && many.run.status == 0)
      if format != "-q" {
        let lines = many.run.output.count { $0 == UInt8(ascii: "\n") }
        #expect(lines >= size.sockets && lines <= size.sockets + 3)
      }
      #expect(many.peakBytes <= included, "\(format): \(many.peakBytes >> 10) KB")
      // 0.1 s for starting portstat and the program that measures.
      #expect(
        many.seconds <= 8 * few.seconds + 0.1,
        "\(format): \(few.seconds) s, then \(many.seconds) s")
      print("\(size.testDescription) \(format): \(many.seconds) s, \(many.peakBytes >> 10) KB")
    }
  }

  /// One very wide cell makes every line as wide. If all lines were kept in memory at once, they
  /// would exhaust it.
  @Test func aWideCellIsKeptInMemoryOnce() throws {
    let folder = try tree(Size(sockets: 400, fds: 20_000, areOfOneSocket: true))
    let measured = try MeasuredRun(
      .portstat, ["--proc", "\(folder.path)/proc", "-W", "--columns=fd,state"])
    #expect(measured.run.status == 0)
    let lines = measured.run.output.split(separator: UInt8(ascii: "\n"))
    // A heading and the rows: the title is for terminals only.
    let width = lines[0].count
    #expect(lines.count == 401 && width > 100_000)
    #expect(lines.dropFirst().allSatisfy { $0.count >= width })
    #expect(try measured.peakBytes < constant(["-W"]) + 12 << 20, "\(measured.peakBytes >> 10) KB")
  }

  /// With many sockets and owners, each socket must still be shown with the right owners.
  @Test func everyOneOfManyOwnersIsRight() throws {
    let count = LongTests.size(1_000, long: 20_000)
    let folder = try tree(Size(sockets: count, processes: count, fds: count))
    let found = try SocketRecord.records(["--proc", "\(folder.path)/proc"])
    #expect(found.count == count)
    for socket in found {
      let number = Int32(socket.inode - 1000)
      #expect(socket.descriptors == ["1/\(number)", "\(number + 2)/0"])
      #expect(socket.processes.map(\.name) == ["process1", "process\(number + 2)"])
    }
  }
}
