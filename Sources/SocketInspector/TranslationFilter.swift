/// Selects translated connections by the criteria of a ``Filter`` on ends and owners. The kernel of a router has no
/// local end of a connection that it forwards, so that a criterion matches if it matches any of the four ends.
struct TranslationFilter {
  private let inclusions: Filter
  private let exclusions: Filter
  private let owners: Filter

  init(_ filter: Filter) {
    owners = filter
    var inclusions = Filter()
    inclusions.families = filter.families
    inclusions.selectors = filter.selectors
    inclusions.ports.included = filter.ports.included
    inclusions.localPorts.included = filter.localPorts.included
    inclusions.remotePorts.included = filter.remotePorts.included
    inclusions.localNetworks.included = filter.localNetworks.included
    inclusions.remoteNetworks.included = filter.remoteNetworks.included
    self.inclusions = inclusions
    var exclusions = Filter()
    exclusions.excludedSelectors = filter.excludedSelectors
    exclusions.ports.excluded = filter.ports.excluded
    exclusions.localPorts.excluded = filter.localPorts.excluded
    exclusions.remotePorts.excluded = filter.remotePorts.excluded
    exclusions.localNetworks.excluded = filter.localNetworks.excluded
    exclusions.remoteNetworks.excluded = filter.remoteNetworks.excluded
    self.exclusions = exclusions
  }

  func matches(_ translation: AddressTranslation) -> Bool {
    let ends = [translation.original, translation.translated].flatMap { ends in
      [(ends.source, ends.destination), (ends.destination, ends.source)]
    }
    return includes(translation.transport, ends) && permits(translation.transport, ends)
  }

  /// Whether one of several pairs of ends is included.
  ///
  /// - Parameters:
  ///   - transport: The protocol; nil for every one.
  ///   - ends: Each pair as the local and the remote end of a socket.
  func includes(
    _ transport: TransportProtocol?, _ ends: some Sequence<(SocketAddress, SocketAddress)>
  ) -> Bool {
    matchesTable(transport)
      && ends.contains { inclusions.rowPredicate(Self.view(transport, $0, $1)) }
  }

  /// Whether none of several pairs of ends is excluded.
  func permits(
    _ transport: TransportProtocol?, _ ends: some Sequence<(SocketAddress, SocketAddress)>
  ) -> Bool {
    ends.allSatisfy { exclusions.rowPredicate(Self.view(transport, $0, $1)) }
  }

  private static func view(
    _ transport: TransportProtocol?, _ local: SocketAddress, _ remote: SocketAddress
  ) -> SocketEntry {
    SocketEntry(
      table: transport?.table ?? .tcp, local: local, remote: remote, state: .established, inode: 0)
  }

  /// Whether an address family is asked for.
  func accepts(_ family: IPAddress.Family) -> Bool { owners.families.contains(family) }

  /// Other protocols than TCP and UDP are listed unless one of these is asked for.
  private func matchesTable(_ transport: TransportProtocol?) -> Bool {
    guard let transport else { return true }
    guard let table = transport.table else {
      return owners.tables.count == SocketTable.ID.allCases.count
    }
    return owners.tables.contains(table)
  }

  /// Whether the owners of the socket at one of the ends match.
  func matchesOwners(_ sockets: [Socket?]) -> Bool {
    guard owners.needsOwners else { return true }
    return sockets.contains { socket in
      socket.map {
        owners.matches($0.owners.lazy.map(\.process), $0.ownControlGroup)
      } ?? false
    }
  }
}
