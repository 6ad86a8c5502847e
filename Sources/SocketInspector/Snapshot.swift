/// The sockets of a machine at one moment, and the processes that have them open.
///
///     let snapshot = try Snapshot.capture(.all)
///     for socket in snapshot.sockets where socket.local.port == 8080 {
///       print(socket.owners.map(\.pid))
///     }
public struct Snapshot: Sendable {
  /// When the reading of the tables began.
  public let time: Timestamp
  /// The machine's name: `sys/kernel/hostname` of the tree. Any bytes; nil if the tree has no such file.
  public let hostBytes: [UInt8]?
  /// ``hostBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var host: String? { hostBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// How the tables were read: over netlink, from the proc tree, or both.
  public let source: RowSource
  /// What could not be seen; empty when nothing is missing.
  public let issues: [Issue]
  /// What a reader has to know about the tables, although nothing is missing.
  public let remarks: [Remark]
  /// The network namespaces whose sockets were read, in the order of their inode numbers; empty unless the query
  /// selects or requires them.
  public let namespaces: [NetworkNamespace]
  /// The network namespaces that were found and could not be read.
  public let unreadNamespaces: [NetworkNamespace]
  /// Whether the query selects network namespaces.
  package let selectsNamespaces: Bool
  let rows: [SocketEntry]
  private(set) var context: SnapshotContext
  /// Whether the TCP sockets were read over netlink, so that they have cookies if the query requires them.
  let listsTCPOverNetlink: Bool
  /// The cookies of all TCP sockets, whether the filter includes them or not; nil unless they were collected.
  let allCookies: Set<UInt64>?

  /// Reads the tables, and finds the owners if the query needs them.
  ///
  /// - Throws: ``SystemError`` when the tree, its tables or its list of processes cannot be read.
  ///   What fails for single tables, lines or processes is in ``issues`` instead.
  public static func capture(_ query: Query) throws(SystemError) -> Snapshot {
    try capture(query, in: ProcFileSystem(query.procPath))
  }

  /// - Parameter tree: The proc tree of the query.
  package static func capture(
    _ query: Query, in tree: ProcFileSystem
  ) throws(SystemError) -> Snapshot {
    // If the scan need not know which sockets to find, it runs on threads of its own while this one reads the
    // tables. Otherwise, it begins in `owners(of:)`, with as many threads. Either way, `owners(of:)` waits for
    // it. The plan is there to read the tables again for sockets without an owner.
    var plan = query.readPlan
    var (containers, numbers) = (NamespaceContainers(tree), NamespaceNumbers())
    plan.namespaces = try containers.catalog(of: query.namespaces, &numbers)
    var finder = try OneShotOwnerFinder(
      tree, plan, startsNow: query.needsOwners && query.filter.matchesEveryRow)
    var groups = ControlGroupIndex()
    return try capture(query, plan, in: tree, &finder, &groups)
  }

  /// - Parameters:
  ///   - tree: The proc tree of the query.
  ///   - finder: Finds the owners of sockets, if the query needs them.
  package static func capture<Finder: OwnerFinder & ~Copyable>(
    _ query: Query, in tree: ProcFileSystem, _ finder: inout Finder
  ) throws(SystemError) -> Snapshot {
    var groups = ControlGroupIndex()
    return try capture(query, query.readPlan, in: tree, &finder, &groups)
  }

