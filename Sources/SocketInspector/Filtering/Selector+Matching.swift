extension Filter {
  /// Whether the selectors depend on which sockets listen.
  var needsListeners: Bool { selectors.contains(where: \.needsListeners) }

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
  /// - Parameter countsUnknown: Whether a socket whose interface is unknown has every interface, and an IPv6 socket
  ///   that takes IPv4 unless it is for IPv6 only, which is unknown, takes it.
  func matches(_ socket: SocketEntry, countsUnknown: Bool = true) -> Bool {
    (network.map { has($0, socket, countsUnknown) } ?? true)
      && (ports?.matches(socket.local.port, socket.table) ?? true)
  }

  /// As for `-4`, IPv4 as a whole (`tcp4/443`, `0.0.0.0/0`) includes IPv6 wildcard sockets that take IPv4.
  private func has(_ network: IPNetwork, _ socket: SocketEntry, _ countsUnknown: Bool) -> Bool {
    if network.contains(socket.local, of: socket, countsUnknown: countsUnknown) { return true }
    guard network.prefixLength == 0, network.zone == nil, network.address.family == .ipv4 else {
      return false
    }
    return socket.mayTakeIPv4 && (countsUnknown || socket.isIPv6Only == false)
  }

  /// The address, or the network, that the selector asks for if it has ports too; nil if it stands for every
  /// address.
  private var answeredNetwork: IPNetwork? {
    guard let ports, !ports.includesEveryPort, let network else { return nil }
    return network.prefixLength > 0 ? network : nil
  }

  /// Whether which sockets listen decides who answers the selector.
  fileprivate var needsListeners: Bool { answeredNetwork != nil }

  /// Whether a socket may answer at an address and a port of the selector, if the address belongs to this machine,
  /// or is in the way of one that wants to: for `127.0.0.1:80` one on `0.0.0.0:80`, or on `[::]:80` unless it takes
  /// only IPv6.
  func mayBeAnswered(by socket: SocketEntry) -> Bool {
    guard let network = answeredNetwork,
      ports?.matches(socket.local.port, socket.table) == true,
      mayBeAnsweredByDevice(of: socket)
    else { return false }
    guard socket.holdsWildcard else {
      return network.zone != nil && socket.holdsPort && network.contains(socket.local)
    }
    if network.address.unmapped.family == .ipv4 {
      return socket.family == .ipv4 || socket.mayTakeIPv4
    }
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

  /// Whether a socket answers at an address and a port of the selector: the address belongs to this machine, and
  /// the kernel prefers no other listener for it.
  fileprivate func isAnswered(by socket: SocketEntry, _ listeners: ListenerIndex) -> Bool {
    guard mayBeAnswered(by: socket), let network = answeredNetwork else { return false }
    if let address = network.singleAddress {
      return isAnswered(by: socket, at: address.unmapped, listeners)
    }
    return listeners.localAddresses.addresses(in: network)
      .contains { isAnswered(by: socket, at: $0, listeners) }
  }

  private func isAnswered(
    by socket: SocketEntry, at address: IPAddress, _ listeners: ListenerIndex
  ) -> Bool {
    guard socket.holdsWildcard || socket.local.ip?.unmapped == address,
      listeners.localAddresses.mayReach(socket, at: address)
    else { return false }
    if address.isUnspecified {
      let own = listeners.listeners(at: address, beside: socket)
      return !own.contains { matches($0) && precedes($0, socket) }
    }
    return !listeners.prefersOthers(to: socket, at: address, on: device(of: address, socket))
  }

  /// The device on which what a socket gets for an address arrives; nil for one to which no socket is bound.
  /// Loopback addresses are only reached through the loopback device.
  private func device(of address: IPAddress, _ socket: SocketEntry) -> UInt32? {
    if case .index(let index)? = network?.zone { return index }
    return address.scope == .loopback ? SocketEntry.loopbackIndex : socket.interfaceIndex
  }

  /// Whether a socket listens on every device on which another one answers the selector.
  private func precedes(_ socket: SocketEntry, _ other: SocketEntry) -> Bool {
    socket.interfaceIndex == nil || socket.interfaceIndex == other.interfaceIndex
      || network?.zone != nil
  }
}
