import SocketInspector

/// A socket of the live view, and how it changed at the last update.
struct LiveRow {
  var socket: Socket
  var change: Change.Kind?
  /// Whether its owners were read again since the last update.
  var isVerified = false
}

extension SocketEntry {
  /// Whether both rows have the same protocol and endpoints.
  func isAt(_ other: SocketEntry) -> Bool {
    table == other.table && local == other.local && remote == other.remote
  }
}
