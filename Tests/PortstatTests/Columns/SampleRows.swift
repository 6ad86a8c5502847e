import SocketInspector
import TestSupport

@testable import portstat

/// Rows of chosen values, as if columns had read them from sockets.
struct SampleRows {
  let columns: [Column]
  let snapshot: Snapshot

  init(_ keys: [String], _ rows: [[Value]]) throws {
    let tree = try ProcTree(
      tcp: rows.indices.map { .listener("0.0.0.0:\($0 + 1)", inode: UInt64($0 + 1)) })
    snapshot = try Snapshot.capture(Query(requirements: [], procPath: tree.path))
    columns = keys.enumerated().map { place, key in
      Column(key, key.uppercased(), "made by a test") { socket, _ in
        rows[Int(socket.local.port ?? 0) - 1][place]
      }
    }
  }

  static var names: Names { Names(isNumeric: true, []) { [] } }

  var records: Records { Records(snapshot, columns, sortedBy: [], Self.names) }

  /// The rows as events of one kind, at one time.
  func events(_ kind: Change.Kind) -> Records {
    Records(
      snapshot.sockets.map { Change(kind: kind, socket: $0) },
      at: Timestamp(seconds: 1_795_773_723, milliseconds: 45), columns, Self.names)
  }

  /// The indices of the rows in the order of `keys`.
  func order(_ keys: [SortKey]) -> [UInt32]? {
    SortKey.order(snapshot.sockets, by: keys, RenderContext(Self.names))
  }
}
