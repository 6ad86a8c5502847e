/// Reads the tables of a plan, each from the first source that can.
struct SocketTableReader: ~Copyable {
  let tree: ProcFileSystem
  private let release: KernelRelease?
  private var procNet: ProcNetSource
  private var inetDiag: InetDiagSource
  var sources: Set<RowSource> = []
  /// Whether the filter depends on the interfaces of sockets.
  private var needsInterfaces = false
  /// Whether the TCP sockets were read over netlink.
  private(set) var listsTCPOverNetlink = false
  /// What became of the network namespaces; nil unless the plan selects some.
  var namespaces: NamespaceResult?
  let kernelReportsOrphanUID: Bool
  var sink: SocketSink
  var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)

  /// - Parameter isWanted: Which rows are kept.
  /// - Throws: ``SystemError`` when the tree has no directory with tables.
  init(
    _ tree: ProcFileSystem, where isWanted: @escaping (SocketEntry) -> Bool
  ) throws(SystemError) {
    self.tree = tree
    release = tree.kernelRelease
    // Whether a socket that its process has closed, or has not accepted yet, shows its user.
    kernelReportsOrphanUID = release.map { $0 >= (6, 17) } ?? false
    procNet = try ProcNetSource(tree, kernelReportsOrphanUID: kernelReportsOrphanUID)
    inetDiag = InetDiagSource(kernelReportsOrphanUID: kernelReportsOrphanUID)
    sink = SocketSink(where: isWanted)
    sink.unmappedUserID = tree.unmappedUserID
  }

  /// What a reader has to know about the tables.
  var remarks: [Remark] {
    let lacksInterfaces = needsInterfaces && sources.contains(ProcNetSource.kind)
    let remark = namespaces == nil ? procNet.remark : nil
    return (remark.map { [$0] } ?? []) + (lacksInterfaces ? [.unknownInterfaces] : [])
  }

  var issues: [Issue] { sink.issues }

  /// How many of the tables were read.
  var tableCount: Int { sink.tableCount }

  /// Whether nothing could be read at all. Selected namespaces may all have disappeared, which is not an error.
  var isFailed: Bool {
    tableCount == 0 && (namespaces.map { !$0.unread.isEmpty } ?? true)
  }

  /// The cookies of all TCP sockets, if the plan collects them.
  var allCookies: Set<UInt64>? { sink.cookies }

  /// Where the rows came from.
  var source: RowSource { sources.count > 1 ? .mixed : sources.first ?? .procfs }

  /// Reads the tables.
  ///
  /// - Throws: ``SystemError`` where the plan allows netlink alone, and the kernel refuses it; and where all
  ///   tables are empty files without a heading, as those of WSL 1 are.
  mutating func read(_ plan: ReadPlan) throws(SystemError) {
    needsInterfaces = plan.filter.needsInterfaces
    if plan.collectsCookies { sink.cookies = [] }
    if let catalog = plan.namespaces {
      try read(catalog, plan)
    } else {
      try readTables(plan)
    }
    // Without IPv6, two of the four files do not exist.
    if procNet.emptyFileCount > 0, procNet.emptyFileCount == sink.tableCount {
      throw SystemError(.read, procNet.path, code: SystemError.noTables)
    }
    if plan.filter.namesBoundInactive, !listsBoundInactive {
      sink.issues.append(.unlistedState(.boundInactive))
    }
  }

  /// Reads the tables of the namespace that is read by default.
  mutating func readTables(_ plan: ReadPlan) throws(SystemError) {
    for table in plan.tables {
      sink.beginTable()
      let request = plan.request(for: table)
      if try readNetlink(request, plan) { continue }
      let count = sink.tableCount
      procNet.read(request, buffer: &buffer, into: &sink)
      if sink.tableCount > count { sources.insert(ProcNetSource.kind) }
    }
  }

  /// Whether bound sockets that do not listen are among the rows. A kernel that does not know the
  /// request passes over it.
  private var listsBoundInactive: Bool {
    listsTCPOverNetlink && release.map { $0 >= (6, 8) } ?? false
      || sink.rows.contains { $0.state == .boundInactive }
  }

  /// - Returns: Whether the table was read: false if another source has to.
  mutating func readNetlink(
    _ request: TableRequest, _ plan: ReadPlan
  ) throws(SystemError) -> Bool {
    guard plan.source != .procfs else { return false }
    do throws(SystemError) {
      if plan.filter.matchesEveryRow, sink.rows.isEmpty { makeRoom() }
      try inetDiag.read(request, buffer: &buffer, into: &sink)
    } catch {
      if plan.source == .netlink { throw error }
      if error.isLimit { sink.issues.append(.reachedLimit(error)) }
      sink.rollBack()
      return false
    }
    sink.tableCount += 1
    sources.insert(InetDiagSource.kind)
    if request.table.facts.isConnectionOriented { listsTCPOverNetlink = true }
    return true
  }

  /// Makes room for as many rows as the kernel counts sockets, so that they need not be copied as
  /// they get more.
  private mutating func makeRoom() {
    if let count = procNet.socketCount { sink.reserveCapacity(Int(min(count, 1 << 22))) }
  }

  /// The error if none of the requested tables could be read, or none exists.
  var failure: SystemError {
    for case .unreadableTable(let error) in issues { return error }
    if let error = namespaces?.firstError { return error }
    return SystemError(.open, procNet.path, code: SystemError.noSuchFile)
  }

  /// The rows that were kept, in the order of a snapshot, and all listening sockets, wanted or not:
  /// they distinguish inbound from outbound. The kernel repeats rows when a table changes while it is read:
  /// each is here once, as it was last.
  consuming func finished() -> (
    rows: [SocketEntry], listeners: [SocketEntry], details: SocketDetailsStore
  ) {
    sink.finish()
    return (sink.rows, sink.listeners, sink.details)
  }
}
