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
    guard matchesTable(translation) else { return false }
    let table = translation.transport.table ?? .udp
    let views = [translation.original, translation.translated].flatMap { ends in
      [(ends.source, ends.destination), (ends.destination, ends.source)]
    }.map {
      SocketEntry(table: table, local: $0, remote: $1, state: .established, inode: 0)
    }
    return views.contains(where: inclusions.rowPredicate)
      && views.allSatisfy(exclusions.rowPredicate)
  }

  /// Other protocols than TCP and UDP are listed unless one of these is asked for.
  private func matchesTable(_ translation: AddressTranslation) -> Bool {
    guard let table = translation.transport.table else {
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
