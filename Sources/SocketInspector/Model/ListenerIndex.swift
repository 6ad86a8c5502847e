/// The listening sockets by port. They determine the direction of connections, and which process may
/// accept a connection that is still in the handshake or in the accept queue.
struct ListenerIndex: Sendable {
  /// The listeners of a port, by the address to which they are bound.
  private struct Port {
    var anyIPv4: [SocketEntry] = []
    var anyIPv6: [SocketEntry] = []
    var exact: [IPAddress: [SocketEntry]] = [:]

    mutating func add(_ listener: SocketEntry) {
      guard let address = listener.local.ip?.unmapped else { return }
      if !address.isUnspecified {
        exact[address, default: []].append(listener)
        return
      }
      // A socket bound to `::` accepts IPv4 too, unless it is known not to.
      if address.family == .ipv6 { anyIPv6.append(listener) }
      if address.family == .ipv4 || listener.isIPv6Only != true { anyIPv4.append(listener) }
    }

    func any(_ family: IPAddress.Family) -> [SocketEntry] { family == .ipv4 ? anyIPv4 : anyIPv6 }

    func takes(_ address: IPAddress, of socket: SocketEntry) -> Bool {
      any(address.family).contains { $0.mayAccept(socket) }
        || exact[address]?.contains { $0.mayAccept(socket) } == true
    }
  }

  /// The range from which Linux assigns ports by default.
  static let defaultEphemeralPorts: ClosedRange<UInt16> = 32768...60999

  /// The listeners of each port of each network namespace.
  private var ports: [UInt64: Port] = [:]
  /// The range from which the kernel assigns ports to sockets that do not ask for one, in the namespace that is
  /// read by default.
  private let ephemeralPorts: ClosedRange<UInt16>
  /// The ranges of other network namespaces, by their numbers.
  private let otherEphemeralPorts: [UInt16: ClosedRange<UInt16>]
  /// The addresses at which sockets on the wildcard address answer.
  let localAddresses: LocalAddresses

  /// - Parameter others: The ranges of other network namespaces, by their numbers.
  init(
    _ sockets: [SocketEntry], ephemeralPorts: ClosedRange<UInt16> = Self.defaultEphemeralPorts,
    others: [UInt16: ClosedRange<UInt16>] = [:], at localAddresses: LocalAddresses = .unknown
  ) {
    self.ephemeralPorts = ephemeralPorts
    otherEphemeralPorts = others
    self.localAddresses = localAddresses
    for socket in sockets { add(socket) }
  }

  /// Some of the listeners, with what is known about their network namespace.
  func only(_ listeners: [SocketEntry], for socket: SocketEntry) -> ListenerIndex {
    let number = socket.namespaceNumber
    return ListenerIndex(
      listeners, ephemeralPorts: ephemeralPorts,
      others: otherEphemeralPorts.filter { $0.key == number }, at: localAddresses)
  }

  /// The range from which the kernel assigns ports in the network namespace of a socket.
  func ephemeralPorts(of socket: SocketEntry) -> ClosedRange<UInt16> {
    socket.namespaceNumber == 0
      ? ephemeralPorts
      : otherEphemeralPorts[socket.namespaceNumber] ?? Self.defaultEphemeralPorts
  }

  mutating func add(_ listener: SocketEntry) {
    ports[Self.number(of: listener), default: Port()].add(listener)
  }

  /// The key of a socket's local port.
  private static func number(of socket: SocketEntry) -> UInt64 {
    UInt64(socket.namespaceNumber) << 32 | UInt64(socket.table.key(ofPort: socket.local.port ?? 0))
  }

  /// Whether a listening socket may have accepted a connection, or may still accept it.
  private func hasListener(for socket: SocketEntry) -> Bool {
    guard let address = socket.local.ip?.unmapped, let port = ports[Self.number(of: socket)] else {
      return false
    }
    return port.takes(address, of: socket)
  }

  /// The sockets that listen on a wildcard address itself, `0.0.0.0` or `::`.
  ///
  /// - Parameter socket: A socket of the same table, port and network namespace.
  func listeners(at wildcard: IPAddress, beside socket: SocketEntry) -> [SocketEntry] {
    guard let port = ports[Self.number(of: socket)] else { return [] }
    return port.any(wildcard.family).filter { $0.local.ip?.unmapped == wildcard }
  }

  /// Whether the kernel gives what arrives for an address, and for the port of a socket, to others than that
  /// socket: to those on the address itself before those on the wildcard address.
  ///
  /// Of several on the same address, UDP prefers those that are bound to the device, then IPv4 (`compute_score` in
  /// `net/ipv4/udp.c`). TCP listeners can share an address only with SO_REUSEPORT. Then the first in the hash bucket
  /// gets the connection, bound to the device or not, and those of IPv6 are at its end (`inet_lhash2_lookup` and
  /// `__inet_hash` in `net/ipv4/inet_hashtables.c`). The kernel lists listeners in the order of the bucket.
  ///
  /// - Parameter device: Where it arrives; nil for a device to which no socket is bound.
  func prefersOthers(
    to socket: SocketEntry, at address: IPAddress, on device: UInt32?
  ) -> Bool {
    guard let port = ports[Self.number(of: socket)] else { return false }
    func candidates(_ listeners: [SocketEntry]?) -> [SocketEntry] {
      (listeners ?? []).filter { $0.interfaceIndex == nil || $0.interfaceIndex == device }
    }
    let isOnAddress = socket.local.ip?.unmapped == address
    let exact = candidates(port.exact[address])
    if !isOnAddress, !exact.isEmpty { return true }
    if !socket.isListening { return false }
    let others = isOnAddress ? exact : candidates(port.any(address.family))
    if !socket.table.facts.isConnectionOriented {
      return others.contains { $0.datagramRank > socket.datagramRank }
    }
    guard let first = others.first(where: { $0.family == .ipv4 }) ?? others.first else {
      return false
    }
    return first.interfaceIndex != socket.interfaceIndex || first.family != socket.family
  }

