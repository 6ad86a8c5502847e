extension Filter {
  /// Whether the selectors depend on which sockets listen.
  var needsListeners: Bool { selectors.contains { $0.answeredAddress != nil } }

  /// Whether a socket matches a selector: itself, or as the wildcard listener that would answer there, if no
  /// socket listens on the address of the selector.
  func matchesSelectors(_ socket: SocketEntry, _ listeners: ListenerIndex) -> Bool {
    selectors.isEmpty
      || selectors.contains { $0.matches(socket) || $0.isAnswered(by: socket, listeners) }
  }
}

extension Filter.Selector {
  /// Whether a socket has an address and a port of the selector itself.
  func matches(_ socket: SocketEntry) -> Bool {
    (network?.contains(socket.local, of: socket) ?? true)
      && (ports?.matches(socket.local.port, socket.table) ?? true)
  }

  /// The address that the selector asks for if it has an address and ports: a single one, or 127.0.0.1 for
  /// 127.0.0.0/8, which `localhost` stands for. nil for other networks, and with an interface.
  fileprivate var answeredAddress: IPAddress? {
    guard ports != nil, let network, network.zone == nil else { return nil }
    if network.prefixLength == network.address.bitCount { return network.address.unmapped }
    let isLoopback = network == IPNetwork(IPAddress(ipv4: 127 << 24), prefixLength: 8)
    return isLoopback ? IPAddress(ipv4: 127 << 24 + 1) : nil
  }

  /// Whether a socket is a wildcard listener that may answer at the address and a port of the selector: for
  /// `127.0.0.1:80` one on `0.0.0.0:80`, or on `[::]:80` unless it takes only IPv6.
  func mayBeAnswered(by socket: SocketEntry) -> Bool {
    guard let address = answeredAddress, socket.isWildcardListener,
      ports?.matches(socket.local.port, socket.table) == true, socket.takesByDevice(address)
    else { return false }
    if address.family == .ipv4 { return socket.family == .ipv4 || socket.mayTakeIPv4 }
    return socket.family == .ipv6 && socket.local.ip?.isMapped == false
  }

  fileprivate func isAnswered(by socket: SocketEntry, _ listeners: ListenerIndex) -> Bool {
    guard mayBeAnswered(by: socket), let address = answeredAddress, let port = socket.local.port
    else { return false }
    if listeners.hasListener(at: address, port: port, socket.table) { return false }
    return address.family == .ipv6 || socket.local.ip?.unmapped.family == .ipv4
      || !listeners.hasIPv4Wildcard(for: address, port: port, socket.table)
  }
}
