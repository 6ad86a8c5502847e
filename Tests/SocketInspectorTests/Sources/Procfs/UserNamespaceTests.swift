import TestSupport
import Testing

@testable import SocketInspector

@Suite struct UserNamespaceTests {
  /// In a rootless container, root's sockets would be shown as those of "nobody".
  @Test(
    arguments: [
      ("         0       1000          1\n", 65_534, nil),
      ("         0     100000      65536\n", 65_534, nil),
      ("0 1000 1\n1 100000 65535\n", 65_534, nil),
      ("0 1000 1\n", 33, 33), ("         0          0 4294967295\n", 65_534, 65_534),
      ("0 0 1000\n1000 1000 4294966295\n", 65_534, 65_534), (nil, 65_534, 65_534),
    ] as [(String?, UInt32, UInt32?)])
  func theOverflowUserIsUnknownUnlessEveryUserIsMapped(
    map: String?, printed: UInt32, expected: UInt32?
  ) throws {
    let tree = try ProcTree(
      tcp: [.listener("0.0.0.0:7010", inode: 3, userID: printed)],
      udp6: [KernelRow("[::1]:7011", state: 7, userID: printed, inode: 4)])
    if let map { try tree.folder.write(map, to: "self/uid_map") }
    let snapshot = try Snapshot.capture(Query(requirements: [], procPath: tree.path))
    #expect(snapshot.sockets.map(\.userID) == [expected, expected])
  }
}
