import Testing

@testable import SocketInspector

/// A filter, and the names of the sockets that it has to match.
struct FilterCase: Sendable, CustomTestStringConvertible {
  let name: String
  let expected: [String]
  let change: @Sendable (inout Filter) -> Void

  var testDescription: String { name }

  init(_ name: String, _ expected: [String], _ change: @escaping @Sendable (inout Filter) -> Void) {
    self.name = name
    self.expected = expected
    self.change = change
  }

  var filter: Filter {
    var filter = Filter()
    change(&filter)
    return filter
  }
}

@Suite struct FilterTests {
  /// Sockets, with the names that the tests call them.
  private static let sockets: [(name: String, socket: SocketEntry)] = [
    ("ssh", tcp("0.0.0.0", 22, nil, 0, .listen, userID: 0)),
    ("admin", tcp("127.0.0.1", 631, nil, 0, .listen, userID: 7)),
    ("browser", tcp("10.0.0.7", 51_514, "93.184.216.34", 443, .established, userID: 1000)),
    ("closing", tcp("10.0.0.7", 22, "10.0.0.9", 50_000, .timeWait, userID: nil)),
    ("mapped", tcp("::ffff:10.0.0.7", 8080, "::ffff:10.0.0.9", 443, .closeWait, userID: 33)),
    ("six", tcp("fe80::1", 443, nil, 0, .listen, userID: 0)),
    ("dns", udp("127.0.0.53", 53, nil, 0, userID: 101)),
    ("query", udp("10.0.0.7", 40_000, "8.8.8.8", 53, userID: 1000)),
  ]

  private static let all = sockets.map(\.name)

  private static func all(but names: String...) -> [String] { all.filter { !names.contains($0) } }

