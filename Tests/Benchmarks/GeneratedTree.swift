import Foundation
import SocketInspector
import TestSupport

/// A proc tree with a table of many rows, and the processes that own the sockets.
struct GeneratedTree {
  private static let firstProcess: Int32 = 1000

  private let tree: ProcTree
  /// The descriptors of all processes, in the order of the rows.
  let descriptors: [SocketDescriptor]

  /// - Parameters:
  ///   - rows: The number of rows in the TCP table.
  ///   - sockets: The number of sockets that processes have open, beginning with that of the first row. It may
  ///     exceed the number of rows.
  ///   - perProcess: The number of sockets per process.
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

  /// A query that reads this tree.
  func query(_ requirements: Requirements) -> Query {
    Query(requirements: requirements, procPath: tree.path)
  }

  /// A snapshot with the owners of all rows.
  ///
  /// - Parameter willJoin: Called after the table is read, before rows are joined with descriptors.
  func snapshot(_ willJoin: @escaping () -> Void = {}) throws -> Snapshot {
    let resolution = OwnerResolution(all: descriptors)
    let tree = try ProcFileSystem(tree.path)
    var owners = OwnersByClosure { _ in
      willJoin()
      return resolution
    }
    return try Snapshot.capture(query(.processName), in: tree, &owners)
  }
}
