import SocketInspector

/// A command line as it was typed. Parsing reads nothing but the words themselves; ``Settings`` resolves
/// everything that depends on the machine.
struct Arguments: Sendable {
  var mode = Mode.list
  /// The criteria, except ``userNames``.
  var filter = Filter()
  /// The users that `--user` gives by name.
  var userNames = Criterion<String>()
  private var tables: Set<SocketTable.ID> = []
  private var families: Set<IPAddress.Family> = []
  var source = SourcePreference.auto
  /// The tree of `--proc`, even if it is `/proc`; nil without the option.
  var procPath: String?
  /// The selectors and the options that choose sockets, for the live view.
  var filterWords: [String] = []
  /// The network namespaces of `--netns`.
  var namespaces = NamespaceSelection.standard
  /// The byte order of a recording.
  var byteOrder: ByteOrder?
  /// The time between two updates, in seconds; nil for one listing.
  var watchInterval: Double?
  /// Whether the interval was typed: `--watch=2`.
  var hasInterval = false
  /// The number of updates after which watching ends; nil for no limit.
  var updateCount: Int?
  var output = OutputOptions()
  var signal = SignalRequest()
  /// What to wait for; nil without `--wait` and `--wait-gone`.
  var wait: WaitRequest? { waits.first }
  /// The values of `--wait` and `--wait-gone`, of which only one may be given.
  private var waits: [WaitRequest] = []

  /// The selectors as they were typed, each with the letters of the options right before it.
  var selectorWords: [(word: String, lettersBefore: String)] = []

  /// Whether `--quiet` was given, in whatever mode.
  var printsPIDs = false

  /// Whether `-a` was given, which overrides `-l`.
  private var showsAll = false

  /// Applies `-a`: netstat's `-plant` lists every socket.
  mutating func showAll() {
    showsAll = true
    filter.isListeningOnly = false
  }

  /// Applies `-l`, unless `-a` was given too.
  mutating func showListening() { filter.isListeningOnly = !showsAll }

  /// Applies `--wait` and `--wait-gone`; the last of each kind counts.
  mutating func waitFor(_ request: WaitRequest) {
    waits.removeAll { $0.goal == request.goal }
    waits.append(request)
  }

  mutating func addTable(_ table: SocketTable.ID) {
    tables.insert(table)
    filter.tables = tables
  }

  mutating func addFamily(_ family: IPAddress.Family) {
    families.insert(family)
    filter.families = families
  }

  /// Checks that the options can be combined.
  ///
  /// - Throws: ``UsageError`` if two of them exclude each other.
  func check() throws(UsageError) {
    if output.columnChoice != nil, output.columns.isEmpty {
      throw UsageError("--columns leaves no column to show")
    }
    if mode == .pids, output.format != .table {
      throw UsageError.excluding(
        "--quiet", "--\(output.format.rawValue)", because: "--quiet prints only PIDs")
    }
    if source == .netlink, procPath != nil {
      throw UsageError.excluding(
        "--source netlink", "--proc", because: "netlink reads from the local kernel only")
    }
    if byteOrder != nil, procPath == nil {
      throw UsageError("--byte-order requires --proc DIR")
    }
    if updateCount != nil, watchInterval == nil {
      throw UsageError("--updates requires --watch")
    }
    if namespaces != .standard, !filter.interfaceNames.isEmpty {
      throw UsageError.excluding(
        "an interface name", "--netns",
        because: "names differ between network namespaces; use the number of the interface")
    }
    if let counts = output.counts {
      try counts.check(self)
    } else if let total = output.totals.first {
      throw UsageError("--columns: \(total.key) requires --count-by")
    } else if let key = output.sortKeys.first(where: \.isOfCounts) {
      throw UsageError("--sort: \(key.column.key) requires --count-by")
    }
    try signal.check(self)
    if mode == .translations { try checkList(of: "--nat") }
    if mode == .published { try checkList(of: "--published") }
    if waits.count > 1 { throw UsageError.excluding("--wait", "--wait-gone") }
    try wait?.check(self)
    guard watchInterval != nil else { return }
    if output.format == .json {
      throw UsageError(
        "--watch prints a stream of events, not one JSON document", instead: "--jsonl")
    }
    if mode == .pids { throw UsageError.excluding("--quiet", "--watch") }
  }

  /// The filter, with ``userNames`` and the names of interfaces resolved.
  ///
  /// - Parameters:
  ///   - userID: Looks up the UID of a user by name; returns nil if there is no such user.
  ///   - interface: Looks up the index of an interface by name; returns nil if there is no such interface.
  /// - Throws: ``UsageError`` if a user or an interface does not exist.
  func filter(
    userID: (String) -> UInt32?, interface: (String) -> UInt32? = InterfaceNames.index
  ) throws(UsageError) -> Filter {
    var filter = filter.resolvingInterfaces(interface)
    // Another machine has other interfaces, and its recording does not say which sockets use them.
    if procPath == nil, let name = filter.interfaceNames.first {
      let error = UsageError("invalid interface '\(name)': expected an interface name or index")
      throw Self.option(thatNames: name, filter).map { error.of(option: $0) }
        ?? error
    }
    // A server is ready when it listens, not when a socket of it exists.
    let choosesStates = showsAll || !filter.states.isEmpty || !filter.directions.isEmpty
    if wait != nil, !choosesStates { filter.isListeningOnly = true }
    filter.userIDs.included += try userIDs(userNames.included, userID)
    filter.userIDs.excluded += try userIDs(userNames.excluded, userID)
    return filter
  }

  /// The option that names an interface; nil if a selector does.
  private static func option(thatNames interface: String, _ filter: Filter) -> String? {
    let options: [(name: String, zones: [IPNetwork.Zone?])] = [
      ("--interface", filter.interfaces.included + filter.interfaces.excluded),
      ("--local", (filter.localNetworks.included + filter.localNetworks.excluded).map(\.zone)),
      ("--remote", (filter.remoteNetworks.included + filter.remoteNetworks.excluded).map(\.zone)),
    ]
    return options.first { $0.zones.contains(.name(interface)) }?.name
  }

  private func userIDs(
    _ names: [String], _ userID: (String) -> UInt32?
  ) throws(UsageError) -> [UInt32] {
    var numbers: [UInt32] = []
    for name in names {
      guard let number = userID(name) else {
        throw UsageError(
          "--user: invalid user '\(name)': expected a user name or UID")
      }
      numbers.append(number)
    }
    return numbers
  }
}