  private static let rowCases: [FilterCase] = [
    FilterCase("everything", all) { _ in },
    FilterCase("tcp", ["ssh", "admin", "browser", "closing", "mapped", "six"]) {
      $0.tables = [.tcp]
    },
    FilterCase("udp", ["dns", "query"]) { $0.tables = [.udp] },
    FilterCase("ipv4 includes mapped addresses", all(but: "six")) { $0.families = [.ipv4] },
    FilterCase("ipv6", ["mapped", "six"]) { $0.families = [.ipv6] },
    FilterCase("listening", ["ssh", "admin", "six", "dns"]) { $0.isListeningOnly = true },
    FilterCase("selector of a port", ["ssh", "closing"]) {
      $0.selectors = [Filter.Selector(ports: PortPattern(22...22))]
    },
    FilterCase("selector of a port and protocol", ["dns"]) {
      $0.selectors = [Filter.Selector(ports: PortPattern(53...53, table: .udp))]
    },
    FilterCase("selector of the other protocol", []) {
      $0.selectors = [Filter.Selector(ports: PortPattern(53...53, table: .tcp))]
    },
    FilterCase("selector of an address", ["browser", "closing", "mapped", "query"]) {
      $0.selectors = [Filter.Selector(network: network("10.0.0.7", 32))]
    },
    FilterCase("selector of an address and a port, before listeners are known", ["ssh", "closing"])
    {
      $0.selectors = [
        Filter.Selector(network: network("10.0.0.7", 32), ports: PortPattern(22...22))
      ]
    },
    FilterCase("two selectors are alternatives", ["ssh", "closing", "dns"]) {
      $0.selectors = [
        Filter.Selector(ports: PortPattern(22...22)), Filter.Selector(ports: PortPattern(53...53)),
      ]
    },
    FilterCase("an excluded selector", all(but: "browser", "closing", "mapped", "query")) {
      $0.excludedSelectors = [Filter.Selector(network: network("10.0.0.0", 8))]
    },
    FilterCase("a selector and an excluded one", ["ssh"]) {
      $0.selectors = [Filter.Selector(ports: PortPattern(22...22))]
      $0.excludedSelectors = [Filter.Selector(network: network("10.0.0.7", 32))]
    },
    FilterCase("states", ["closing", "mapped"]) { $0.states.included = [.timeWait, .closeWait] },
    FilterCase("all states but one", all(but: "closing")) { $0.states.excluded = [.timeWait] },
    FilterCase("no state, as UDP without a peer", ["dns"]) { $0.states.included = [nil] },
    FilterCase("either port", ["browser", "mapped", "six"]) {
      $0.ports.included = [PortPattern(443...443)]
    },
    FilterCase("neither port", all(but: "browser", "mapped", "six")) {
      $0.ports.excluded = [PortPattern(443...443)]
    },
    FilterCase("port 0 does not match listeners, which have no remote port", []) {
      $0.ports.included = [PortPattern(0...0)]
    },
    FilterCase("local port", ["six"]) { $0.localPorts.included = [PortPattern(443...443)] },
    FilterCase("not this local port", all(but: "six")) {
      $0.localPorts.excluded = [PortPattern(443...443)]
    },
    FilterCase("remote port", ["browser", "mapped"]) {
      $0.remotePorts.included = [PortPattern(443...443)]
    },
    FilterCase("remote port range", ["browser", "closing", "mapped", "query"]) {
      $0.remotePorts.included = [PortPattern(0...65_535)]
    },
    FilterCase("not this remote port", all(but: "browser", "mapped")) {
      $0.remotePorts.excluded = [PortPattern(443...443)]
    },
    FilterCase("local network, mapped too", ["browser", "closing", "mapped", "query"]) {
      $0.localNetworks.included = [network("10.0.0.0", 8)]
    },
    FilterCase("not this local network", ["ssh", "admin", "six", "dns"]) {
      $0.localNetworks.excluded = [network("10.0.0.0", 8)]
    },
    FilterCase("remote network", ["closing", "mapped"]) {
      $0.remoteNetworks.included = [network("10.0.0.0", 8)]
    },
    FilterCase(
      "any remote address does not match listeners", ["browser", "closing", "mapped", "query"]
    ) {
      $0.remoteNetworks.included = [network("0.0.0.0", 0)]
    },
    FilterCase("not this remote network keeps listeners", all(but: "closing", "mapped")) {
      $0.remoteNetworks.excluded = [network("10.0.0.0", 8)]
    },
    FilterCase("users", ["browser", "dns", "query"]) {
      $0.userIDs.included = [1000, 101]
    },
    FilterCase("uid 0 does not match an unknown user", ["ssh", "six"]) {
      $0.userIDs.included = [0]
    },
    FilterCase("not root keeps sockets without a user", all(but: "ssh", "six")) {
      $0.userIDs.excluded = [0]
    },
    FilterCase("scopes", ["ssh", "admin", "dns"]) { $0.scopes.included = [.any, .loopback] },
    FilterCase("remote scopes", ["browser", "query"]) { $0.remoteScopes.included = [.global] },
    FilterCase("not this scope", all(but: "admin", "dns")) { $0.scopes.excluded = [.loopback] },
    FilterCase("different criteria must all hold", ["browser"]) {
      $0.userIDs.included = [1000]
      $0.remotePorts.included = [PortPattern(443...443), PortPattern(80...80)]
      $0.states.excluded = [.timeWait]
    },
    FilterCase("an alternative and an exception", ["admin", "six"]) {
      $0.states.included = [.listen]
      $0.localPorts.excluded = [PortPattern(22...22)]
    },
  ]

  /// A filter would show the wrong rows or hide the right ones.
  @Test(arguments: rowCases)
  func rowsMatch(by example: FilterCase) {
    let filter = example.filter
    #expect(Self.sockets.filter { filter.matches($0.socket) }.map(\.name) == example.expected)
  }

  private static let directionCases: [FilterCase] = [
    FilterCase("everything", all) { _ in },
    FilterCase("listening", ["ssh", "admin", "six", "dns"]) {
      $0.directions.included = [.listening]
    },
    FilterCase("inbound", ["closing"]) { $0.directions.included = [.inbound] },
    FilterCase("not outbound keeps unknown directions", all(but: "browser", "query")) {
      $0.directions.excluded = [.outbound]
    },
    FilterCase("well-known", all(but: "mapped")) { $0.classes.included = [.wellKnown] },
    FilterCase("registered, of the server's port", []) { $0.classes.included = [.registered] },
    FilterCase("not well-known keeps unknown classes", ["mapped"]) {
      $0.classes.excluded = [.wellKnown]
    },
    FilterCase("both", ["browser", "query"]) {
      $0.directions.included = [.outbound]
      $0.classes.included = [.wellKnown, .dynamic]
    },
  ]

  /// `--direction` and `--class` would go by the lower port instead of the end that listens.
  @Test(arguments: directionCases)
  func directionsAndClassesMatch(by example: FilterCase) {
    let listeners = ListenerIndex(Self.sockets.map(\.socket).filter(\.isListening))
    let filter = example.filter
    let found = Self.sockets.filter {
      filter.matches($0.socket, listeners.direction(of: $0.socket))
    }
    #expect(found.map(\.name) == example.expected)
    #expect(filter.needsDirection == (example.name != "everything"))
  }

