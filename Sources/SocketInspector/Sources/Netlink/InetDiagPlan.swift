/// What the kernel is asked for so that a filter can be answered: at least every socket that it
/// wants, and every one that waits for whoever comes, because those tell of the others who came
/// in, whom a handshake belongs to and who will get it.
///
/// What comes back has to be looked at with the filter itself.
struct InetDiagPlan: Equatable {
  /// One walk of the kernel's table.
  struct Dump: Equatable {
    /// A bit for each state.
    let states: UInt32
    let ports: InetDiagBytecode?
  }

  /// Every state that `/proc` lists: those with a name, and the kernel's own number 12 of SYN_RECV.
  /// Later numbers may stand for more that `/proc` leaves out, as 13 does.
  static let listedStates: UInt32 = 0x1ffe

  /// What `/proc` lists too.
  private(set) var dumps: [Dump] = []
  /// The sockets that only netlink tells of; nil unless they are asked for.
  private(set) var boundInactive: Dump?

  init(_ filter: Filter, _ table: SocketTable.ID) {
    let waiting = table.facts.listeningStates
    let conditions = filter.portConditions(table)
    if conditions.contains(where: \.isEmpty) {
      dumps = [Dump(states: waiting, ports: nil)]  // the ports of another protocol are wanted
      return
    }
    let ports = InetDiagBytecode(conditions)
    let wanted = filter.stateBits(table)
    if ports == nil || wanted & ~waiting == 0 {
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
  /// Whether sockets are asked for by name that are listed only then.
  var wantsBoundInactive: Bool {
    !isListeningOnly && tables.contains(.tcp) && states.included.contains(.boundInactive)
  }

  /// The states that may be wanted.
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

  /// What is asked of the ports, as far as a range of one end's can say it: groups of alternatives.
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
