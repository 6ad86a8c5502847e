/// The dumps that answer a filter: at least every socket that the filter may match. Unless it matches only
/// listening sockets, also every listening socket, because these determine the direction of connections and the
/// users of handshakes.
///
/// The kernel's replies still have to be filtered.
struct InetDiagPlan: Equatable {
  /// A request for sockets of one table.
  struct Dump: Equatable {
    /// A bit for each state.
    let states: UInt32
    let ports: InetDiagBytecode?
  }

  /// The states that `/proc` lists: the named ones, and number 12 for SYN_RECV. Higher numbers may stand
  /// for sockets that `/proc` omits, as 13 does.
  static let listedStates: UInt32 = 0x1ffe

  /// The dumps of what `/proc` lists too.
  private(set) var dumps: [Dump] = []
  /// The dump of bound sockets, which only netlink lists; nil unless the filter includes them.
  private(set) var boundInactive: Dump?

  /// - Parameter separatesListeners: Whether TCP listeners have a dump of their own, because more is read
  ///   about them than about connections.
  init(_ filter: Filter, _ table: SocketTable.ID, separatesListeners: Bool = false) {
    let waiting = table.facts.listeningStates
    let conditions = filter.portConditions(table)
    if conditions.contains(where: \.isEmpty) {
      dumps = [Dump(states: waiting, ports: nil)]  // only ports of another table match
      return
    }
    let ports = InetDiagBytecode(conditions)
    let wanted = filter.stateBits(table)
    let isSeparate = separatesListeners && table.facts.isConnectionOriented
    if filter.isListeningOnly {
      // Another listener matters only if it has the port, see ``Selector``.
      dumps = [Dump(states: waiting, ports: ports)]
    } else if (ports == nil && !isSeparate) || wanted & ~waiting == 0 {
      dumps = [Dump(states: wanted | waiting, ports: nil)]
    } else {
      // A UDP socket that gets or loses its peer between the two dumps has to be in the second: TCP
      // sockets that listen never become connections.
      let rest = table.facts.isConnectionOriented ? wanted & ~waiting : wanted
      dumps = [Dump(states: waiting, ports: nil), Dump(states: rest, ports: ports)]
    }
    if filter.wantsBoundInactive, table.facts.isConnectionOriented {
      boundInactive = Dump(states: SocketState.boundInactive.bits, ports: ports)
    }
  }
}

extension Filter {
  /// Whether the filter includes the state by name.
  var namesBoundInactive: Bool {
    !isListeningOnly && tables.contains { $0.facts.isConnectionOriented }
      && states.included.contains(.boundInactive)
  }

  /// Whether bound TCP sockets that do not listen are listed, which the kernel does only on request: if the
  /// filter includes the state by name, or asks who has a local port or address.
  package var wantsBoundInactive: Bool {
    if namesBoundInactive { return true }
    let asksForEnd = !selectors.isEmpty || !ports.included.isEmpty || !localPorts.included.isEmpty
    return asksForEnd && !isListeningOnly && tables.contains { $0.facts.isConnectionOriented }
      && states.included.isEmpty && !states.excluded.contains(.boundInactive)
  }

  /// A mask of the states that may match.
  fileprivate func stateBits(_ table: SocketTable.ID) -> UInt32 {
    if isListeningOnly { return table.facts.listeningStates }
    let withoutState = table.facts.listeningState == nil ? table.facts.listeningStates : 0
    func bits(_ wanted: [SocketState?]) -> UInt32 {
      wanted.reduce(0) {
        $0 | ($1?.bits ?? withoutState)
      } & InetDiagPlan.listedStates
    }
    let included = states.included.isEmpty ? InetDiagPlan.listedStates : bits(states.included)
    return included & ~bits(states.excluded)
  }

  /// The conditions on ports, as far as ranges of one end can express them: in each group, one has to
  /// hold.
  fileprivate func portConditions(
    _ table: SocketTable.ID
  ) -> [[InetDiagBytecode.Condition]] {
    func ranges(_ patterns: [PortPattern]) -> [ClosedRange<UInt16>] {
      patterns.filter { ($0.table ?? table) == table }.map(\.ports)
    }
    var groups: [[InetDiagBytecode.Condition]] = []
    if !selectors.isEmpty {
      let patterns = selectors.map { $0.ports ?? PortPattern(0...65535) }
      groups.append(ranges(patterns).map { .init(.local, $0) })
    }
    if !ports.included.isEmpty {
      groups.append(
        ranges(ports.included).flatMap { [.init(.local, $0), .init(.remote, $0)] })
    }
    if !localPorts.included.isEmpty {
      groups.append(ranges(localPorts.included).map { .init(.local, $0) })
    }
    if !remotePorts.included.isEmpty {
      groups.append(ranges(remotePorts.included).map { .init(.remote, $0) })
    }
    return groups
  }
}
