import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Which tables of a tree are read.
@Suite struct ProcNetDirectoriesTests {
  private func ports(_ tree: ProcTree) throws -> [UInt16?] {
    let proc = try ProcFileSystem(tree.path)
    var reader = try SocketTableReader(proc) { _ in true }
    try reader.read(Query(procPath: tree.path).readPlan)
    #expect(reader.issues.isEmpty && reader.remarks.isEmpty)
    return reader.finished().rows.map(\.local.port)
  }

  /// A monitoring container with the host's /proc would show its own sockets beside the PIDs of the host:
  /// `self` of that tree is the process that reads it, and process 1 is the machine's.
  @Test func theTablesOfProcessOneArePreferred() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:7001", inode: 71)])
    try tree.writeTable("tcp", [.listener("127.0.0.1:7002", inode: 72)], in: "1/net")
    try tree.writeTable("tcp", [.listener("127.0.0.1:7003", inode: 73)], in: "net")
    #expect(try ports(tree) == [7002])
  }

  /// Recordings in the layout of the fixtures of prometheus/procfs, in which `self` is a link to a process
  /// without tables, or a folder without them, would be refused.
  @Test(arguments: ["link", "dangling link", "folder", "folder with net", "nothing"])
  func aRecordingWithTablesInNetAloneIsRead(kind: String) throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("10.0.2.15:2049", inode: 20_490)], in: "net")
    try tree.makeFolder("26231/net")
    switch kind {
    case "link": try tree.folder.link("self", to: "26231")
    case "dangling link": try tree.folder.link("self", to: "4711")
    case "folder": try tree.folder.write("self\n", to: "self/comm")
    case "folder with net": try tree.folder.write("lo: 0\n", to: "self/net/dev")
    default: break
    }
    #expect(try ports(tree) == [2049])
  }

  /// A recording that has one table here and another one there would lose one of them without a note.
  @Test func eachTableIsReadFromTheFirstFolderThatHasIt() throws {
    let tree = try ProcTree(empty: ())
    try tree.writeTable("tcp", [.listener("127.0.0.1:7101", inode: 71)], in: "net")
    try tree.writeTable("tcp", [.listener("127.0.0.1:7102", inode: 72)], in: "self/net")
    try tree.writeTable("udp", [.unconnected("127.0.0.1:7103", inode: 73)], in: "net")
    try tree.writeTable("tcp6", [.listener("[::1]:7104", inode: 74)], in: "1/net")
    #expect(try ports(tree) == [7102, 7104, 7103])
  }

  /// A folder in place of a table is damage, which must be reported and not be covered by another folder.
  @Test func aDamagedTableIsAnIssue() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("self/net/tcp")
    try tree.writeTable("tcp", [.listener("127.0.0.1:7101", inode: 71)], in: "net")
    let proc = try ProcFileSystem(tree.path)
    var reader = try SocketTableReader(proc) { _ in true }
    try reader.read(Query(procPath: tree.path).readPlan)
    #expect(
      reader.issues == [
        .unreadableTable(SystemError(.read, "\(tree.path)/self/net/tcp", code: EISDIR))
      ])
  }

  /// WSL 1 has four empty files: portstat answered that nobody listens.
  @Test func emptyTablesAreNoAnswer() throws {
    let tree = try ProcTree(empty: ())
    for name in ["tcp", "tcp6", "udp", "udp6"] { try tree.folder.write("", to: "self/net/\(name)") }
    let error = SystemError(.read, "\(tree.path)/self/net", code: ENODATA)
    #expect(throws: error) { try Snapshot.capture(Query(procPath: tree.path)) }
    #expect(error.description.hasSuffix("this kernel does not list sockets"))
    var query = Query(procPath: tree.path)
    query.filter.tables = [.udp]
    #expect(throws: error) { try Snapshot.capture(query) }
    // Without IPv6, there are only two files.
    for name in ["tcp6", "udp6"] { try tree.remove("self/net/\(name)") }
    #expect(throws: error) { try Snapshot.capture(Query(procPath: tree.path)) }
    // One table with a heading shows that the kernel does list sockets; the others are damaged.
    try tree.writeTable("udp", [])
    try tree.folder.write("", to: "self/net/udp6")
    query.requirements = []
    let snapshot = try Snapshot.capture(query)
    #expect(snapshot.sockets.isEmpty && snapshot.issues.count == 1)
  }

  // MARK: Byte order

  /// A tree of a big-endian machine, as its kernel prints it.
  private func bigEndianTree() throws -> ProcTree {
    let tree = try ProcTree(empty: ())
    let end = "00000000:00000000 00:00000000 00000000  1000        0"
    try tree.writeLines(
      [
        ProcTree.heading,
        "   0: 7F000001:0CEA 00000000:0000 0A \(end) 8801 1 0 100 0 0 10 0",
        "   1: C0A80107:9C40 C0A801FE:0016 01 \(end) 8802 1 0 20 4 30 10 -1",
      ], to: "self/net/tcp")
    try tree.writeLines(
      [
        ProcTree.heading,
        "   0: 00000000000000000000000000000001:0277 00000000000000000000000000000000:0000 0A \(end) "
          + "8803 1 0 100 0 0 10 0",
      ], to: "self/net/tcp6")
    return tree
  }

  /// A recording of an IBM Z or an older PowerPC machine would show addresses of strangers: 1.0.0.127 for
  /// 127.0.0.1, and 7.1.168.192 for 192.168.1.7.
  @Test(.enabled(if: ByteOrder.native == .little, "the recording is of this machine's byte order"))
  func aRecordingOfABigEndianMachineIsReadWithItsByteOrder() throws {
    let tree = try bigEndianTree()
    var query = Query(procPath: tree.path, byteOrder: .big)
    let right = try Snapshot.capture(query)
    #expect(
      right.sockets.map(\.local.description) == [
        "127.0.0.1:3306", "[::1]:631", "192.168.1.7:40000",
      ])
    #expect(right.sockets.last?.remote.description == "192.168.1.254:22")
    #expect(!right.issues.contains(.reversedByteOrder))
    query.byteOrder = nil
    let wrong = try Snapshot.capture(query)
    #expect(wrong.sockets.contains { $0.local.description == "1.0.0.127:3306" })
    #expect(wrong.issues.count { $0 == .reversedByteOrder } == 1 && !wrong.isComplete)
    query.byteOrder = .little
    #expect(try !Snapshot.capture(query).issues.contains(.reversedByteOrder))
  }

  /// Every recording would get the note.
  @Test(arguments: Fixtures.names)
  func aRecordingOfThisByteOrderHasNoNote(tree: String) throws {
    let snapshot = try Snapshot.capture(Query(requirements: [], procPath: Fixtures.path(tree)))
    #expect(!snapshot.issues.contains(.reversedByteOrder))
  }

  /// IPv6 alone, IPv4-mapped addresses, and those of systemd-resolved must be recognized too.
  @Test func reversedLoopbackAddressesAreRecognized() {
    let reversed = [
      IPAddress(ipv6: 0x80fe << 32, 0x1234_5678_9abc_def0), IPAddress(ipv4: 0x0100_007f),
      IPAddress(ipv6: 0, 0x0100_0000),
      IPAddress(ipv6: 0, 0xffff_0000_0100_007f), IPAddress(ipv4: 0x3600_007f),
    ]
    #expect(reversed.allSatisfy { $0.reversed.showsByteOrder && !$0.showsByteOrder })
    let others = [
      IPAddress(ipv4: 0x7f00_0001), IPAddress(ipv4: 0x0101_0101), IPAddress(ipv6: 0, 1),
      IPAddress(ipv6: 1, 0x0100_0000), IPAddress(ipv6: 0, 0xffff_7f00_0001),
      IPAddress(ipv4: 0x0a00_007f), IPAddress(ipv4: 0xc0a8_017f),
      IPAddress(ipv6: 0xfe80 << 48, 5), IPAddress(ipv6: 0x2001_0db8_80fe << 16, 0x80fe),
    ]
    #expect(!others.contains { $0.reversed.showsByteOrder })
  }

  /// A recording of a big-endian machine whose only telling address is a link-local one would show an address that
  /// nobody has: 0:80fe::.
  @Test(.enabled(if: ByteOrder.native == .little, "the recording is of this machine's byte order"))
  func aReversedLinkLocalAddressShowsTheByteOrder() throws {
    let end = "00000000:00000000 00:00000000 00000000     0        0"
    func isReversed(_ address: String) throws -> Bool {
      let tree = try ProcTree()
      let none = String(repeating: "0", count: 32)
      try tree.writeLines(
        [
          ProcTree.heading,
          "   0: \(none):0016 \(none):0000 0A \(end) 8801 1 0 100 0 0 10 0",
          "   1: \(address):0016 \(none):0000 0A \(end) 8802 1 0 100 0 0 10 0",
        ], to: "self/net/tcp6")
      let snapshot = try Snapshot.capture(Query(requirements: [], procPath: tree.path))
      #expect(snapshot.sockets.count == 2)
      return snapshot.issues.contains(.reversedByteOrder)
    }
    // fe80::211:22ff:fe33:4455 as a big-endian and as a little-endian kernel prints it.
    #expect(try isReversed("FE80000000000000021122FFFE334455"))
    #expect(try !isReversed("000080FE00000000FF221102554433FE"))
  }

  /// A connection of the address 1.0.0.127, which exists, would make a recording look reversed.
  @Test func aRightLoopbackAddressShowsTheByteOrder() throws {
    let stranger = KernelRow.connection("1.0.0.127:40001", "1.0.0.127:443", inode: 5)
    for (rows, isReversed) in [
      ([stranger], true), ([stranger, .listener("127.0.0.1:631", inode: 6)], false),
    ] {
      let tree = try ProcTree(tcp: rows)
      let issues = try Snapshot.capture(Query(requirements: [], procPath: tree.path)).issues
      #expect(issues.contains(.reversedByteOrder) == isReversed)
    }
  }
}
