import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct SocketTableReaderTests {
  /// The result of reading a tree.
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

  /// The sockets of a table would be shown with the wrong protocol or family.
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

  /// A machine without IPv6, which has no tcp6, would be reported as unreadable.
  @Test func aMissingTableIsNotAnIssue() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.remove("self/net/tcp6")
    try tree.remove("self/net/udp6")
    let reading = try Reading(tree)
    #expect(reading.rows.count == 1)
    #expect(reading.issues.isEmpty)
    #expect(reading.tableCount == 2)
  }

  /// A file that is not a table would be reported as a table without sockets.
  @Test(arguments: [
    "garbage\n", "\u{0}\u{0}\u{0}\u{0}", "slow\n", String(repeating: "x", count: 200_000),
  ])
  func aFileThatIsNotATableIsAnIssue(text: String) throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.remove("self/net/udp")
    try tree.folder.write(Data(text.utf8), to: "self/net/udp")
    let reading = try Reading(tree)
    #expect(reading.rows.count == 1)
    #expect(
      reading.issues == [
        .malformedLines(
          path: "\(tree.path)/self/net/udp", count: 1, firstLine: 1,
          firstError: ParseError(field: .heading, column: 1))
      ])
  }

  /// A tree without tables would be reported as a machine without sockets.
  @Test func aTreeWithoutTablesIsAnError() throws {
    let tree = try ProcTree(empty: ())
    #expect(throws: SystemError(.open, "\(tree.path)/net", code: ENOENT)) { try Reading(tree) }
  }

  /// The tables of another network namespace would be read: `net` and `self/net` may differ.
  @Test func selfNetIsPreferredToNet() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 1)])
    try tree.writeTable("tcp", [.listener("127.0.0.1:81", inode: 2)], in: "net")
    #expect(try Reading(tree).rows.map(\.inode) == [1])
  }

  /// A recording that was copied without `self` could not be read.
  @Test func netIsReadIfSelfNetIsMissing() throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("127.0.0.1:81", inode: 2)], in: "net")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [2])
    #expect(reading.tableCount == 1)
  }

  /// A malformed line would hide the sockets after it, or not be reported.
  @Test func malformedLinesAreOneIssueForEachTable() throws {
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
          path: "\(tree.path)/self/net/tcp", count: 3, firstLine: 3,
          firstError: ParseError(field: .localPort, column: 18))
      ])
  }

  /// A recording without the heading would lose its first socket.
  @Test func theFirstLineIsReadIfItIsARow() throws {
    let tree = try ProcTree()
    let row = KernelRow.listener("127.0.0.1:80", inode: 1).tcpText(number: 0)
    try tree.writeLines([row], to: "self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [1])
    #expect(reading.issues.isEmpty)
  }

  /// A truncated file would lose its last socket, or show part of a number as the number of drops.
  @Test func aLineWithoutANewlineIsReadIfItIsComplete() throws {
    let tree = try ProcTree()
    let row = KernelRow.unconnected("0.0.0.0:53", inode: 3).udpText(number: 0)
    let text = row.trimmingCharacters(in: [" "])
    try tree.folder.write("\(ProcTree.heading)\n\(text)", to: "self/net/udp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [3])
    #expect(reading.rows.map(\.drops) == [nil])
    #expect(reading.issues.isEmpty)
  }

  /// A socket would be shown twice: the kernel repeats rows if a table changes while it is read.
  @Test func repeatedRowsAreShownOnce() throws {
    let old = KernelRow.connection("127.0.0.1:80", "127.0.0.1:50000", state: 3, inode: 0)
    let new = KernelRow.connection("127.0.0.1:80", "127.0.0.1:50000", state: 6, inode: 0)
    let other = KernelRow.listener("127.0.0.1:80", inode: 1)
    let tree = try ProcTree(tcp: [old, other, new, other])
    let reading = try Reading(tree)
    #expect(reading.rows.count == 2)
    #expect(Set(reading.rows.map(\.state)) == [.timeWait, .listen])
  }

  /// A long recording, which cannot change, would be read several times, and its malformed lines
  /// reported several times.
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
          path: "\(tree.path)/self/net/udp", count: 1, firstLine: 1_002,
          firstError: ParseError(field: .number, column: 1))
      ])
  }

  /// A directory in place of a table would hide the other tables, or would not be reported.
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

  /// A FIFO in place of a table would block the program, or be reported as a table without sockets.
  @Test(.timeLimit(.minutes(5)))
  func aFIFOInPlaceOfATableIsAnIssueAndDoesNotBlock() throws {
    let tree = try ProcTree(udp: [.unconnected("0.0.0.0:53", inode: 3)])
    try tree.remove("self/net/tcp")
    try tree.makeFIFO("self/net/tcp")
    let reading = try Reading(tree)
    #expect(reading.rows.map(\.inode) == [3])
    #expect(reading.issues.count == 1)
  }

  /// A symbolic link to itself in place of a table would be taken for a missing table.
  @Test func aLoopInPlaceOfATableIsAnIssue() throws {
    let tree = try ProcTree()
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "tcp")
    #expect(
      try Reading(tree).issues == [
        .unreadableTable(SystemError(.open, "\(tree.path)/self/net/tcp", code: ELOOP))
      ])
  }

  /// A filter that excludes listeners would change the direction of connections.
  @Test func listenersAreKeptIfTheyDoNotMatch() throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 1),
      .connection("127.0.0.1:80", "127.0.0.1:50000", inode: 2),
    ])
    let reading = try Reading(tree) { $0.state == .established }
    #expect(reading.rows.map(\.inode) == [2])
    #expect(reading.listeners.map(\.inode) == [1])
  }

  /// A closed socket would be shown as one of root, because kernels before 6.17 print 0 for its
  /// user.
  @Test(
    arguments: [
      ("6.16.9\n", nil), ("6.17.0\n", 0), ("6.17.0-rc1\n", 0), ("7.0.0-generic\n", 0),
      ("5.15.0-139-generic\n", nil), ("2.6.32-754.el6\n", nil), ("10.1\n", 0), ("unknown\n", nil),
    ] as [(String, UInt32?)])
  func theKernelReleaseDecidesTheUserOfAClosedSocket(release: String, userID: UInt32?) throws {
    let tree = try ProcTree(tcp: [.connection("10.0.0.1:1", "10.0.0.2:2", state: 4, inode: 0)])
    try tree.folder.write(release, to: "sys/kernel/osrelease")
    #expect(try Reading(tree).rows.map(\.userID) == [userID])
  }

  /// A recording that does not name its kernel would show closed sockets as those of root.
  @Test func withoutAKernelReleaseAClosedSocketHasNoUser() throws {
    let tree = try ProcTree(tcp: [.connection("10.0.0.1:1", "10.0.0.2:2", state: 4, inode: 0)])
    #expect(try Reading(tree).rows.map(\.userID) == [nil])
  }
}
