/// What a snapshot is asked for.
public struct Query: Sendable {
  /// Which sockets are wanted.
  public var filter: Filter
  /// What is wanted of each. What the filter needs is found out without being named here.
  public var requirements: Requirements
  /// Where the rows may come from. A proc tree that is not `/proc` is read alone, whatever this says.
  public var source: SourcePreference
  /// The proc tree: `/proc`, one mounted elsewhere, or a recording.
  public var procPath: String

  public init(
    filter: Filter = Filter(), requirements: Requirements = .all,
    source: SourcePreference = .auto, procPath: String = "/proc"
  ) {
    self.filter = filter
    self.requirements = requirements
    self.source = source
    self.procPath = procPath
  }

  /// How the tables are read.
  var readPlan: ReadPlan {
    ReadPlan(
      filter: filter, source: procPath == "/proc" ? source : .procfs,
      requirements: requirements)
  }

  var needsOwners: Bool { requirements.union(filter.requirements).contains(.owners) }

  /// Every socket, with all that is known of its owners.
  public static let all = Query()
}
