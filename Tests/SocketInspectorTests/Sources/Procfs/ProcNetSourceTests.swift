import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// `SocketTableReaderTests` tests what becomes of damaged tables.
@Suite struct ProcNetSourceTests {
  private func read(
    _ table: SocketTable.ID, of tree: ProcTree, kernelReportsOrphanUID: Bool = true
  ) throws -> SocketSink {
    let proc = try ProcFileSystem(tree.path)
    var source = try ProcNetSource(proc, kernelReportsOrphanUID: kernelReportsOrphanUID)
    var sink = SocketSink { _ in true }
    var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)
    sink.beginTable()
    source.read(
      TableRequest(table: table, filter: Filter(), requirements: []), buffer: &buffer, into: &sink)
    return sink
  }

  private func socketCount(_ tree: ProcTree) throws -> UInt64? {
    let proc = try ProcFileSystem(tree.path)
    let source = try ProcNetSource(proc, kernelReportsOrphanUID: true)
    return source.socketCount
  }

  /// `--udp` would list TCP sockets, or no IPv6 sockets.
  @Test func aTableIsReadFromItsFilesForBothFamilies() throws {
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:80", inode: 1)], udp: [.unconnected("0.0.0.0:53", inode: 3)],
      udp6: [.unconnected("[::1]:53", inode: 4)])
    let sink = try read(.udp, of: tree)
    #expect(sink.rows.map(\.inode) == [3, 4])
    #expect(sink.rows.map(\.family) == [.ipv4, .ipv6])
    #expect(sink.tableCount == 2 && sink.issues.isEmpty)
  }

  /// One file that cannot be read would hide the sockets of the other.
  @Test func aFileThatCannotBeReadIsAnIssueOfItsOwn() throws {
    let tree = try ProcTree(tcp6: [.listener("[::1]:80", inode: 2)])
    try tree.remove("self/net/tcp")
    try tree.folder.link("self/net/tcp", to: "tcp")
    let sink = try read(.tcp, of: tree)
    #expect(sink.rows.map(\.inode) == [2])
    #expect(sink.tableCount == 1)
    let error = SystemError(.open, "\(tree.path)/self/net/tcp", code: ELOOP)
    #expect(sink.issues == [.unreadableTable(error)])
  }

  /// Sockets that their process has closed would be shown as root's: before Linux 6.17, the kernel prints
  /// 0 for them.
  @Test func theUserOfAClosedSocketDependsOnTheKernel() throws {
    let tree = try ProcTree(tcp: [
      .connection("127.0.0.1:80", "127.0.0.1:5", state: 4, inode: 0)  // FIN_WAIT1
    ])
    #expect(try read(.tcp, of: tree).rows.map(\.userID) == [0])
    #expect(try read(.tcp, of: tree, kernelReportsOrphanUID: false).rows.map(\.userID) == [nil])
  }

  /// Memory for the rows would be reserved for a wrong number of sockets, or a listing would fail where
  /// `sockstat` cannot be read.
  @Test func theNumberOfSocketsIsThatOfSockstat() throws {
    let tree = try ProcTree()
    #expect(try socketCount(tree) == nil)
    try tree.writeLines(
      ["sockets: used 290", "TCP: inuse 5 orphan 0 tw 12 alloc 7 mem 1", "UDP: inuse 2 mem 0"],
      to: "self/net/sockstat")
    #expect(try socketCount(tree) == 302)
    try tree.writeLines(["sockets: used many"], to: "self/net/sockstat")
    #expect(try socketCount(tree) == nil)
  }
}
