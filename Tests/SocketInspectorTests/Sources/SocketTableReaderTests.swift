import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct SocketTableReaderTests {
  /// What a reader saw of a tree.
  private struct Reading {
    var rows: [SocketEntry] = []
    var listeners: [SocketEntry] = []
    var issues: [SocketInspector.Issue] = []
    var tableCount = 0

    init(
      _ tree: ProcTree, where isWanted: @escaping (SocketEntry) -> Bool = { _ in true }
    ) throws {
      let root = try ProcFileSystem(tree.path)
      var reader = try SocketTableReader(root, where: isWanted)
      try reader.read(Query(procPath: tree.path).readPlan)
      issues = reader.issues
      tableCount = reader.tableCount
      (rows, listeners, _) = reader.finished()
    }
  }

  /// Each of the four tables is read as what it is.
  @Test func everyTableIsReadWithItsProtocolAndFamily() throws {
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:80", inode: 1)], tcp6: [.listener("[::1]:80", inode: 2)],
      udp: [.unconnected("0.0.0.0:53", inode: 3)],
      udp6: [.connection("[2001:db8::1]:40000", "[2001:db8::2]:53", inode: 4)])
    let reading = try Reading(tree)
    #expect(
      reading.rows.map(\.local.description) == [
        "127.0.0.1:80", "[::1]:80", "0.0.0.0:53", "[2001:db8::1]:40000",
      ])
    #expect(reading.rows.map(\.table) == [.tcp, .tcp, .udp, .udp])
    #expect(reading.rows.map(\.inode) == [1, 2, 3, 4])
    #expect(reading.rows.map(\.state) == [.listen, .listen, nil, .established])
    #expect(reading.listeners.map(\.inode) == [1, 2, 3])
    #expect(reading.issues.isEmpty)
    #expect(reading.tableCount == 4)
  }

  /// Without IPv6 there is no tcp6: nothing is wrong with that.
  @Test func aMissingTableIsNoIssue() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.remove("self/net/tcp6")
    try tree.remove("self/net/udp6")
    let reading = try Reading(tree)
    #expect(reading.rows.count == 1)
    #expect(reading.issues.isEmpty)
    #expect(reading.tableCount == 2)
  }

  /// What is no table of the kernel's is not taken for an empty one.
  @Test(arguments: [
    "garbage\n", "\u{0}\u{0}\u{0}\u{0}", "slow\n", String(repeating: "x", count: 200_000),
  ])
  func rubbishIsNoEmptyTable(text: String) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.remove("self/net/udp")
    try tree.folder.write(Data(text.utf8), to: "self/net/udp")
    let reading = try Reading(tree)
    #expect(reading.rows.count == 1)
    #expect(
      reading.issues == [
        .malformedLines(
          table: "udp", count: 1, firstLine: 1, firstError: ParseError(field: .heading, column: 1))
      ])
  }

  /// A tree without tables is no machine without sockets.
  @Test func aTreeWithoutNetCannotBeRead() throws {
    let tree = try ProcTree(empty: ())
    #expect(throws: SystemError(.open, "\(tree.path)/net", code: ENOENT)) { try Reading(tree) }
  }

  /// `net` and `self/net` may be different namespaces' tables; `self/net` is there always.
  @Test func selfNetIsPreferredToNet() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.writeTable("tcp", [.listener("127.0.0.1:81", inode: 2)], in: "net")
    #expect(try Reading(tree).rows.map(\.inode) == [1])
  }

  /// A recording that was copied without `self` can be read all the same.
  @Test func netIsUsedWhereSelfNetIsMissing() throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("127.0.0.1:81", inode: 2)], in: "net")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [2])
    #expect(reading.tableCount == 1)
  }

  /// Lines that cannot be read are told, once a table, and hide nothing else.
  @Test func malformedLinesBecomeOneIssueATable() throws {
    let tree = try ProcTree(udp: [.unconnected("0.0.0.0:53", inode: 3)])
    let row = KernelRow.listener("127.0.0.1:80", inode: 1).tcpText(number: 0)
    try tree.writeLines(
      [ProcTree.heading, row, "   1: 0100007F:00", "", row + " more", "garbage"],
      to: "self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [1, 3])
    #expect(
      reading.issues == [
        .malformedLines(
          table: "tcp", count: 3, firstLine: 3,
          firstError: ParseError(field: .localPort, column: 18))
      ])
  }

  /// A recording without the heading loses its first socket if line 1 is always passed over.
  @Test func theFirstLineIsReadWhenItIsARow() throws {
    let tree = try ProcTree()
    let row = KernelRow.listener("127.0.0.1:80", inode: 1).tcpText(number: 0)
    try tree.writeLines([row], to: "self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [1])
    #expect(reading.issues.isEmpty)
  }

  /// The last line of a file that was cut is read as far as it is sure.
  @Test func aLineWithoutANewlineIsReadWhenItIsWhole() throws {
    let tree = try ProcTree()
    let row = KernelRow.unconnected("0.0.0.0:53", inode: 3).udpText(number: 0)
    let text = row.trimmingCharacters(in: [" "])
    try tree.folder.write("\(ProcTree.heading)\n\(text)", to: "self/net/udp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [3])
    #expect(reading.rows.map(\.drops) == [nil])
    #expect(reading.issues.isEmpty)
  }

  /// The kernel repeats rows at the end of a table that grew meanwhile.
  @Test func repeatedRowsAreShownOnce() throws {
    let old = KernelRow.connection("127.0.0.1:80", "127.0.0.1:50000", state: 3, inode: 0)
    let new = KernelRow.connection("127.0.0.1:80", "127.0.0.1:50000", state: 6, inode: 0)
    let other = KernelRow.listener("127.0.0.1:80", inode: 1)
    let tree = try ProcTree(tcp: [old, other, new, other])
    let reading = try Reading(tree)
    #expect(reading.rows.count == 2)
    #expect(Set(reading.rows.map(\.state)) == [.timeWait, .listen])
  }

  /// A recording does not change: however long its tables are, each is read once, and what is said of
  /// its lines is said once.
  @Test func aRecordingIsReadOnce() throws {
    let tree = try ProcTree(tcp: (1...700).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let rows = (1...1_000).map {
      KernelRow.unconnected("127.0.0.1:\($0)", inode: UInt64(1_000 + $0)).udpText(number: $0)
    }
    try tree.writeLines([ProcTree.heading] + rows + ["garbage"], to: "self/net/udp")
    var seen: [UInt64] = []
    let reading = try Reading(tree) { row in
      seen.append(row.inode)
      return true
    }
    #expect(seen == Array(1...700) + Array(1_001...2_000))
    #expect(reading.rows.count == 1_700)
    #expect(reading.tableCount == 4)
    #expect(
      reading.issues == [
        .malformedLines(
          table: "udp", count: 1, firstLine: 1_002,
          firstError: ParseError(field: .number, column: 1))
      ])
  }

  /// A directory where a table should be: said, and the other tables are shown.
  @Test func aDirectoryInPlaceOfATableIsAnIssue() throws {
    let tree = try ProcTree(udp: [.unconnected("0.0.0.0:53", inode: 3)])
    try tree.remove("self/net/tcp")
    try tree.makeFolder("self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [3])
    #expect(
      reading.issues == [
        .unreadableTable(SystemError(.read, "\(tree.path)/self/net/tcp", code: EISDIR))
      ])
    #expect(reading.tableCount == 3)
  }

  /// A FIFO where a table should be must not hang the program, nor pass for an empty table.
  @Test(.timeLimit(.minutes(5)))
  func aFIFOInPlaceOfATableIsAnIssueAndNotAHang() throws {
    let tree = try ProcTree(udp: [.unconnected("0.0.0.0:53", inode: 3)])
    try tree.remove("self/net/tcp")
    try tree.makeFIFO("self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [3])
    #expect(reading.issues.count == 1)
  }

  /// A link that leads nowhere is a missing table, one that leads to itself an issue.
  @Test func aLoopInPlaceOfATableIsAnIssue() throws {
    let tree = try ProcTree()
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "tcp")
    #expect(
      try Reading(tree).issues == [
        .unreadableTable(SystemError(.open, "\(tree.path)/self/net/tcp", code: ELOOP))
      ])
  }

  /// A filter leaves out rows, never listeners: they tell which connections came in.
  @Test func listenersAreKeptAlsoWhenTheyAreNotWanted() throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 1),
      .connection("127.0.0.1:80", "127.0.0.1:50000", inode: 2),
    ])
    let reading = try Reading(tree) { $0.state == .established }
    #expect(reading.rows.map(\.inode) == [2])
    #expect(reading.listeners.map(\.inode) == [1])
  }

  /// The kernel's release decides whether uid 0 of a closed socket means root.
  @Test(
    arguments: [
      ("6.16.9\n", nil), ("6.17.0\n", 0), ("6.17.0-rc1\n", 0), ("7.0.0-generic\n", 0),
      ("5.15.0-139-generic\n", nil), ("2.6.32-754.el6\n", nil), ("10.1\n", 0), ("unknown\n", nil),
    ] as [(String, UInt32?)])
  func theKernelReleaseDecidesWhoseAClosedSocketIs(release: String, userID: UInt32?) throws {
    let tree = try ProcTree(tcp: [.connection("10.0.0.1:1", "10.0.0.2:2", state: 4, inode: 0)])
    try tree.folder.write(release, to: "sys/kernel/osrelease")
    #expect(try Reading(tree).rows.map(\.userID) == [userID])
  }

  /// A recording that does not name its kernel: nothing is guessed.
  @Test func withoutAKernelReleaseAClosedSocketHasNoUser() throws {
    let tree = try ProcTree(tcp: [.connection("10.0.0.1:1", "10.0.0.2:2", state: 4, inode: 0)])
    #expect(try Reading(tree).rows.map(\.userID) == [nil])
  }
}
