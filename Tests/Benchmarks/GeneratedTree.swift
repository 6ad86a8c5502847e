import Foundation
import SocketInspector
import TestSupport

/// A proc tree with a table of many rows and the processes that hold its sockets.
struct GeneratedTree {
  private static let firstProcess: Int32 = 1000

  private let tree: ProcTree
  /// Every descriptor, process by process: row by row, as many for each process.
  let descriptors: [SocketDescriptor]

  /// - Parameters:
  ///   - rows: How many rows the TCP table has.
  ///   - sockets: How many sockets the processes hold, from the first row's on; all of them need not
  ///     be in the table.
  ///   - perProcess: How many of them one process holds.
  init(rows: Int, sockets: Int, perProcess: Int) throws {
    tree = try ProcTree(empty: ())
    let table = GeneratedTable(table: .tcp, family: .ipv4, count: rows)
    try tree.folder.write(Data(GeneratedTable.heading + table.text), to: "self/net/tcp")
    descriptors = (0..<sockets).map { row in
      SocketDescriptor(
        inode: UInt64(GeneratedTable.inode(row)),
        pid: Self.firstProcess + Int32(row / perProcess), fd: Int32(3 + row % perProcess))
    }
    for first in stride(from: 0, to: sockets, by: perProcess) {
      let pid = descriptors[first].pid
      let fd = "\(tree.path)/\(pid)/fd"
      try tree.addProcess(pid, name: "server")
      for descriptor in descriptors[first..<min(first + perProcess, sockets)] {
        guard
          symlink("socket:[\(descriptor.inode)]", "\(fd)/\(descriptor.fd)") == 0
        else { throw CocoaError(.fileWriteUnknown) }
      }
    }
  }

  /// A query for what the tree says.
  func query(_ requirements: Requirements) -> Query {
    Query(requirements: requirements, procPath: tree.path)
  }

  /// A snapshot in which each row has the owner that the tree tells of.
  func snapshot(_ willJoin: @escaping () -> Void = {}) throws -> Snapshot {
    let found = OwnerResolution(all: descriptors)
    let tree = try ProcFileSystem(tree.path)
    var owners = OwnersByClosure { _ in
      willJoin()
      return found
    }
    return try Snapshot.capture(query(.processName), in: tree, &owners)
  }
}
