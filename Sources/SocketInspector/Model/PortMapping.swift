/// Ports of the machine that are forwarded to another address, by a program or by a rule of the packet filter.
package struct PortMapping: Hashable, Sendable {
  /// TCP or UDP.
  package let table: SocketTable.ID
  /// The address of the machine; nil for all.
  package let hostAddress: IPAddress?
  /// The ports of the machine; nil if they are unknown.
  package let hostPorts: ClosedRange<UInt16>?
  /// The address to which connections are forwarded; nil for one of the namespace's own.
  package let address: IPAddress?
  /// The port there that belongs to the first port of the machine; nil if it stays the same.
  package let port: UInt16?
  /// The name of the network namespace with the address; nil if it is found by the address.
  package let namespaceName: String?
  /// Whether the second port of the machine belongs to the port after ``port``, and so on. A rule of the packet filter
  /// sends all of them to one port.
  package let keepsOffset: Bool
  /// Whether connections are sent to the machine itself, at one of its own addresses.
  package let isLocal: Bool

  package init(
    _ table: SocketTable.ID, from hostAddress: IPAddress? = nil,
    ports hostPorts: ClosedRange<UInt16>?, to address: IPAddress?, port: UInt16?,
    inNamespace namespaceName: String? = nil, keepsOffset: Bool = true,
    isLocal: Bool = false
  ) {
    self.isLocal = isLocal
    self.keepsOffset = keepsOffset
    self.table = table
    self.hostAddress = hostAddress
    self.hostPorts = hostPorts
    self.address = address
    self.port = port
    self.namespaceName = namespaceName
  }

  /// Where connections to one of the ports go.
  package func destination(ofPort hostPort: UInt16) -> ForwardingDestination {
    let offset = hostPorts.map { hostPort - min($0.lowerBound, hostPort) } ?? 0
    let target = port.map { keepsOffset ? $0 &+ offset : $0 } ?? hostPort
    return ForwardingDestination(
      table: table, address: address, port: target, namespaceName: namespaceName,
      isLocal: isLocal)
  }

  /// Whether connections to a listening socket are forwarded.
  ///
  /// - Parameter mayBeMore: Whether what the mapping does not say counts as a match.
  package func matches(_ socket: SocketEntry, assumingUnknown mayBeMore: Bool = true) -> Bool {
    guard socket.table == table, socket.isListening, let local = socket.local.port else {
      return false
    }
    guard let hostPorts else { return mayBeMore }
    guard hostPorts.contains(local) else { return false }
    guard let hostAddress, let address = socket.local.ip else { return true }
    return address.unmapped == hostAddress.unmapped || address.isUnspecified
  }
}

/// An end to which connections are forwarded.
package struct ForwardingDestination: Hashable, Sendable {
  package let table: SocketTable.ID
  /// nil for any address of the namespace.
  package let address: IPAddress?
  package let port: UInt16
  /// The name of the network namespace; nil for the one that has the address.
  package let namespaceName: String?
  /// Whether it is in the network namespace of the rule itself.
  package let isLocal: Bool
}
