/// The part of a ``Query`` that concerns the kernel's tables: which to read, for which filter, and whether over
/// netlink or from the proc tree. A source may use the filter to have the kernel omit sockets; which rows are
/// kept is decided by ``Filter/rowPredicate``.
///
/// ``SocketTableReader`` hands the request for each table to the first ``SocketSource`` that can read it:
/// netlink, unless `source` excludes it or the kernel refuses it, otherwise `/proc/net`.
package struct ReadPlan: Sendable {
  var filter: Filter
  /// ``SourcePreference/procfs`` for a tree that is given: netlink would report the sockets of another
  /// machine.
  let source: SourcePreference
  /// What to read besides the rows, such as ``Requirements/retransmits``.
  var requirements: Requirements
  /// The byte order of a recording; nil for that of this machine.
  var byteOrder: ByteOrder?
  /// The network namespaces to read.
  var selection = NamespaceSelection.standard
  /// The namespaces that were found; nil before that, and if none were selected.
  var namespaces: NamespaceCatalog?
  /// Whether TCP sockets are read in every state, so that the cookies of those are known that the filter
  /// excludes at present.
  var collectsCookies = false

  /// The tables to read, in the order of rows. Each contains both address families, whichever is wanted,
  /// because a listener of one accepts connections of the other.
  var tables: [SocketTable.ID] { SocketTable.ID.allCases.filter(filter.tables.contains) }

  func request(for table: SocketTable.ID) -> TableRequest {
    var filter = filter
    if collectsCookies {
      filter.states.excluded = []
      filter.states.included =
        filter.namesBoundInactive ? SocketState.named + [.boundInactive, nil] : []
    }
    if requirements.contains(.peers) { filter = everySocket }
    return TableRequest(
      table: table, filter: filter, requirements: requirements.union(filter.requirements),
      byteOrder: byteOrder)
  }

  /// The same without what a reader does not need who may read every process of the machine: what takes the place
  /// of hidden owners.
  func forReader(of tree: ProcFileSystem) -> ReadPlan {
    guard requirements.contains(.hiddenOwnerHints), !requirements.contains(.controlGroup),
      tree.mayTraceOthers, !tree.isOfContainer
    else { return self }
    var plan = self
    plan.requirements.subtract(.hiddenOwnerHints)
    return plan
  }

  /// The same tables without the filter, to determine whether sockets for which no owner was found still
  /// exist. Bound sockets are listed only if the filter lists them.
  var recheck: ReadPlan {
    var plan = self
    plan.filter = everySocket
    plan.requirements = []
    return plan
  }

  /// A filter that includes every socket of the tables.
  private var everySocket: Filter {
    var every = Filter()
    every.tables = filter.tables
    if filter.wantsBoundInactive {
      every.states.included = SocketState.named + [.boundInactive, nil]
    }
    return every
  }
}