  /// Reads the tables row by row and keeps what the filter includes, as far as a row shows that. Listening
  /// sockets are also collected on their own, because they distinguish inbound from outbound connections.
  /// Rows of the wrong direction are removed. ``OwnedRows`` looks up the owners of the rest by inode, reads the
  /// details of these processes, and removes what the filter excludes by owner. A row and its owners are put
  /// together when a ``Socket`` is taken from ``sockets``.
  ///
  /// - Parameters:
  ///   - plan: How the tables are read.
  ///   - tree: The proc tree of the query.
  ///   - finder: Finds the owners of sockets, if the query needs them.
  ///   - groups: The control groups that earlier snapshots found.
  static func capture<Finder: OwnerFinder & ~Copyable>(
    _ query: Query, _ plan: ReadPlan, in tree: ProcFileSystem, _ finder: inout Finder,
    _ groups: inout ControlGroupIndex
  ) throws(SystemError) -> Snapshot {
    let plan = plan.forReader(of: tree)
    let time = Timestamp.now
    let isWanted = query.filter.rowPredicate
    let needsPeers = plan.requirements.contains(.peers)
    var reader = try SocketTableReader(
      tree, where: needsPeers ? { $0.hasPeer || isWanted($0) } : isWanted)
    try reader.read(plan)
    if reader.isFailed { throw reader.failure }
    var issues = reader.issues
    let (source, remarks) = (reader.source, reader.remarks)
    let (isOverNetlink, cookies) = (reader.listsTCPOverNetlink, reader.allCookies)
    let namespaceResult = reader.namespaces
    // The rows are in the order of ``sockets`` now; `details` has what netlink reports besides.
    var (rows, listening, details) = reader.finished()
    let peers = needsPeers ? PeerIndex(rows) : PeerIndex()
    if needsPeers { rows.removeAll { !isWanted($0) } }
    let listeners = ListenerIndex(
      listening, ephemeralPorts: tree.ephemeralPorts,
      others: namespaceResult?.ephemeralPorts ?? [:],
      at: query.procPath == nil && query.namespaces == .standard
        ? RouteReader().localAddresses : .unknown)
    var namespaces =
      plan.namespaces?.namespaces
      ?? (query.requirements.contains(.namespaces) ? NamespaceFinder(tree).standard : [:])
    for (number, names) in namespaceResult?.interfaceNames ?? [:] {
      namespaces[number]?.interfaceNames = names
    }
    if query.filter.needsListeners {
      rows.removeAll { !query.filter.matchesSelectors($0, listeners) }
    }
    if query.filter.needsDirection {
      rows.removeAll { !query.filter.matches($0, listeners.direction(of: $0)) }
    }

    var context: SnapshotContext
    if query.needsOwners {
      let ends = needsPeers ? rows.compactMap(peers.peer) : []
      // `rows + []` would copy all rows.
      let searched = ends.isEmpty ? rows : rows + ends
      let found = try finder.owners(of: listeners.inodes(for: searched))
      let socketGroups = SocketControlGroups(
        of: rows, details, without: found.owners, &groups, tree)
      var ownersPlan = query.readPlan
      ownersPlan.namespaces = plan.namespaces
      let owned = try OwnedRows(rows, found, ownersPlan, tree, socketGroups, peers)
      rows = owned.rows
      context = SnapshotContext(listeners, details, namespaces, owned, peers)
      issues += owned.resolution.issues.filter { !issues.contains($0) }
      context = context.selecting(&rows, by: query.filter)
      if plan.requirements.contains(.publishedPorts) {
        var published = PublishedPorts(in: tree, query)
        let targets = published.targets(of: rows, context)
        context = SnapshotContext(context, publishedPorts: targets)
        if let issue = published.issue { issues.append(issue) }
      }
    } else {
      context = SnapshotContext(listeners, details, namespaces: namespaces)
    }
    let host = tree.hostName
    if let issue = Issue.reachedLimit(in: tree, beside: issues) { issues.append(issue) }
    return Snapshot(
      time: time, hostBytes: host, source: source, issues: issues, remarks: remarks,
      namespaces: (namespaceResult?.read ?? Array(namespaces.keys)).compactMap { namespaces[$0] },
      unreadNamespaces: namespaceResult?.unread ?? [],
      selectsNamespaces: namespaceResult != nil, rows: rows,
      context: context, listsTCPOverNetlink: isOverNetlink, allCookies: cookies)
  }

  /// The sockets: listening sockets first, then by table, local address and port, remote address and port,
  /// and inode.
  public var sockets: Sockets { Sockets(rows: rows, context: context) }

  /// The cookie of one of the rows; nil where it was not read.
  func cookie(of row: SocketEntry) -> UInt64? { context.details.details(of: row)?.cookie }

  /// The inodes of these sockets, of the listeners that will accept those without an inode, and of their peers.
  func inodes(for sockets: [SocketEntry]) -> [UInt64] {
    context.listeners.inodes(for: sockets + sockets.compactMap(context.peers.peer))
  }

