extension Filter {
  /// Whether the selectors depend on which sockets listen.
  var needsListeners: Bool { selectors.contains { $0.answeredAddress != nil } }

  /// Whether a socket matches every criterion but those on owners.
  ///
  /// - Parameters:
  ///   - direction: That of the socket.
  ///   - listeners: All listening sockets.
  func matches(
    _ socket: SocketEntry, _ direction: Direction?, _ listeners: ListenerIndex
  ) -> Bool {
    matches(socket) && matches(socket, direction) && matchesSelectors(socket, listeners)
  }

  /// Whether a socket matches a selector: itself, or as the wildcard listener that would answer there, if no
  /// socket listens on the address of the selector.
  func matchesSelectors(_ socket: SocketEntry, _ listeners: ListenerIndex) -> Bool {
    selectors.isEmpty
      || selectors.contains { $0.matches(socket) || $0.isAnswered(by: socket, listeners) }
  }
}

extension Filter.Selector {
  /// Whether a socket has an address and a port of the selector itself.
  ///
  /// - Parameter countsUnknown: Whether a socket whose interface is unknown has every interface.
  func matches(_ socket: SocketEntry, countsUnknown: Bool = true) -> Bool {
    (network?.contains(socket.local, of: socket, countsUnknown: countsUnknown) ?? true)
      && (ports?.matches(socket.local.port, socket.table) ?? true)
  }

  /// The address that the selector asks for if it has an address and ports: a single one, or 127.0.0.1 for
  /// 127.0.0.0/8, which `localhost` stands for. nil for other networks.
  fileprivate var answeredAddress: IPAddress? {
    guard let ports, !ports.includesEveryPort, let network else { return nil }
    if network.prefixLength == network.address.bitCount { return network.address.unmapped }
    let isLoopback = network == IPNetwork(IPAddress(ipv4: 127 << 24), prefixLength: 8)
    return isLoopback ? IPAddress(ipv4: 127 << 24 + 1) : nil
  }

  /// Whether a socket on the wildcard address may answer at the address and a port of the selector, if the address
  /// belongs to this machine, or is in the way of one that wants to: for `127.0.0.1:80` one on `0.0.0.0:80`, or on
  /// `[::]:80` unless it takes only IPv6.
  func mayBeAnswered(by socket: SocketEntry) -> Bool {
    guard let address = answeredAddress, socket.holdsWildcard,
      ports?.matches(socket.local.port, socket.table) == true, mayBeAnsweredByDevice(of: socket)
    else { return false }
    if address.family == .ipv4 { return socket.family == .ipv4 || socket.mayTakeIPv4 }
    return socket.family == .ipv6 && socket.local.ip?.isMapped == false
  }

  /// Whether what arrives on the interface of the selector may reach a socket: one that is bound to it, or for
  /// `[fe80::1%eth0]:22` also one that is bound to none. `0.0.0.0%eth0:22` asks for the bound ones.
  private func mayBeAnsweredByDevice(of socket: SocketEntry) -> Bool {
    guard let network, let zone = network.zone else { return true }
    guard let index = socket.interfaceIndex else {
      return !network.address.isUnspecified || !socket.isInterfaceKnown
    }
    return zone == .index(index)
  }

  /// Whether a socket answers at the address and a port of the selector: the address belongs to this machine, no
  /// socket that precedes it on its device listens there itself, and none on 0.0.0.0 if the socket is on `::` and
  /// the address is one of IPv4.
  fileprivate func isAnswered(by socket: SocketEntry, _ listeners: ListenerIndex) -> Bool {
    guard mayBeAnswered(by: socket), let address = answeredAddress, let port = socket.local.port,
      listeners.localAddresses.mayReach(socket, at: address)
    else { return false }
    let exact = listeners.listeners(at: address, port: port, beside: socket)
    if exact.contains(where: { matches($0) && precedes($0, socket) }) { return false }
    guard address.family == .ipv4, socket.local.ip?.unmapped.family == .ipv6 else { return true }
    return !listeners.listeners(at: IPAddress(ipv4: 0), port: port, beside: socket)
      .contains {
        mayBeAnswered(by: $0) && precedes($0, socket)
          && listeners.localAddresses.mayReach($0, at: address)
      }
  }

  /// Whether a socket listens on every device on which another one answers the selector.
  private func precedes(_ socket: SocketEntry, _ other: SocketEntry) -> Bool {
    socket.interfaceIndex == nil || socket.interfaceIndex == other.interfaceIndex
      || network?.zone != nil
  }
}
