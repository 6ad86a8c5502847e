/// Both ends of a connection, as the socket at one of them has them. IPv4-mapped addresses are IPv4 addresses, because
/// one end may be of an IPv6 socket and the other of an IPv4 one.
struct ConnectionEnds: Hashable, Sendable {
  let local: SocketAddress
  let remote: SocketAddress

  init(_ local: SocketAddress, _ remote: SocketAddress) {
    self.local = local.unmapped
    self.remote = remote.unmapped
  }

  /// As the socket at the other end has them.
  var swapped: ConnectionEnds { ConnectionEnds(remote, local) }
}
