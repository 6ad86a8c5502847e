import SocketInspector

/// The most likely reason why no socket matched, for a note on standard error.
///
/// Reads the tables once more, without owners: a listing that finds nothing is rarely repeated quickly.
struct NoMatchHint {
  let query: Query
  var filter: Filter { query.filter }
  let selectorWords: [(word: String, lettersBefore: String)]
  /// The values of options as they were typed.
  private let optionValues: [(option: String, value: String)]
  let snapshot: Snapshot
  var sockets: Snapshot.Sockets { snapshot.sockets }
  let tree: ProcFileSystem
  /// Whether a socket of this machine that is bound but does not listen would be listed.
  private let listsBound: Bool
  /// Whether the program keeps looking for a match.
  let isWatching: Bool
  /// Whether the time between updates was typed, so that a number may be how often to update, as for vmstat(8).
  let hasInterval: Bool
  /// Whether owners are to be signaled, so that only listening sockets count, and no PID is offered.
  let isSignaling: Bool

  /// - Returns: nil if the tables cannot be read again.
  init?(_ settings: Settings, _ tree: ProcFileSystem) {
    var everything = settings.query
    everything.filter = Filter()
    // Bound sockets that do not listen are listed on request only.
    everything.filter.states.included = SocketState.named + [.boundInactive, nil]
    everything.requirements = []
    guard let snapshot = try? Snapshot.capture(everything, in: tree) else { return nil }
    query = settings.query
    selectorWords = settings.selectorWords
    optionValues = settings.filterWords.compactMap { word in
      let parts = word.split(separator: " ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    self.snapshot = snapshot
    self.tree = tree
    listsBound = !tree.isMounted || !snapshot.issues.contains(.unlistedState(.boundInactive))
    isWatching = settings.watchInterval != nil
    hasInterval = settings.hasInterval
    isSignaling = settings.mode == .signal
  }

  /// What a user is told who may have meant a number as the seconds of `--watch`, as in `--watch -n 5` and
  /// `--watch 120`: a stream of events about a port that no socket has would stay silent.
  ///
  /// - Returns: nil unless the only selector is a number, and no socket matches it.
  static func ofSilentWatch(_ settings: Settings) -> String? {
    guard let tree = try? ProcFileSystem(settings.query.procPath),
      let hint = NoMatchHint(settings, tree), hint.number != nil
    else { return nil }
    return hint.selectorHint
  }

  /// The fact, the likely cause, and what to type.
  var text: String {
    selectorHint ?? listenerHint ?? answeringAtPortHint ?? endHint ?? portHint ?? processHint
      ?? commandHint ?? pidHint ?? groupHint ?? combinationHint ?? "no socket matches"
  }

  /// `no listener on port 9999; 3 in TIME_WAIT`
  private var listenerHint: String? {
    guard filter.isListeningOnly || filter.states.included == [.listen] else { return nil }
    var wider = filter
    wider.isListeningOnly = false
    if wider.states.included == [.listen] { wider.states.included = [] }
    let target = SelectorTarget(filter.selectors)
    guard !filter.selectors.isEmpty, !wider.needsOwners else { return nil }
    var counts: [String: Int] = [:]
    for socket in sockets where socket.matches(wider) {
      counts[socket.state?.label ?? "UDP", default: 0] += 1
    }
    if counts.isEmpty { return nil }
    let states = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) in \($0.key)" }
    return "no listener on \(target.kind) \(selectorText); \(states.joined(separator: ", "))"
  }

  /// `no socket matches every filter; 3 match without --state`
  private var combinationHint: String? {
    if filter.needsOwners {
      let fact = "no socket matches every filter"
      let text = besideOwners(fact)
      return text == fact ? nil : text
    }
    let used = NamedCriterion.all.filter { $0.isUsed(filter) }
    guard used.count > 1 else { return nil }
    for criterion in used {
      let wider = criterion.dropped(from: filter)
      let count = sockets.count { isListed($0, wider) }
      if count > 0 {
        return
          "no socket matches every filter; \(count) \(count == 1 ? "matches" : "match") without "
          + criterion.name
      }
    }
    return nil
  }

  /// `no socket has remote address 10.0.0.7; 2 have it as local address: --local 10.0.0.7`
  private var endHint: String? {
    for end in SocketEnd.allCases {
      let (networks, ports) = (end.networks(in: filter), end.ports(in: filter))
      let target = SelectorTarget(networks, ports)
      if target.isEmpty || (target.hasZones && end == .remote) { continue }
      var alone = Filter()
      end.set(networks, ports, in: &alone)
      if sockets.contains(where: { isListed($0, alone) }) { continue }
      if target.hasZones {
        guard let other = otherDeviceFact(target) else { continue }
        return "no socket has that local \(target.kind) on that device; \(other): "
          + target.options(of: end)
      }
      let fact = "no socket has \(end.rawValue) \(target.kind) \(target.textWithoutZones)"
      if end == .local, let hint = answeringHint(networks, ports, fact) { return hint }
      return oppositeHint(end, target, fact) ?? processOfPortHint(end, fact)
        ?? (end == .local ? unlistedHint(fact) : nil) ?? fact
    }
    return nil
  }

  /// `2 have it as local address: --local 10.0.0.7`
  private func oppositeHint(
    _ end: SocketEnd, _ target: SelectorTarget, _ fact: String
  ) -> String? {
    let other = end.opposite
    guard !filter.needsOwners, other.networks(in: filter).isEmpty, other.ports(in: filter).isEmpty
    else { return nil }
    var moved = filter
    end.set([], [], in: &moved)
    other.set(end.networks(in: filter), end.ports(in: filter), in: &moved)
    let count = sockets.count { $0.matches(moved) }
    return count == 0
      ? nil
      : "\(fact); \(have(count)) it as \(other.rawValue) \(target.kind): "
        + target.options(of: other)
  }

  /// `--port mysql` while a process of that name uses other ports. A number can only be a port there.
  ///
  /// - Parameter end: The end of `--local-port` or `--remote-port`; nil for `--port`.
  private func processOfPortHint(_ end: SocketEnd?, _ fact: String) -> String? {
    let option = end.map { "--\($0.rawValue)-port" } ?? "--port"
    let words = optionValues.filter { $0.option == option }
      .flatMap { Self.list($0.value) }
    return namedProcessHint(words, fact)
  }

  /// `--local 127.0.0.1 --port 80`, and the same with a port as a selector: the server is on the wildcard address.
  private var answeringAtPortHint: String? {
    var ports = filter.ports.included
    if ports.isEmpty, filter.selectors.allSatisfy({ $0.network == nil }) {
      ports = filter.selectors.compactMap(\.ports)
    }
    guard let port = SelectorTarget([], ports).ports,
      let network = filter.localNetworks.included.first
    else { return nil }
    let fact = "no socket has local address \(network.address) and port \(port)"
    return answeringHint(filter.localNetworks.included, ports, fact)
  }

  /// `no socket has local address and port 127.0.0.1:80; 1 on the wildcard address takes it: 127.0.0.1:80`
  private func answeringHint(
    _ networks: [IPNetwork], _ ports: [PortPattern], _ fact: String
  ) -> String? {
    guard networks.count == 1, ports.count == 1 else { return nil }
    var answering = Filter()
    answering.selectors = [Filter.Selector(network: networks[0], ports: ports[0])]
    let count = sockets.count { isListed($0, answering) && !networks[0].contains($0.local) }
    return count == 0
      ? nil
      : "\(fact); \(count) on the wildcard address \(count == 1 ? "takes" : "take") it: "
        + SelectorTarget(answering.selectors).textWithoutZones
  }

  /// On older kernels, and where netlink is refused: a socket that is not listed may keep a port from being bound.
  func unlistedHint(_ fact: String) -> String? {
    let isForTCP =
      filter.selectors.isEmpty || filter.selectors.contains { ($0.ports?.table ?? .tcp) == .tcp }
    guard !listsBound, filter.wantsBoundInactive, isForTCP else { return nil }
    return
      "\(fact); one that is bound but does not listen cannot be seen: only netlink lists it, on "
      + "Linux 6.8 or newer"
  }

  /// Whether a listing with a filter would show a socket.
  func isListed(_ socket: Socket, _ filter: Filter) -> Bool {
    socket.matches(filter) && (socket.state != .boundInactive || filter.wantsBoundInactive)
  }

  /// `no socket has local or remote port 5432`
  private var portHint: String? {
    guard let ports = SelectorTarget([], filter.ports.included).ports else { return nil }
    var alone = Filter()
    alone.ports.included = filter.ports.included
    if sockets.contains(where: { $0.matches(alone) }) { return nil }
    let fact = "no socket has local or remote port \(ports)"
    return processOfPortHint(nil, fact) ?? unlistedHint(fact) ?? fact
  }

  func have(_ count: Int) -> String { "\(count) \(count == 1 ? "has" : "have")" }
}
