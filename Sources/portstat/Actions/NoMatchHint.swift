import SocketInspector

/// The most likely reason why no socket matched, for a note on standard error.
///
/// Reads the tables once more, without owners: a listing that finds nothing is rarely repeated quickly.
struct NoMatchHint {
  private let filter: Filter
  private let sockets: Snapshot.Sockets
  private let tree: ProcFileSystem

  /// - Returns: nil if the tables cannot be read again.
  init?(_ query: Query, _ tree: ProcFileSystem) {
    var everything = query
    everything.filter = Filter()
    // Bound sockets that do not listen are listed on request only.
    everything.filter.states.included = SocketState.named + [.boundInactive, nil]
    everything.requirements = []
    guard let snapshot = try? Snapshot.capture(everything, in: tree) else { return nil }
    filter = query.filter
    sockets = snapshot.sockets
    self.tree = tree
  }

  /// The fact, the likely cause, and what to type.
  var text: String {
    ofSelectors ?? ofListeners ?? ofProcesses ?? ofPIDs ?? ofCombination ?? ofOtherEnd
      ?? "no socket matches"
  }

  // MARK: Selectors

  /// `no socket has local port 5432; 1 has it as remote port: --port 5432`
  private var ofSelectors: String? {
    let target = SelectorTarget(filter.selectors)
    guard !filter.selectors.isEmpty, !sockets.contains(where: { target.matches(local: $0) }) else {
      return nil
    }
    let fact = "no socket has local \(target.kind) \(target.text)"
    let remote = sockets.count { target.matches(remote: $0) }
    if remote > 0 {
      return "\(fact); \(have(remote)) it as remote \(target.kind): \(target.remoteOptions)"
    }
    if let port = target.port, port > 60, tree.hasProcess(Int32(port)) {
      return "\(fact); \(port) is a PID: --pid \(port)"
    }
    if let port = target.port, port > 0, port <= 60 {
      return "\(fact); to update every \(port) s: --watch=\(port)"
    }
    return ofOtherAddress(target, fact) ?? target.portOfAddress.map { "\(fact); \($0)" } ?? fact
  }

  /// `no socket has local address and port 10.0.0.7:80; port 80 is in use on 127.0.0.1`
  private func ofOtherAddress(_ target: SelectorTarget, _ fact: String) -> String? {
    guard target.hasAddresses, let ports = target.ports else { return nil }
    let addresses = sockets.filter { target.matches(localPort: $0) }
      .compactMap { $0.local.ip?.description }
    guard let first = addresses.first else { return nil }
    let more = Set(addresses).count - 1
    return "\(fact); port \(ports) is in use on \(first)"
      + (more > 0 ? " and \(more) more \(more == 1 ? "address" : "addresses")" : "") + ": \(ports)"
  }

  // MARK: Filters

  /// `no listener on port 9999; 3 in TIME_WAIT`
  private var ofListeners: String? {
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
    return "no listener on \(target.kind) \(target.text); \(states.joined(separator: ", "))"
  }

  /// `no process is named python; 3 begin with it: --process 'python*'`
  private var ofProcesses: String? {
    guard filter.processNames.included.count == 1, let pattern = filter.processNames.included.first,
      let name = pattern.literal
    else { return nil }
    let text = String(decoding: name, as: UTF8.self)
    let processes = tree.processNames()
    if let pid = processes.first(where: { $0.names.contains(name) })?.pid {
      return "process \(text) is running (PID \(pid)), but no socket of it matches"
    }
    let beginning = processes.count { $0.names.contains { $0.starts(with: name) } }
    let fact = "no process is named \(text)"
    if beginning == 0 { return fact }
    return
      "\(fact); \(beginning) \(beginning == 1 ? "begins" : "begin") with it: --process '\(text)*'"
  }

  private var ofPIDs: String? {
    guard filter.pids.included.count == 1, let pid = filter.pids.included.first else { return nil }
    if tree.hasProcess(pid) { return "process \(pid) is running, but no socket of it matches" }
    let fact = "no process has PID \(pid)"
    guard let port = UInt16(exactly: pid) else { return fact }
    let uses = sockets.count { $0.local.port == port }
    return uses == 0 ? fact : "\(fact); \(have(uses)) it as local port: \(port)"
  }

  /// `no socket matches every filter; 3 match without --state`
  private var ofCombination: String? {
    if filter.needsOwners { return nil }
    let used = NamedCriterion.all.filter { $0.isUsed(filter) }
    guard used.count > 1 else { return nil }
    for criterion in used {
      let wider = criterion.dropped(from: filter)
      let count = sockets.count { $0.matches(wider) }
      if count > 0 {
        return
          "no socket matches every filter; \(count) \(count == 1 ? "matches" : "match") without "
          + criterion.name
      }
    }
    return nil
  }

  /// `no socket has remote address 10.0.0.7; 2 have it as local address: --local 10.0.0.7`
  private var ofOtherEnd: String? {
    var swapped = filter
    swap(&swapped.localNetworks, &swapped.remoteNetworks)
    swap(&swapped.localPorts, &swapped.remotePorts)
    let isSwapped = NamedCriterion.ofEnds.contains { $0.isUsed(filter) }
    guard isSwapped, !filter.needsOwners else { return nil }
    let count = sockets.count { $0.matches(swapped) }
    if count == 0 { return nil }
    let isRemote = !filter.remoteNetworks.isEmpty || !filter.remotePorts.isEmpty
    let isAddress = !filter.remoteNetworks.isEmpty || !filter.localNetworks.isEmpty
    let (end, other) = isRemote ? ("remote", "local") : ("local", "remote")
    return
      "no socket matches as \(end) end; \(count) \(count == 1 ? "does" : "do") as \(other) end: "
      + "--\(other)\(isAddress ? "" : "-port")"
  }

  private func have(_ count: Int) -> String { "\(count) \(count == 1 ? "has" : "have")" }
}