  private static let ownerCases: [FilterCase] = [
    FilterCase("everything", ["nginx", "shared", "unowned"]) { _ in },
    FilterCase("pid", ["shared"]) { $0.pids.included = [8] },
    FilterCase("one of several owners is enough", ["nginx", "shared"]) { $0.pids.included = [7] },
    FilterCase("not this pid, even if others have it open", ["unowned"]) { $0.pids.excluded = [7] },
    FilterCase("name", ["nginx", "shared"]) { $0.processNames.included = [NamePattern("ngin?")] },
    FilterCase("executable", ["shared"]) { $0.processNames.included = [NamePattern("python3.11")] },
    FilterCase("not this name", ["nginx", "unowned"]) {
      $0.processNames.excluded = [NamePattern("worker")]
    },
    FilterCase("any name needs an owner", ["nginx", "shared"]) {
      $0.processNames.included = [NamePattern("*")]
    },
    FilterCase("both must hold, of any owner", ["shared"]) {
      $0.pids.included = [7]
      $0.processNames.included = [NamePattern("worker")]
    },
  ]

  /// `--pid` and `--process` would show the wrong rows if several processes share a socket.
  @Test(arguments: ownerCases)
  func ownersMatch(by example: FilterCase) {
    var nginx = ProcessDetails(pid: 7)
    nginx.nameBytes = Array("nginx".utf8)
    var worker = ProcessDetails(pid: 8)
    worker.nameBytes = Array("worker".utf8)
    worker.executableBytes = Array("/usr/bin/python3.11".utf8)
    let owners = [("nginx", [nginx]), ("shared", [nginx, worker]), ("unowned", [])]
    let filter = example.filter
    #expect(owners.filter { filter.matches($0.1) }.map(\.0) == example.expected)
    #expect(filter.needsOwners == (example.name != "everything"))
  }

  /// A server that is bound to another interface would be listed, or one hidden whose interface `/proc` does not
  /// show.
  @Test func interfacesAreCompared() throws {
    func socket(_ index: UInt32?) -> SocketEntry {
      var socket = Self.tcp("0.0.0.0", 8300, nil, 0, .listen, userID: 0)
      socket.interfaceIndex = index
      return socket
    }
    let unknown = Self.tcp("0.0.0.0", 8300, nil, 0, .listen, userID: 0)
    #expect(!unknown.isInterfaceKnown)
    for (text, expected) in [
      ("wlan0", [4]), ("4", [4]), ("eth1,wlan0", [4, 5]), ("^eth1", [0, 4]), ("nosuch", []),
      ("^nosuch", [0, 4, 5]), ("wlan0,^wlan0", []),
    ] as [(String, [UInt32])] {
      var filter = Filter()
      try filter.add(.interface, text)
      filter = filter.resolvingInterfaces { ["wlan0": 4, "4": 4, "eth1": 5][$0] }
      #expect([0, 4, 5].filter { filter.matches(socket($0)) } == expected, "\(text)")
      #expect(filter.matches(unknown), "\(text)")
      #expect(filter.interfaceNames == (text.hasSuffix("nosuch") ? ["nosuch"] : []))
    }
  }

