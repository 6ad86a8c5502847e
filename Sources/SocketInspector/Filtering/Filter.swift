/// Which sockets are wanted. Every criterion has to be met.
public struct Filter: Sendable {
  /// One way to name a socket by its local end; several selectors are alternatives.
  public struct Selector: Hashable, Sendable {
    /// nil for every address.
    public var network: IPNetwork?
    /// nil for every port.
    public var ports: PortPattern?

    public init(network: IPNetwork? = nil, ports: PortPattern? = nil) {
      self.network = network
      self.ports = ports
    }
  }

  public var tables = Set(SocketTable.ID.allCases)
  public var families = Set(IPAddress.Family.allCases)
  /// Only TCP in LISTEN and UDP without a peer.
  public var isListeningOnly = false
  public var selectors: [Selector] = []
  /// nil stands for UDP without a peer.
  public var states = Criterion<SocketState?>()
  /// Ports of either end.
  public var ports = Criterion<PortPattern>()
  public var localPorts = Criterion<PortPattern>()
  public var remotePorts = Criterion<PortPattern>()
  public var localNetworks = Criterion<IPNetwork>()
  public var remoteNetworks = Criterion<IPNetwork>()
  public var userIDs = Criterion<UInt32>()
  /// The scope of the local address.
  public var scopes = Criterion<AddressScope>()
  public var directions = Criterion<Direction>()
  /// The class of the port at the service's side.
  public var classes = Criterion<PortClass>()
  public var pids = Criterion<Int32>()
  public var processNames = Criterion<NamePattern>()

  public init() {}

  /// Whether owners have to be known to tell.
  public var needsOwners: Bool { !pids.isEmpty || !processNames.isEmpty }

  /// What has to be known of the owners.
  package var ownerFields: ProcessDetails.Fields {
    processNames.isEmpty ? [] : [.name, .executable]
  }

  /// Whether anything is asked beyond which tables to list.
  public var hasCriteria: Bool {
    hasRowCriteria || needsDirection || needsOwners
  }

  private var hasRowCriteria: Bool {
    !(selectors.isEmpty && states.isEmpty && ports.isEmpty && localPorts.isEmpty
      && remotePorts.isEmpty && localNetworks.isEmpty && remoteNetworks.isEmpty && userIDs.isEmpty
      && scopes.isEmpty)
  }

  /// Whether no row is refused before its owners are known.
  var matchesEveryRow: Bool {
    tables.count == SocketTable.ID.allCases.count
      && families.count == IPAddress.Family.allCases.count && !isListeningOnly && !hasRowCriteria
      && !needsDirection
  }

  /// Whether it takes the other sockets to tell which way a connection went.
  var needsDirection: Bool { !directions.isEmpty || !classes.isEmpty }

  /// ``matches(_:)``, or what costs nothing where no row is refused.
  var test: (SocketEntry) -> Bool { matchesEveryRow ? { _ in true } : matches }

  /// What the socket's own row tells.
  func matches(_ socket: SocketEntry) -> Bool {
    families.contains(socket.family) && tables.contains(socket.table)
      && (!isListeningOnly || socket.isListening)
      && (selectors.isEmpty || selectors.contains { $0.matches(socket) })
      && states.matches { $0 == socket.state }
      && matchesPorts(socket)
      && localNetworks.matches { $0.contains(socket.local.address) }
      && remoteNetworks.matches { socket.hasPeer && $0.contains(socket.remote.address) }
      && userIDs.matches { $0 == socket.userID }
      && scopes.matches { $0 == socket.local.address.scope }
  }

  private func matchesPorts(_ socket: SocketEntry) -> Bool {
    // Functions, not closures in constants: those are allocated for each row.
    func local(_ pattern: PortPattern) -> Bool {
      pattern.matches(socket.local.port, socket.table)
    }
    func remote(_ pattern: PortPattern) -> Bool {
      socket.hasPeer && pattern.matches(socket.remote.port, socket.table)
    }
    return ports.matches { local($0) || remote($0) } && localPorts.matches(local)
      && remotePorts.matches(remote)
  }

  /// What the row tells together with the listeners.
  func matches(_ socket: SocketEntry, _ direction: Direction?) -> Bool {
    directions.matches { $0 == direction }
      && classes.matches { $0 == socket.servicePort(direction).map(PortClass.init) }
  }

  /// What the owners tell.
  func matches(_ owners: some Sequence<ProcessDetails>) -> Bool {
    pids.matches { pid in owners.contains { $0.pid == pid } }
      && processNames.matches { name in owners.contains { name.matches($0) } }
  }
}

extension Filter.Selector {
  func matches(_ socket: SocketEntry) -> Bool {
    (network?.contains(socket.local.address) ?? true)
      && (ports?.matches(socket.local.port, socket.table) ?? true)
  }
}

extension SocketEntry {
  /// The port at the side of the service: our own when we wait for others, the peer's when we went
  /// there; nil where neither can be said.
  func servicePort(_ direction: Direction?) -> UInt16? {
    switch direction {
    case .listening, .inbound: local.port
    case .outbound: remote.port
    case nil: nil
    }
  }
}
