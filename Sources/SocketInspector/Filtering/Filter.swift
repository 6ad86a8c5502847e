/// Selects sockets. A socket matches if it meets every criterion.
public struct Filter: Sendable {
  /// A condition on the local address and port.
  public struct Selector: Hashable, Sendable {
    /// nil for all addresses.
    public var network: IPNetwork?
    /// nil for all ports.
    public var ports: PortPattern?

    /// Creates a condition; without arguments, every socket meets it.
    public init(network: IPNetwork? = nil, ports: PortPattern? = nil) {
      self.network = network
      self.ports = ports
    }
  }

  /// The tables to read; by default all.
  public var tables = Set(SocketTable.ID.allCases)
  /// ``IPAddress/Family/ipv4`` includes IPv6 sockets with an IPv4-mapped address, and IPv6 wildcard sockets that
  /// take IPv4 as well, because they are what an IPv4 client reaches.
  public var families = Set(IPAddress.Family.allCases)
  /// Only TCP in LISTEN and UDP without a peer.
  public var isListeningOnly = false
  /// A socket has to match one of these, unless there are none.
  public var selectors: [Selector] = []
  /// A socket must not match any of these.
  public var excludedSelectors: [Selector] = []
  /// nil stands for UDP without a peer.
  public var states = Criterion<SocketState?>()
  /// The local or the remote port.
  public var ports = Criterion<PortPattern>()
  /// The local port.
  public var localPorts = Criterion<PortPattern>()
  /// The port of the peer; sockets without a peer match only if no port is included.
  public var remotePorts = Criterion<PortPattern>()
  /// The local address.
  public var localNetworks = Criterion<IPNetwork>()
  /// The address of the peer; sockets without a peer match only if no network is included.
  public var remoteNetworks = Criterion<IPNetwork>()
  /// The user of the socket (``SocketEntry/userID``).
  public var userIDs = Criterion<UInt32>()
  /// The scope of the local address.
  public var scopes = Criterion<AddressScope>()
  /// The scope of the remote address.
  public var remoteScopes = Criterion<AddressScope>()
  /// The interface to which the socket is bound or to which its link-local address belongs. A socket whose
  /// interface is unknown matches.
  public var interfaces = Criterion<IPNetwork.Zone>()
  /// Which end opened the connection (``Socket/direction``).
  public var directions = Criterion<Direction>()
  /// The class of the service's port (``Socket/serviceClass``).
  public var classes = Criterion<PortClass>()
  /// The PIDs of the owners: one of them must be included, and none excluded. The same holds for the names and
  /// command lines below.
  public var pids = Criterion<Int32>()
  /// The name of a process, its readable name, or the file name of its executable.
  public var processNames = Criterion<NamePattern>()
  /// The command line of a process, with blanks between the arguments.
  public var commands = Criterion<NamePattern>()
  /// Whether the owners are known, and the reason if they are not (``Socket/ownership``).
  public var ownerships = Criterion<Ownership>()
  /// The unit of systemd that an owner belongs to (``ControlGroup/unitBytes``), without `.service` if the pattern
  /// has no such ending. If no owner is known, that of the control group in which the socket was created.
  public var units = Criterion<NamePattern>()
  /// The container that an owner runs in, by its name, its ID or the first 12 digits of that; if no owner is known,
  /// as for ``units``.
  public var containers = Criterion<NamePattern>()

  /// Creates a filter that every socket matches.
  public init() {}

  /// Whether the filter depends on the owners of sockets, or on the reason why there are none.
  public var needsOwners: Bool { requirements.contains(.owners) }

  /// What a snapshot has to read for the filter.
  package var requirements: Requirements {
    var requirements: Requirements = pids.isEmpty && ownerships.isEmpty ? [] : .owners
    for criterion in OwnerCriterion.all where criterion.isUsed(self) {
      requirements.formUnion(criterion.requires)
    }
    return requirements
  }

  /// Whether there is a criterion besides tables, families and listening sockets.
  public var hasCriteria: Bool { hasRowCriteria || needsDirection || needsOwners }