  /// Sockets of this snapshot with owners that were rechecked, for the live view and the stream.
  func inspect(
    _ sockets: [SocketEntry], _ found: OwnerResolution, _ processes: [Int32: ProcessDetails]
  ) -> [Socket] {
    let context = SnapshotContext(
      self.context, owners: found.owners, processes: processes, search: found)
    return sockets.map { Socket($0, context) }
  }

  /// The same snapshot with what was measured since the last one.
  func measured(by meter: inout TransferMeter) -> Snapshot {
    var snapshot = self
    snapshot.context = SnapshotContext(context, measurements: meter.measure(context.details))
    return snapshot
  }

  /// The sum of the rates of ``sockets``, each of which counts once, however many processes have it open; nil
  /// if none is known.
  public var rates: TransferRates? {
    let sum = rows.reduce(TransferRates()) { sum, row in
      context.rates(of: row).map { sum + $0 } ?? sum
    }
    return sum.isUnknown ? nil : sum
  }

  /// Whether nothing that was asked for is missing.
  public var isComplete: Bool { issues.isEmpty }

  /// How many sockets a filter by owner left out although a process that could not be read may be
  /// the owner; if this is not 0, the result is uncertain.
  public var possibleHiddenMatches: Int { context.possibleHiddenMatches }

  /// How many of ``sockets`` may have an owner that the filter excludes, because a process could not
  /// be read: `--pid ^7` also shows what process 7 may share.
  public var uncertainMatchCount: Int { context.uncertainMatchCount }

  /// Whether sockets on the wildcard address answer at an address because it belongs to this machine; nil if that is
  /// unknown, as in a recording.
  package func isLocal(_ address: IPAddress) -> Bool? {
    if address.isUnspecified { return true }
    return switch context.listeners.localAddresses.owner(of: address.unmapped) {
    case .device, .group: true
    case .other: false
    case .unknown: nil
    }
  }

  /// The processes that could not be read.
  package var hiddenProcesses: UnreadableProcesses { context.unreadableProcesses }

  /// Whether there are sockets with known owners that may have others, because some process could not
  /// be read.
  package var hasIncompleteOwners: Bool {
    !hiddenProcesses.isEmpty && rows.contains { context.owners.hasOwner($0.inode) }
  }

  /// The known owners of these sockets.
  package var incompleteOwners: Set<Int32> {
    hiddenProcesses.isEmpty
      ? []
      : Set(rows.lazy.flatMap { context.owners.descriptors(of: $0.inode).lazy.map(\.pid) })
  }

  /// The number of sockets whose owners are hidden.
  package var hiddenOwnerCount: Int {
    isComplete ? 0 : rows.count { context.ownership(of: $0) == .denied }
  }

  /// The users of the sockets whose owners are hidden.
  package var hiddenOwnerUserIDs: [UInt32] {
    isComplete ? [] : rows.lazy.filter { context.ownership(of: $0) == .denied }.compactMap(\.userID)
  }

  /// The users of the processes that have sockets open.
  package var processUserIDs: [UInt32] { context.processes.values.compactMap(\.userID) }

  /// The number of processes that could not be read.
  public var unreadableProcesses: Int {
    issues.reduce(0) { sum, issue in
      switch issue {
      case .unreadableProcesses(let count, _, _), .descriptorsNotLinks(let count, _),
        .unrecordedDescriptors(let count, _):
        sum + count
      default: sum
      }
    }
  }
}

extension Snapshot {
  /// The sockets of a snapshot.
  public struct Sockets: RandomAccessCollection, Sendable {
    fileprivate let rows: [SocketEntry]
    fileprivate let context: SnapshotContext

    public var startIndex: Int { rows.startIndex }
    public var endIndex: Int { rows.endIndex }

    /// A copy with storage of its own for another thread: the table makes the cells of many rows on several
    /// threads, which would contend for one reference count.
    package var forAnotherThread: Sockets {
      Sockets(rows: rows, context: SnapshotContext(context))
    }

    public subscript(position: Int) -> Socket {
      Socket(rows[position], context)
    }
  }
}
