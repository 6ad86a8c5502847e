/// What a snapshot is asked for.
public struct Query: Sendable {
  /// How much is found out about the processes that hold the sockets.
  public enum Owners: Sendable {
    /// Nothing: `/proc/*/fd` is not walked unless the filter asks for owners.
    case none
    /// PIDs and descriptors, and these details of each process.
    case details(ProcessDetails.Fields)
  }

  /// Which sockets are wanted.
  public var filter: Filter
  public var owners: Owners
  /// Where the rows may come from. A proc tree that is not `/proc` is read alone, whatever this says.
  public var source: SourcePreference
  /// Whether retransmissions and probes of TCP sockets are wanted. Over netlink they make the reading
  /// a fifth slower, and are left unknown in part without this.
  public var wantsRetransmits = true
  /// The proc tree: `/proc`, one mounted elsewhere, or a recording.
  public var procPath: String

  public init(
    filter: Filter = Filter(), owners: Owners = .details(.all), source: SourcePreference = .auto,
    procPath: String = "/proc"
  ) {
    self.filter = filter
    self.owners = owners
    self.source = source
    self.procPath = procPath
  }

  /// How the tables are read.
  var readPlan: ReadPlan {
    ReadPlan(
      filter: filter, source: procPath == "/proc" ? source : .procfs,
      wantsRetransmits: wantsRetransmits)
  }

  /// The details that are wanted of the owners; nil if none are.
  var ownerFields: ProcessDetails.Fields? {
    if case .details(let fields) = owners { return fields }
    return nil
  }

  var needsOwners: Bool {
    if case .details = owners { return true }
    return filter.needsOwners
  }

  /// Every socket, with all that is known of its owners.
  public static let all = Query()
}