  /// Whether a criterion besides tables, families and listening sockets gives values that a socket has to match.
  /// `^80` excludes port 80, and includes every other socket.
  package var hasInclusions: Bool {
    RowCriterion.all.contains { $0.includes(self) } || !directions.included.isEmpty
      || !classes.included.isEmpty || !pids.included.isEmpty
      || OwnerCriterion.all.contains { !$0.criterion(self).included.isEmpty }
  }

  private var hasRowCriteria: Bool { RowCriterion.all.contains { $0.isUsed(self) } }

  /// Whether no row is excluded before its owners are known.
  var matchesEveryRow: Bool {
    tables.count == SocketTable.ID.allCases.count
      && families.count == IPAddress.Family.allCases.count && !isListeningOnly && !hasRowCriteria
      && !needsDirection
  }

  /// Whether the filter depends on the direction of connections, for which all listening sockets have to be
  /// known.
  var needsDirection: Bool { !directions.isEmpty || !classes.isEmpty }

  /// Whether the filter may include a connection at one time and exclude it at another.
  var mayExcludeForAWhile: Bool {
    !states.isEmpty || !userIDs.isEmpty || needsDirection || needsOwners
  }

  /// ``matches(_:)``, or a constant function if the filter excludes no row.
  var rowPredicate: (SocketEntry) -> Bool { matchesEveryRow ? { _ in true } : matches }

  /// Whether a socket matches the criteria that depend only on its row.
  func matches(_ socket: SocketEntry) -> Bool {
    tables.contains(socket.table) && (!isListeningOnly || socket.isListening)
      && matchesFamily(socket)
      && RowCriterion.all.allSatisfy { $0.matches(self, socket) }
  }

  /// Whether a socket has one of the families. IPv4 includes IPv4-mapped addresses, and IPv6 wildcard sockets
  /// that take IPv4. A socket without a family matches if no family is excluded.
  private func matchesFamily(_ socket: SocketEntry) -> Bool {
    if families.count == IPAddress.Family.allCases.count { return true }
    guard let ip = socket.local.ip else { return false }
    return families.contains(ip.family)
      || (families.contains(.ipv4) && (ip.isMapped || socket.mayTakeIPv4))
  }

  /// Whether a socket matches the criteria that depend on its direction; nil for a socket without one.
  func matches(_ socket: SocketEntry, _ direction: Direction?) -> Bool {
    directions.matches { $0 == direction }
      && classes.matches { $0 == socket.servicePort(direction).map(PortClass.init) }
  }

  /// Whether a process is one that the criteria on owners include, by its PID or one of the others.
  func includes(_ owner: ProcessDetails) -> Bool {
    pids.included.contains(owner.pid)
      || OwnerCriterion.all.contains { $0.includes(self, owner) }
  }

  /// Whether a process is one that the criteria on owners exclude.
  func excludes(_ owner: ProcessDetails) -> Bool {
    pids.excluded.contains(owner.pid)
      || OwnerCriterion.all.contains { $0.excludes(self, owner) }
  }

  /// Whether a socket with known owners or one of the reasons matches.
  func matches(_ ownership: Ownership?) -> Bool { ownerships.matches { $0 == ownership } }

  /// Whether a socket that the criterion on ownership leaves out may match it: an owner that could not be read may
  /// own it, or none may.
  func mayMatch(_ ownership: Ownership?) -> Bool {
    ownership == .denied
      && (ownerships.included.contains(.known) || ownerships.included.contains(.unowned))
  }

  /// Whether the owners of a socket match the criteria on owners.
  ///
  /// - Parameter group: The control group in which the socket was created, if no owner is known.
  func matches(_ owners: some Sequence<ProcessDetails>, _ group: ControlGroup? = nil) -> Bool {
    pids.matches { pid in owners.contains { $0.pid == pid } }
      && OwnerCriterion.all.allSatisfy { $0.matches(self, owners, group) }
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