  /// Infers the direction of a socket; nil if nothing shows it.
  ///
  /// A connection is inbound if a socket listens on its local end. If none does (it was closed), the end with an
  /// ephemeral port opened the connection: the local one, if both ports are ephemeral.
  func direction(of socket: SocketEntry) -> Direction? {
    if socket.isListening { return .listening }
    guard socket.hasPeer, !socket.isOnlyBound else { return nil }
    switch socket.state {
    case .synSent: return .outbound
    case .synReceived: return .inbound
    default: break
    }
    if hasListener(for: socket) { return .inbound }
    let ephemeralPorts = ephemeralPorts(of: socket)
    if socket.local.port.map(ephemeralPorts.contains) == true { return .outbound }
    return socket.remote.port.map(ephemeralPorts.contains) == true ? .inbound : nil
  }

  /// The reason why a socket cannot have an owner; nil if a process may have it open. An established
  /// connection without an inode waits for accept(2) only if a socket listens on its local end.
  func ownershipWithoutInode(of socket: SocketEntry) -> Ownership? {
    let ownership = socket.ownershipWithoutInode
    return ownership == .acceptQueue && !hasListener(for: socket) ? .unowned : ownership
  }

  /// The inodes whose owners have to be found for some sockets: their own, and those of the listeners
  /// of connections that no process has accepted yet. May contain duplicates.
  func inodes(for sockets: some Collection<SocketEntry>) -> [UInt64] {
    var inodes: [UInt64] = []
    var handshakes: Set<ListenerQuery> = []  // those whose listeners are in the result
    inodes.reserveCapacity(sockets.count)
    for socket in sockets {
      switch socket.ownershipWithoutInode {
      case nil: inodes.append(socket.inode)
      case .handshake, .acceptQueue:
        if handshakes.insert(ListenerQuery(socket)).inserted {
          inodes += listeners(for: socket).map(\.inode)
        }
      default: break
      }
    }
    return inodes
  }

  /// The listeners that may accept a connection in the handshake or in the accept queue, as the kernel
  /// chooses them (`inet_lookup_listener` and `compute_score` in `net/ipv4/inet_hashtables.c`): those bound
  /// to its local address, or else those bound to the wildcard address; of these, those bound to its device
  /// before those bound to none, and IPv4 before dual-stack. With SO_REUSEPORT there may be several; the
  /// kernel does not report which of them it chose.
  func listeners(for socket: SocketEntry) -> [SocketEntry] {
    guard let port = ports[Self.number(of: socket)], let address = socket.local.ip?.unmapped
    else { return [] }
    let exact = (port.exact[address] ?? []).filter { $0.mayAccept(socket) }
    let any = port.any(address.family).filter { $0.mayAccept(socket) }
    // A connection is in the table of its listener, so its family is that of the listener.
    for listeners in [exact, any] {
      let own = listeners.filter { $0.family == socket.family }
      if !own.isEmpty { return Self.preferred(own) }
    }
    return Self.preferred(exact.isEmpty ? any : exact)
  }

  /// Of listeners on the same address, those that the kernel prefers.
  private static func preferred(_ listeners: [SocketEntry]) -> [SocketEntry] {
    let bound = listeners.filter { $0.interfaceIndex != nil }
    let best = bound.isEmpty ? listeners : bound
    let ipv4 = best.filter { $0.family == .ipv4 }
    return ipv4.isEmpty ? best : ipv4
  }

  /// The user of the listener to which a handshake belongs, which has the same address family; nil if
  /// there are several candidates with different users.
  func userID(ofHandshake socket: SocketEntry) -> UInt32? {
    let users = listeners(for: socket).filter { $0.family == socket.family }.map(\.userID)
    return users.dropFirst().allSatisfy { $0 == users[0] } ? users.first ?? nil : nil
  }
}

/// The properties of a connection that determine its listeners.
struct ListenerQuery: Hashable {
  private let local: SocketAddress
  private let table: SocketTable.ID
  private let interfaceIndex: UInt32?
  private let namespaceNumber: UInt16

  init(_ socket: SocketEntry) {
    namespaceNumber = socket.namespaceNumber
    local = socket.local
    table = socket.table
    interfaceIndex = socket.interfaceIndex
  }
}

extension SocketEntry {
  /// What decides which of several UDP sockets on an address gets a datagram.
  fileprivate var datagramRank: Int { (interfaceIndex == nil ? 0 : 2) + (family == .ipv4 ? 1 : 0) }

  /// Whether a listening socket may accept a connection as far as devices show it: a connection that was
  /// accepted through a socket bound to a device has the same device. One through a socket without a device
  /// may have one, for a link-local address.
  fileprivate func mayAccept(_ connection: SocketEntry) -> Bool {
    guard let interfaceIndex, connection.isInterfaceKnown else { return true }
    return interfaceIndex == connection.interfaceIndex
  }
}
