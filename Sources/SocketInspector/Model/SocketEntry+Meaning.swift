/// What the values of a row mean together.
extension SocketEntry {
  /// The index of a loopback device: the same in every network namespace (`LOOPBACK_IFINDEX` in the kernel's
  /// `include/net/flow.h`).
  static let loopbackIndex: UInt32 = 1

  /// Whether this is a TCP socket that is bound to a port, or was closed before it got one, and that neither
  /// listens nor is connected although a process has it open.
  var isOnlyBound: Bool {
    table.facts.isConnectionOriented
      && (state == .boundInactive || (state == .closed && inode != 0))
  }

  /// Whether the socket has a port without a peer: it accepts connections or datagrams there, or is bound and keeps
  /// others from doing so.
  var holdsPort: Bool { isListening || isOnlyBound }

  /// Whether the socket ``holdsPort`` on every address of its family, `0.0.0.0` or `::`.
  var holdsWildcard: Bool { holdsPort && local.ip?.isUnspecified == true }

  /// Whether the socket is an IPv6 wildcard that may take IPv4: `IPV6_V6ONLY` is off or unknown.
  var mayTakeIPv4: Bool {
    guard let ip = local.ip, ip.family == .ipv6, ip.isUnspecified else { return false }
    return ip.isMapped || isIPv6Only != true
  }

  /// Whether this is an IPv6 wildcard listener, or UDP socket without a peer, that is known to take IPv4 too
  /// (`IPV6_V6ONLY` is off). Many servers on `[::]:80` are reached through 127.0.0.1 for this reason.
  public var isDualStack: Bool {
    guard isListening, let ip = local.ip, ip.family == .ipv6, !ip.isMapped else { return false }
    return ip.isUnspecified && isIPv6Only == false
  }

  /// The scope of the local address; ``AddressScope/loopback`` for a listening socket that is bound to the
  /// loopback device, whatever its address. nil for a socket without an address.
  public var localScope: AddressScope? {
    isListening && interfaceIndex == Self.loopbackIndex ? .loopback : local.ip?.scope
  }

  /// Removes values that the kernel left over from an earlier connection (`__udp_disconnect` in
  /// `net/ipv4/udp.c`, `tcp_disconnect` in `tcp.c`): the peer of a UDP socket that was disconnected, and the
  /// peer and the queues of a TCP socket that is only bound.
  mutating func clearStaleValues() {
    if table.facts.isConnectionOriented {
      guard isOnlyBound else { return }
      (receiveQueue, sendQueue) = (0, 0)
    } else if state != nil {
      return
    }
    if case .ip(let ip, _) = remote { remote = .ip(ip.wildcard, port: 0) }
  }
}

extension IPAddress {
  /// The wildcard address of the same family.
  fileprivate var wildcard: IPAddress {
    family == .ipv4 ? IPAddress(ipv4: 0) : IPAddress(ipv6: 0, 0)
  }
}
