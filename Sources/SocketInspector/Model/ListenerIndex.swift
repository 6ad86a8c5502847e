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

    func takes(_ address: IPAddress) -> Bool {
      !any(address.family).isEmpty || exact[address] != nil
    }
  }

  private var ports: [UInt32: Port] = [:]

  init(_ sockets: [SocketEntry]) {
    for socket in sockets { add(socket) }
  }

  mutating func add(_ listener: SocketEntry) {
    ports[Self.number(of: listener), default: Port()].add(listener)
  }

  /// The key of a socket's local port.
  private static func number(of socket: SocketEntry) -> UInt32 {
    socket.table.key(ofPort: socket.local.port ?? 0)
  }

  /// The direction of a socket; nil if it is unknown. For UDP it is known only if a listening socket has
  /// the same port.
  func direction(of socket: SocketEntry) -> Direction? {
    if socket.isListening { return .listening }
    guard socket.hasPeer else { return nil }
    switch socket.state {
    case .synSent: return .outbound
    case .synReceived: return .inbound
    default: break
    }
    if let address = socket.local.ip?.unmapped,
      ports[Self.number(of: socket)]?.takes(address) == true
    {
      return .inbound
    }
    return socket.table.facts.isConnectionOriented ? .outbound : nil
  }

  /// The inodes whose owners have to be found for some sockets: their own, and those of the listeners
  /// of connections that no process has accepted yet. May contain duplicates.
  func inodes(for sockets: some Collection<SocketEntry>) -> [UInt64] {
    var inodes: [UInt64] = []
    var handshakes: Set<SocketAddress> = []  // the addresses whose listeners are in the result
    inodes.reserveCapacity(sockets.count)
    for socket in sockets {
      switch socket.ownershipWithoutInode {
      case nil: inodes.append(socket.inode)
      case .handshake, .acceptQueue:
        if handshakes.insert(socket.local).inserted {
          inodes += listeners(for: socket).map(\.inode)
        }
      default: break
      }
    }
    return inodes
  }

  /// The listeners that may accept a connection in the handshake or in the accept queue: those bound to
  /// its local address, or else those bound to the wildcard address. With SO_REUSEPORT there may be
  /// several; the kernel does not report which of them it chose.
  func listeners(for socket: SocketEntry) -> [SocketEntry] {
    guard let port = ports[Self.number(of: socket)], let address = socket.local.ip?.unmapped
    else { return [] }
    let exact = port.exact[address] ?? []
    let any = port.any(address.family)
    for listeners in [exact, any] {
      let own = listeners.filter { $0.family == socket.family }
      if !own.isEmpty { return own }
    }
    return exact.isEmpty ? any : exact
  }

  /// The user of the listener to which a handshake belongs, which has the same address family; nil if
  /// there are several candidates with different users.
  func userID(ofHandshake socket: SocketEntry) -> UInt32? {
    let users = listeners(for: socket).filter { $0.family == socket.family }.map(\.userID)
    return users.dropFirst().allSatisfy { $0 == users[0] } ? users.first ?? nil : nil
  }
}
