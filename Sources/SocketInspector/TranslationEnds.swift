/// Finds the sockets at the ends of translated connections.
struct TranslationEnds {
  private struct Key: Hashable {
    let table: SocketTable.ID
    let ends: ConnectionEnds
  }

  private let snapshot: Snapshot
  private var sockets: [Key: [Socket]] = [:]
  /// UDP sockets without a peer by their local ends.
  private var unconnected: [SocketAddress: [Socket]] = [:]

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    for socket in snapshot.sockets {
      if socket.hasPeer {
        let ends = ConnectionEnds(socket.local, socket.remote)
        sockets[Key(table: socket.table, ends: ends), default: []].append(socket)
      } else if socket.table == .udp {
        unconnected[socket.local.unmapped, default: []].append(socket)
      }
    }
  }

  func source(of translation: AddressTranslation) -> Socket? {
    socket(translation.transport, translation.original.source, translation.original.destination)
  }

  /// The server sees the translated source as its peer.
  func destination(of translation: AddressTranslation) -> Socket? {
    let ends = translation.translated
    return socket(translation.transport, ends.destination, ends.source)
  }

  private func socket(
    _ transport: TransportProtocol, _ local: SocketAddress, _ remote: SocketAddress
  ) -> Socket? {
    guard let table = transport.table else { return nil }
    let key = Key(table: table, ends: ConnectionEnds(local, remote))
    if let found = sockets[key] { return Self.only(found) }
    if table != .udp { return nil }
    if let found = unconnected[local.unmapped] { return Self.only(found) }
    // A wildcard socket gets what is sent to an address of its own network namespace.
    guard let address = local.ip, let port = local.port, snapshot.isLocal(address) == true else {
      return nil
    }
    let families: [IPAddress] =
      address.family == .ipv4
      ? [IPAddress(ipv4: 0), IPAddress(ipv6: 0, 0)] : [IPAddress(ipv6: 0, 0)]
    let found = families.lazy.compactMap { unconnected[.ip($0, port: port)] }.first
    return found.flatMap { Self.only($0.filter { !$0.isInOtherNamespace }) }
  }

  /// The socket of this network namespace, or else the only one; nil if several sockets have the same ends.
  private static func only(_ sockets: [Socket]) -> Socket? {
    let own = sockets.filter { !$0.isInOtherNamespace }
    let candidates = own.isEmpty ? sockets : own
    return candidates.count == 1 ? candidates[0] : nil
  }
}
