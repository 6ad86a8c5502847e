import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Finds the rows of real sockets of this process, on the loopback interface and through the real
/// /proc.
///
/// Tests run in parallel, so each looks only at its own sockets, by inode or port.
/// ``eventually(_:_:)`` says why a row may need a moment until it is as expected.
enum LiveRows {
  static func capture(port: UInt16) throws -> Snapshot {
    var query = Query()
    query.filter.ports.included = [PortPattern(port...port)]
    return try Snapshot.capture(query)
  }

  static func row(inode: UInt64) throws -> Socket? {
    try Snapshot.capture(Query(requirements: [.owners, .retransmits])).sockets.first {
      $0.inode == inode
    }
  }

  /// The row of a socket of this process, once it is as expected and this process is its only
  /// owner, with its only descriptor.
  static func owned(
    _ socket: LiveSocket, where isAsExpected: (Socket) -> Bool = { _ in true }
  ) throws -> Socket {
    let inode = try socket.inode
    let port = try socket.port
    let row = try eventually("socket \(inode) at port \(port)") {
      try capture(port: port).sockets.first { row in
        row.inode == inode && row.owners.map(\.pid) == [getpid()]
          && row.owners.map(\.fds) == [[socket.fd]] && isAsExpected(row)
      }
    }
    #expect(row.ownership == .known)
    #expect(row.userID == geteuid())
    return row
  }

  /// The row with these ports, with any owner.
  static func row(
    local: UInt16, remote: UInt16, where isAsExpected: (Socket) -> Bool
  ) throws -> Socket {
    try eventually("a row from port \(local) to \(remote)") {
      try capture(port: local).sockets.first {
        $0.local.port == local && $0.remote.port == remote && isAsExpected($0)
      }
    }
  }

  /// The user of a closed socket: the kernel keeps it since Linux 6.17 and prints 0 before.
  static var userOfOrphans: UInt32? {
    let release = lines(of: "/proc/sys/kernel/osrelease").first ?? ""
    let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (6, 17) ? geteuid() : nil
  }

  /// The lines of a file whose size is not known, such as those of /proc. Reads it in parts:
  /// Foundation returns only the first part of such a file.
  static func lines(of path: String) -> [String] {
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    var contents = Data()
    while let more = try? file.read(upToCount: 65_536), !more.isEmpty { contents += more }
    return String(decoding: contents, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The lines of these sockets in the kernel's tables, as ``ReferenceRow`` reads them, by inode.
  static func referenceRows(of inodes: Set<UInt64>) throws -> [UInt64: ReferenceRow] {
    var rows: [UInt64: ReferenceRow] = [:]
    for table in ["tcp", "tcp6", "udp", "udp6"] {
      for line in lines(of: "/proc/self/net/\(table)").dropFirst() {
        if let row = ReferenceRow(line), inodes.contains(row.inode) { rows[row.inode] = row }
      }
    }
    return rows
  }
}
