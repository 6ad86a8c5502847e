/// What a snapshot is asked for.
public struct Query: Sendable {
  /// How much is found out about the processes that hold the sockets.
  public enum Owners: Sendable {
    /// Nothing: `/proc/*/fd` is not walked unless the filter asks for owners.
    case none
    /// PIDs and descriptors, and these details of each process.
    case details(ProcessDetails.Fields)
  }

  /// Where the rows may come from.
  public enum Source: String, CaseIterable, Sendable {
    /// netlink where the kernel and whatever confines this process allow it, else `/proc`; for each
    /// protocol by itself.
    case auto
    /// The text tables under `/proc/self/net`.
    case procfs
    /// sock_diag(7) alone. It tells of the network namespace that the calling thread is in.
    case netlink
  }

  /// Which sockets are wanted.
  public var filter: Filter
  public var owners: Owners
  /// Where the rows may come from. A proc tree that is not `/proc` is read alone, whatever this says.
  public var source: Source
  /// Whether retransmissions and probes of TCP sockets are wanted. Over netlink they make the reading
  /// a fifth slower, and are left unknown in part without this.
  public var wantsRetransmits = true
  /// The proc tree: `/proc`, one mounted elsewhere, or a recording.
  public var procPath: String

  public init(
    filter: Filter = Filter(), owners: Owners = .details(.all), source: Source = .auto,
    procPath: String = "/proc"
  ) {
    self.filter = filter
    self.owners = owners
    self.source = source
    self.procPath = procPath
  }

  /// The tables that have to be read. Both of a protocol, whatever the family that is wanted: a
  /// listener of the one takes connections of the other.
  var tables: [ProcNetTable] {
    ProcNetTable.all.filter { filter.transports.contains($0.transport) }
  }

  /// ``source``, less what would tell of another machine's sockets than the tree.
  var effectiveSource: Source { procPath == "/proc" ? source : .procfs }

  /// The same tables without a filter.
  var recheckQuery: Query {
    var query = self
    query.filter = Filter()
    query.filter.transports = filter.transports
    if filter.wantsBoundInactive { query.filter.states = filter.states }
    query.wantsRetransmits = false
    return query
  }

  var needsOwners: Bool {
    if case .details = owners { return true }
    return filter.needsOwners
  }

  /// Every socket, with all that is known of its owners.
  public static let all = Query()
}
