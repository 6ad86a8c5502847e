extension Filter {
  /// The names of network interfaces that the filter mentions and that have not been looked up, each once.
  public var interfaceNames: [String] {
    zones.compactMap { if case .name(let name)? = $0 { name } else { nil } }.unique
  }

  /// Whether the filter depends on the interfaces of sockets.
  var needsInterfaces: Bool { zones.contains { $0 != nil } }

  private var zones: [IPNetwork.Zone?] {
    let selectors = (selectors + excludedSelectors).compactMap(\.network)
    let local = localNetworks.included + localNetworks.excluded
    let remote = remoteNetworks.included + remoteNetworks.excluded
    return [selectors, local, remote].flatMap { $0.map(\.zone) }
      + interfaces.included + interfaces.excluded
  }

  /// The same filter with the interfaces that it mentions by name, as in `fe80::1%eth0`, replaced by their
  /// indexes. A name without an index stays, and matches no socket.
  ///
  /// - Parameter index: Looks up an interface by name, as ``InterfaceNames/index(of:)`` does.
  public func resolvingInterfaces(_ index: (String) -> UInt32?) -> Filter {
    func resolve(_ zone: IPNetwork.Zone) -> IPNetwork.Zone {
      guard case .name(let name) = zone, let number = index(name) else { return zone }
      return .index(number)
    }
    func resolve(_ network: IPNetwork) -> IPNetwork {
      var network = network
      network.zone = network.zone.map(resolve)
      return network
    }
    func resolve(_ criterion: Criterion<IPNetwork>) -> Criterion<IPNetwork> {
      Criterion(
        included: criterion.included.map(resolve), excluded: criterion.excluded.map(resolve))
    }
    func resolve(_ selector: Selector) -> Selector {
      Selector(network: selector.network.map(resolve), ports: selector.ports)
    }
    if interfaceNames.isEmpty { return self }
    var filter = self
    filter.selectors = selectors.map(resolve)
    filter.excludedSelectors = excludedSelectors.map(resolve)
    filter.localNetworks = resolve(localNetworks)
    filter.remoteNetworks = resolve(remoteNetworks)
    filter.interfaces = Criterion(
      included: interfaces.included.map(resolve), excluded: interfaces.excluded.map(resolve))
    return filter
  }
}
