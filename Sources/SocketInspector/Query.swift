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
  /// The proc tree: `/proc`, one mounted elsewhere, or a recording.
  public var procPath: String

  public init(
    filter: Filter = Filter(), owners: Owners = .details(.all), procPath: String = "/proc"
  ) {
    self.filter = filter
    self.owners = owners
    self.procPath = procPath
  }

  /// The tables that have to be read. Both of a protocol, whatever the family that is wanted: a
  /// listener of the one takes connections of the other.
  var tables: [ProcNetTable] {
    ProcNetTable.all.filter { filter.transports.contains($0.transport) }
  }

  var needsOwners: Bool {
    if case .details = owners { return true }
    return filter.needsOwners
  }

  /// Every socket, with all that is known of its owners.
  public static let all = Query()
}
