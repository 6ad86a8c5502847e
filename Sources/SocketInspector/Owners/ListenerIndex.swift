/// The sockets that wait for whoever comes, by port: they tell which connections came in, and who
/// will get one that nobody has accepted yet.
struct ListenerIndex: Sendable {
  private var listeners: [UInt16: [Socket]] = [:]

  init(_ sockets: [Socket]) {
    for socket in sockets { add(socket) }
  }

  mutating func add(_ listener: Socket) {
    listeners[listener.local.port, default: []].append(listener)
  }

  /// Who began this conversation. UDP tells only where a waiting socket has the same port.
  func direction(of socket: Socket) -> Direction? {
    if socket.isListening { return .listening }
    guard socket.hasPeer else { return nil }
    switch socket.state {
    case .synSent: return .outbound
    case .synReceived: return .inbound
    default: break
    }
    let candidates = listeners[socket.local.port] ?? []
    if candidates.contains(where: { $0.accepts(socket) }) { return .inbound }
    return socket.transport == .tcp ? .outbound : nil
  }

  /// The inodes whose owners have to be found for these sockets: their own, and for those that no
  /// process has yet their listeners'. Some may come several times.
  func inodes(for sockets: some Collection<Socket>) -> [UInt64] {
    var inodes: [UInt64] = []
    inodes.reserveCapacity(sockets.count)
    for socket in sockets {
      switch socket.reasonWithoutDescriptor {
      case nil: inodes.append(socket.inode)
      case .handshake, .acceptQueue: inodes += listeners(for: socket).map(\.inode)
      default: break
      }
    }
    return inodes
  }

  /// The listeners that will get a connection in the handshake or in the accept queue: those of its
  /// table with its address, or else those with the wildcard. With SO_REUSEPORT there may be several; which
  /// of them it is, the kernel does not say.
  func listeners(for socket: Socket) -> [Socket] {
    let all = (listeners[socket.local.port] ?? []).filter { $0.accepts(socket) }
    let own = all.filter { $0.family == socket.family }
    let candidates = own.isEmpty ? all : own
    let exact = candidates.filter { !$0.local.address.isUnspecified }
    return exact.isEmpty ? candidates : exact
  }

  /// The user of the listener that a handshake belongs to, which has its family; nil where several
  /// may be it and belong to different users.
  func userID(ofHandshake socket: Socket) -> UInt32? {
    let users = listeners(for: socket).filter { $0.family == socket.family }.map(\.userID)
    return users.dropFirst().allSatisfy { $0 == users[0] } ? users.first ?? nil : nil
  }
}

extension Socket {
  /// Whether this listener's address and protocol are those of a connection; the wildcard `::`
  /// stands for IPv4 too, unless it is known not to.
  fileprivate func accepts(_ connection: Socket) -> Bool {
    guard transport == connection.transport else { return false }
    let own = local.address.unmapped
    let other = connection.local.address.unmapped
    if other.family == .ipv4, isIPv6Only == true { return false }
    return own == other || (own.isUnspecified && (own.family == .ipv6 || other.family == .ipv4))
  }
}
