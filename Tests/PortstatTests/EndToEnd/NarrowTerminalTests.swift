import Foundation
import TestSupport
import Testing

/// The table of a web server on terminals of several widths, with a connection between two full-length IPv6
/// addresses: that row is wider than any usual terminal.
@Suite(.enabled(if: PseudoTerminal.isAvailable, "no pseudo-terminals are available"))
struct NarrowTerminalTests {
  private static let local = "[2001:db8:4d:5e:6f:7a:8b9c:ad1e]:7443"
  private static let remote = "[2001:db8:9a:8b:7c:6d:5e4f:3a2b]:50997"

  /// Runs portstat on a terminal.
  private func run(
    _ arguments: [String], columns: Int
  ) throws -> (rows: [String], errors: String) {
    let tree = try ProcTree(empty: ())
    let proc = tree.folder.url.appendingPathComponent("proc")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: Fixtures.path("web-server")), to: proc)
    let table = proc.appendingPathComponent("self/net/tcp6")
    let row = KernelRow.connection(Self.local, Self.remote, inode: 881_001).tcpText(number: 9)
    try (String(contentsOf: table, encoding: .utf8) + row + "\n")
      .write(to: table, atomically: false, encoding: .utf8)
    try tree.folder.write("collector\n", to: "proc/5150/comm")
    try tree.makeFolder("proc/5150/fd")
    try tree.folder.link("proc/5150/fd/4", to: "socket:[881001]")
    let run = try PseudoTerminal.run(
      Program.portstat, ["--proc", proc.path, "--color=never"] + arguments,
      columns: UInt16(columns))
    #expect(run.status == 0)
    let lines = run.text.split(separator: "\n").map(String.init)
    return (lines.filter { $0.hasPrefix("tcp") || $0.hasPrefix("udp") }, run.errors)
  }

  /// Whether both addresses are IPv4 addresses, or `*:*`.
  private func isIPv4(_ row: String) -> Bool { row.hasPrefix("tcp ") || row.hasPrefix("udp ") }

  /// State, PID and process answer the question, so no row may lose them, and one long row must not make the
  /// others longer.
  @Test(arguments: [40, 60, 80, 100, 120])
  func aLongRowCostsOthersNothing(columns: Int) throws {
    let (rows, errors) = try run([], columns: columns)
    #expect(rows.count == 23)
    for row in rows {
      #expect(row.contains(/\ (LISTEN|ESTABLISHED|-) +[0-9]+ +[a-z.-]{8}/), "\(row)")
      if columns >= 100, !row.contains(Self.local) { #expect(row.count <= columns, "\(row)") }
      if columns >= 80, isIPv4(row) { #expect(row.count <= columns, "\(row)") }
    }
    #expect(rows.contains { $0.contains("\(Self.local)  \(Self.remote)  ESTABLISHED  5150  coll") })
    let notes = errors.split(separator: "\n")
    #expect(notes.count <= 1)
    #expect(notes.allSatisfy { $0.contains("Class") && $0.contains("-W") })
  }

  /// The reason why there is no owner would be cut where there is room for it, because one row is long.
  @Test(arguments: [120, 150])
  func namesAreWholeIfTheyHaveRoom(columns: Int) throws {
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:7443", inode: 1)]
        + (1...3).map { .connection("127.0.0.1:7443", "127.0.0.1:4000\($0)", inode: 0) },
      tcp6: [.connection(Self.local, Self.remote, inode: 2)])
    let run = try PseudoTerminal.run(
      Program.portstat, ["--proc", tree.path, "--color=never"], columns: UInt16(columns))
    #expect(run.text.split(separator: "\n").count { $0.contains(" (accept-queue) ") } == 3)
  }

  /// If the user has named the columns, none is left out; a long row must not pad all others to its width.
  @Test(arguments: [40, 60, 80])
  func aLongRowPadsNoOtherRowOfChosenColumns(columns: Int) throws {
    let list = "proto,local,foreign,state,pid,process,class,service"
    let (rows, errors) = try run(["--columns", list], columns: columns)
    #expect(rows.count == 23 && errors.isEmpty)
    for row in rows {
      #expect(row.split(separator: " ").count == 8, "\(row)")
      if !row.contains(Self.local) { #expect(row.count < 115, "\(row)") }
    }
    let wide = try run(["--columns", list, "-W"], columns: columns).rows
    #expect(wide.contains { isIPv4($0) && $0.count > 120 })
  }
}