  /// A criterion that is missing from the list would be ignored silently: every socket would match.
  @Test func everyCriterionIsApplied() {
    let decidedLater = ["directions", "classes", "pids", "ownerships"]
    let ofOwners = ["processNames", "commands", "units", "containers"]
    let criteria = Mirror(reflecting: Filter()).children.filter { child in
      "\(type(of: child.value))".hasPrefix("Criterion<") || child.label == "selectors"
    }
    #expect(
      criteria.count == RowCriterion.all.count + OwnerCriterion.all.count + decidedLater.count)
    #expect(Set(decidedLater + ofOwners).isSubset(of: criteria.compactMap(\.label)))
    #expect(OwnerCriterion.all.count == ofOwners.count)
  }

  /// `--unit ssh` would list sockets of other services, or miss those of a listener whose owner only root may
  /// see.
  @Test(
    arguments: [
      ("ssh", true), ("ssh.service", true), ("s*", true), ("*.service", true),
      ("ssh.socket", false),
      ("ssh.", false), ("^ssh", false), ("^cron", true), ("cron,ssh", true), ("*,^ssh.*", false),
    ] as [(String, Bool)])
  func unitsAreMatched(text: String, matches: Bool) throws {
    var filter = Filter()
    try filter.add(.unit, text)
    #expect(filter.requirements == .controlGroup && filter.needsOwners && filter.hasCriteria)
    var process = ProcessDetails(pid: 7)
    let group = ControlGroup(path: Array("/system.slice/ssh.service".utf8))
    #expect(filter.matches([process]) == text.hasPrefix("^"))
    #expect(filter.matches([], group) == matches)
    process.controlGroup = group
    #expect(filter.matches([process]) == matches)
  }

  /// A container would only be found by its full ID, which no tool shows.
  @Test(
    arguments: [
      (ControlGroupTests.id, true), ("0123456789ab", true), ("0123*", true), ("0123", false),
      ("web", true), ("w?b", true), ("^web", false), ("^db", true), ("docker", false),
    ] as [(String, Bool)])
  func containersAreMatched(text: String, matches: Bool) throws {
    var filter = Filter()
    try filter.add(.container, text)
    var group = ControlGroup(path: Array("/docker/\(ControlGroupTests.id)".utf8))
    group.container?.nameBytes = Array("web".utf8)
    #expect(filter.matches([], group) == matches)
    #expect(filter.matches([], ControlGroup(path: Array("/".utf8))) == text.hasPrefix("^"))
  }

  /// A socket of a table without IP addresses would match filters by address or port, or be hidden
  /// without any.
  @Test func aSocketWithoutAddressMatchesNoFilterByAddress() {
    let socket = SocketEntry(table: .tcp, local: .none, remote: .none, state: .listen, inode: 1)
    #expect(Filter().matches(socket))
    for family in IPAddress.Family.allCases {
      var filter = Filter()
      filter.families = [family]
      #expect(!filter.matches(socket))
    }
    var filter = Filter()
    filter.ports.included = [PortPattern(0...65_535)]
    #expect(!filter.matches(socket))
    filter = Filter()
    filter.localNetworks.excluded = [Self.network("10.0.0.0", 8)]
    #expect(filter.matches(socket))
  }

  /// A filter by PID would read the name and the executable of every process.
  @Test func detailsAreReadOnlyForFiltersByName() {
    var filter = Filter()
    filter.pids.included = [1]
    #expect(filter.requirements == .owners)
    filter.processNames.excluded = [NamePattern("x")]
    #expect(filter.requirements == [.programName, .executable])
    filter = Filter()
    filter.commands.included = [NamePattern("*x*")]
    #expect(filter.requirements == .command)
  }

  /// Exit status 1, "nothing matched", would be returned where no filter was given.
  @Test func optionsForTablesAreNotCriteria() {
    #expect(!Filter().hasCriteria)
    #expect(Filter().matchesEveryRow)
    for example in (Self.rowCases + Self.directionCases + Self.ownerCases).filter({
      $0.name != "everything"
    }) {
      let filter = example.filter
      let tablesOnly =
        ["tcp", "udp", "ipv4 includes mapped addresses", "ipv6", "listening"].contains(example.name)
        && !filter.needsDirection
      #expect(filter.hasCriteria == !tablesOnly, "\(example.name)")
      // The search for owners starts before the rows are read only if every row matches.
      #expect(filter.matchesEveryRow == filter.needsOwners, "\(example.name)")
    }
  }

  private static func network(_ address: String, _ length: Int) -> IPNetwork {
    guard let network = endpoint(address, 0).ip.flatMap({ IPNetwork($0, prefixLength: length) })
    else {
      preconditionFailure("not a network: \(address)/\(length)")
    }
    return network
  }

  private static func tcp(
    _ local: String, _ localPort: UInt16, _ remote: String?, _ remotePort: UInt16,
    _ state: SocketState, userID: UInt32?
  ) -> SocketEntry {
    SocketEntry(
      table: .tcp, local: endpoint(local, localPort),
      remote: endpoint(remote ?? (local.contains(":") ? "::" : "0.0.0.0"), remotePort),
      state: state,
      userID: userID, inode: 1)
  }

  private static func udp(
    _ local: String, _ localPort: UInt16, _ remote: String?, _ remotePort: UInt16, userID: UInt32
  ) -> SocketEntry {
    SocketEntry(
      table: .udp, local: endpoint(local, localPort),
      remote: endpoint(remote ?? "0.0.0.0", remotePort),
      state: remote == nil ? nil : .established, userID: userID, inode: 1)
  }
}
