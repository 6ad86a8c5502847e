/// Finds the other ends of connections on this machine: the socket whose local end is the remote end of a connection,
/// and the other way round. A value without I/O.
///
/// A connection whose addresses are translated on the way has other ends on the other side, so its peer is not
/// found.
struct PeerIndex: Sendable {
  /// Both ends of a connection, as one of its sockets has them. IPv4-mapped addresses are IPv4 addresses, because
  /// one socket may be of IPv6 and the other of IPv4.
  private struct Ends: Hashable {
    let table: SocketTable.ID
    let local: SocketAddress
    let remote: SocketAddress

    /// - Returns: nil for a socket that is not a connection between two ports.
    init?(_ row: SocketEntry) {
      guard row.hasPeer, row.remote.port ?? 0 != 0, row.local.port ?? 0 != 0 else { return nil }
      table = row.table
      local = row.local.unmapped
      remote = row.remote.unmapped
    }

    private init(_ table: SocketTable.ID, _ local: SocketAddress, _ remote: SocketAddress) {
      self.table = table
      self.local = local
      self.remote = remote
    }

    var swapped: Ends { Ends(table, remote, local) }
  }

  /// The sockets with the same ends; more than one where several namespaces have the same addresses, and where UDP
  /// sockets share a port.
  private var rows: [Ends: [SocketEntry]] = [:]

  /// No peer is found.
  init() {}

  init(_ rows: [SocketEntry]) {
    for row in rows {
      guard let ends = Ends(row) else { continue }
      self.rows[ends, default: []].append(row)
    }
  }

  /// The socket at the other end of a connection; nil if there is none, or if several sockets may be it.
  func peer(of row: SocketEntry) -> SocketEntry? {
    if rows.isEmpty { return nil }
    guard let ends = Ends(row), var peers = rows[ends.swapped] else { return nil }
    let neighbors = peers.filter { $0.namespaceNumber == row.namespaceNumber }
    // Loopback connections never leave their network namespace.
    if !neighbors.isEmpty || row.local.ip?.unmapped.scope == .loopback { peers = neighbors }
    guard peers.count == 1 else { return nil }
    // A connection of a socket to itself (simultaneous open) is its own peer.
    return peers[0]
  }
}
