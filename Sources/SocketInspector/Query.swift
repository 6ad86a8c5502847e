/// What a snapshot reads.
public struct Query: Sendable {
  /// Which sockets to read.
  public var filter: Filter
  /// What to read about each socket. What the filter needs is added automatically.
  public var requirements: Requirements
  /// Where to read the rows from. Ignored if ``procPath`` is set: rows then come from that tree only.
  public var source: SourcePreference
  /// The proc tree to read: `/proc`, a proc file system mounted elsewhere, or a recording. The sockets are then
  /// those in the network namespace of its process 1. If nil, `/proc` is read, and the sockets are those in the
  /// network namespace of this process.
  public var procPath: String?
  /// The byte order of the machine that a recording is from; nil for that of this machine.
  public var byteOrder: ByteOrder?
  /// The network namespaces to read.
  public var namespaces = NamespaceSelection.standard

  /// Creates a query; without arguments, it reads all that is known of every socket.
  public init(
    filter: Filter = Filter(), requirements: Requirements = .all,
    source: SourcePreference = .auto, procPath: String? = nil, byteOrder: ByteOrder? = nil
  ) {
    self.filter = filter
    self.requirements = requirements
    self.source = source
    self.procPath = procPath
    self.byteOrder = byteOrder
  }

  /// How the tables are read.
  var readPlan: ReadPlan {
    ReadPlan(
      filter: filter, source: procPath == nil ? source : .procfs,
      requirements: requirements, byteOrder: byteOrder, selection: namespaces)
  }

  var needsOwners: Bool { requirements.union(filter.requirements).contains(.owners) }

  /// Every socket, with all that is known of its owners.
  public static let all = Query()
}
