/// Selects sockets. A socket matches if it meets every criterion.
public struct Filter: Sendable {
  /// A condition on the local end; a socket has to match one of several selectors.
  public struct Selector: Hashable, Sendable {
    /// nil for all addresses.
    public var network: IPNetwork?
    /// nil for all ports.
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
  /// The class of the service's port (``Socket/serviceClass``).
  public var classes = Criterion<PortClass>()
  public var pids = Criterion<Int32>()
  public var processNames = Criterion<NamePattern>()

  public init() {}

  /// Whether owners have to be known to decide.
  public var needsOwners: Bool { requirements.contains(.owners) }

  /// What has to be known to decide.
  package var requirements: Requirements {
    if !processNames.isEmpty { return [.processName, .executable] }
    return pids.isEmpty ? [] : .owners
  }

  /// Whether there is a criterion besides tables, families and listening sockets.
  public var hasCriteria: Bool { hasRowCriteria || needsDirection || needsOwners }

  private var hasRowCriteria: Bool { RowCriterion.all.contains { $0.isUsed(self) } }

  /// Whether no row is excluded before its owners are known.
  var matchesEveryRow: Bool {
    tables.count == SocketTable.ID.allCases.count
      && families.count == IPAddress.Family.allCases.count && !isListeningOnly && !hasRowCriteria
      && !needsDirection
  }

  /// Whether the listening sockets have to be known, to determine the direction of connections.
  var needsDirection: Bool { !directions.isEmpty || !classes.isEmpty }

  /// ``matches(_:)``, or what costs nothing if no row is excluded.
  var rowPredicate: (SocketEntry) -> Bool { matchesEveryRow ? { _ in true } : matches }

  /// Decides by the socket's own row.
  func matches(_ socket: SocketEntry) -> Bool {
    tables.contains(socket.table) && (!isListeningOnly || socket.isListening)
      && matchesFamily(socket)
      && RowCriterion.all.allSatisfy { $0.matches(self, socket) }
  }

  /// A socket without a family matches if none is excluded.
  private func matchesFamily(_ socket: SocketEntry) -> Bool {
    socket.family.map(families.contains)
      ?? (families.count == IPAddress.Family.allCases.count)
  }

  /// Decides by the row together with the listeners.
  func matches(_ socket: SocketEntry, _ direction: Direction?) -> Bool {
    directions.matches { $0 == direction }
      && classes.matches { $0 == socket.servicePort(direction).map(PortClass.init) }
  }

  /// Decides by the owners.
  func matches(_ owners: some Sequence<ProcessDetails>) -> Bool {
    pids.matches { pid in owners.contains { $0.pid == pid } }
      && processNames.matches { name in owners.contains { name.matches($0) } }
  }
}

extension Filter.Selector {
  func matches(_ socket: SocketEntry) -> Bool {
    (network?.contains(socket.local) ?? true)
      && (ports?.matches(socket.local.port, socket.table) ?? true)
  }
}

extension SocketEntry {
  /// The port of the service: the local port of a listening socket or an inbound connection, the remote
  /// port of an outbound one; nil without a direction.
  func servicePort(_ direction: Direction?) -> UInt16? {
    switch direction {
    case .listening, .inbound: local.port
    case .outbound: remote.port
    case nil: nil
    }
  }
}
