import SocketInspector

/// A criterion of a filter, with the option that sets it.
struct NamedCriterion: Sendable {
  let name: String
  let isUsed: @Sendable (Filter) -> Bool
  private let drop: @Sendable (inout Filter) -> Void

  private init(
    _ name: String, _ isUsed: @escaping @Sendable (Filter) -> Bool,
    _ drop: @escaping @Sendable (inout Filter) -> Void
  ) {
    self.name = name
    self.isUsed = isUsed
    self.drop = drop
  }

  func dropped(from filter: Filter) -> Filter {
    var filter = filter
    drop(&filter)
    return filter
  }

  /// The criteria on owners.
  static let owners: [NamedCriterion] = [
    NamedCriterion("--process", { !$0.processNames.isEmpty }, { $0.processNames = .init() }),
    NamedCriterion("--pid", { !$0.pids.isEmpty }, { $0.pids = .init() }),
    NamedCriterion("--command", { !$0.commands.isEmpty }, { $0.commands = .init() }),
    NamedCriterion("--unit", { !$0.units.isEmpty }, { $0.units = .init() }),
    NamedCriterion("--container", { !$0.containers.isEmpty }, { $0.containers = .init() }),
    NamedCriterion("--ownership", { !$0.ownerships.isEmpty }, { $0.ownerships = .init() }),
  ]

  /// The criteria that do not need owners, the likeliest mistake first.
  static let all: [NamedCriterion] = [
    NamedCriterion("--state", { !$0.states.isEmpty }, { $0.states = .init() }),
    NamedCriterion("-l", \.isListeningOnly, { $0.isListeningOnly = false }),
    NamedCriterion("-t", { $0.tables == [.tcp] }, { $0.tables.insert(.udp) }),
    NamedCriterion("-u", { $0.tables == [.udp] }, { $0.tables.insert(.tcp) }),
    NamedCriterion("-4", { $0.families == [.ipv4] }, { $0.families.insert(.ipv6) }),
    NamedCriterion("-6", { $0.families == [.ipv6] }, { $0.families.insert(.ipv4) }),
    NamedCriterion("--direction", { !$0.directions.isEmpty }, { $0.directions = .init() }),
    NamedCriterion("--class", { !$0.classes.isEmpty }, { $0.classes = .init() }),
    NamedCriterion("--scope", { !$0.scopes.isEmpty }, { $0.scopes = .init() }),
    NamedCriterion("--remote-scope", { !$0.remoteScopes.isEmpty }, { $0.remoteScopes = .init() }),
    NamedCriterion("--interface", { !$0.interfaces.isEmpty }, { $0.interfaces = .init() }),
    NamedCriterion("--user", { !$0.userIDs.isEmpty }, { $0.userIDs = .init() }),
    NamedCriterion("--port", { !$0.ports.isEmpty }, { $0.ports = .init() }),
    NamedCriterion("--local", { !$0.localNetworks.isEmpty }, { $0.localNetworks = .init() }),
    NamedCriterion("--remote", { !$0.remoteNetworks.isEmpty }, { $0.remoteNetworks = .init() }),
    NamedCriterion("--local-port", { !$0.localPorts.isEmpty }, { $0.localPorts = .init() }),
    NamedCriterion("--remote-port", { !$0.remotePorts.isEmpty }, { $0.remotePorts = .init() }),
    NamedCriterion(
      "the selector", { !$0.selectors.isEmpty || !$0.excludedSelectors.isEmpty },
      {
        $0.selectors = []
        $0.excludedSelectors = []
      }),
  ]
}
