/// Finds the other ends of connections on this machine: the socket whose local end is the remote end of a connection,
/// and the other way round. A value without I/O.
///
/// A connection whose addresses are translated on the way has other ends on the other side, so its peer is not
/// found.
struct PeerIndex: Sendable {
  private struct Key: Hashable {
    let table: SocketTable.ID
    let ends: ConnectionEnds
  }

  /// The sockets with the same ends; more than one where several namespaces have the same addresses, and where UDP
  /// sockets share a port.
  private var rows: [Key: [SocketEntry]] = [:]

  /// No peer is found.
  init() {}

  init(_ rows: [SocketEntry]) {
    for row in rows {
      guard let ends = Self.ends(of: row) else { continue }
      self.rows[Key(table: row.table, ends: ends), default: []].append(row)
    }
  }

  /// - Returns: nil for a socket that is not a connection between two ports.
  private static func ends(of row: SocketEntry) -> ConnectionEnds? {
    guard row.hasPeer, row.remote.port ?? 0 != 0, row.local.port ?? 0 != 0 else { return nil }
    return ConnectionEnds(row.local, row.remote)
  }

  /// The socket at the other end of a connection; nil if there is none, or if several sockets may be it.
  func peer(of row: SocketEntry) -> SocketEntry? {
    if rows.isEmpty { return nil }
    guard let ends = Self.ends(of: row),
      var peers = rows[Key(table: row.table, ends: ends.swapped)]
    else { return nil }
    let neighbors = peers.filter { $0.namespaceNumber == row.namespaceNumber }
    // Loopback connections never leave their network namespace.
    if !neighbors.isEmpty || row.local.ip?.unmapped.scope == .loopback { peers = neighbors }
    guard peers.count == 1 else { return nil }
    // A connection of a socket to itself (simultaneous open) is its own peer.
    return peers[0]
  }
}
