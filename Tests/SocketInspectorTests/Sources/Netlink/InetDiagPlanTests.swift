import TestSupport
import Testing

@testable import SocketInspector

/// What the kernel is asked for: never less than the filter matches.
@Suite struct InetDiagPlanTests {
  /// Connections would have the wrong direction, because the filter kept the kernel from listing
  /// the listeners.
  @Test func everyPlanForConnectionsIncludesTheListeners() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      var filter = randomFilter(&random)
      filter.isListeningOnly = false
      for (table, bit) in [(SocketTable.ID.tcp, UInt32(1 << 10)), (.udp, 1 << 7)] {
        let dumps = InetDiagPlan(filter, table).dumps
        #expect(dumps.contains { $0.states & bit != 0 && $0.ports == nil })
      }
    }
  }

  /// A socket that matches the filter would be missing.
  @Test func matchingSocketsAreRequested() {
    var random = SeededGenerator(seed: 2)
    var wanted = 0
    for _ in 0..<3000 {
      let filter = randomFilter(&random)
      for _ in 0..<20 {
        let socket = randomSocket(&random)
        guard filter.matches(socket) else { continue }
        wanted += 1
        let dumps = InetDiagPlan(filter, socket.table).dumps
        #expect(dumps.contains { $0.includes(socket) }, "\(socket) of \(filter)")
      }
    }
    #expect(wanted > 1000)
  }

  /// Waiting for one listener would be slow on a machine with many.
  @Test func listenersAreFilteredByTheKernelIfNothingElseIsWanted() {
    var filter = Filter()
    filter.isListeningOnly = true
    filter.localPorts.included = [PortPattern(8080...8080)]
    for (table, bit) in [(SocketTable.ID.tcp, UInt32(1 << 10)), (.udp, 1 << 7)] {
      let dumps = InetDiagPlan(filter, table).dumps
      #expect(dumps.count == 1 && dumps[0].states == bit && dumps[0].ports != nil)
    }
  }

  /// A listing of one port would be slow on a busy machine, because the kernel returns all sockets.
  @Test func portsAreFilteredByTheKernel() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      var filter = Filter()
      filter.remotePorts.included = randomPatterns(&random)
      let dumps = InetDiagPlan(filter, .tcp).dumps
      for _ in 0..<20 {
        let socket = randomSocket(&random)
        guard socket.table == .tcp, socket.hasPeer else { continue }
        #expect(dumps.contains { $0.includes(socket) } == filter.matches(socket))
      }
    }
  }

  /// `portstat 6105` would say that the port is free although a socket is bound to it, or a plain listing
  /// would show sockets that /proc does not list.
  @Test func boundSocketsAreRequestedIfAFilterAsksWhoHasAPort() {
    func asks(_ change: (inout Filter) -> Void) -> Bool {
      var filter = Filter()
      change(&filter)
      return InetDiagPlan(filter, .tcp).boundInactive != nil
    }
    let port = PortPattern(6205...6205)
    #expect(asks { $0.selectors = [.init(ports: port)] })
    #expect(asks { $0.localPorts.included = [port] })
    #expect(asks { $0.ports.included = [port] })
    #expect(!asks { $0.remotePorts.included = [port] })
    #expect(!asks { $0.localPorts.excluded = [port] })
    #expect(!asks { $0.excludedSelectors = [.init(ports: port)] })
    #expect(
      !asks {
        $0.isListeningOnly = true; $0.selectors = [.init(ports: port)]
      })
    #expect(
      !asks {
        $0.states.included = [.listen]; $0.selectors = [.init(ports: port)]
      })
    #expect(
      !asks {
        $0.states.excluded = [.boundInactive]; $0.localPorts.included = [port]
      })
    #expect(
      asks {
        $0.states.excluded = [.timeWait]; $0.localPorts.included = [port]
      })
    #expect(
      !asks {
        $0.tables = [.udp]; $0.localPorts.included = [port]
      })
  }

  /// netlink would list sockets that /proc does not list.
  @Test func aListingOfAllSocketsDoesNotRequestBoundOnes() {
    var filter = Filter()
    #expect(InetDiagPlan(filter, .tcp).boundInactive == nil)
    filter.states.excluded = [.timeWait]
    #expect(InetDiagPlan(filter, .tcp).boundInactive == nil)
    filter.states.included = [.boundInactive]
    #expect(InetDiagPlan(filter, .tcp).boundInactive?.states == 1 << 13)
    #expect(InetDiagPlan(filter, .udp).boundInactive == nil)
    #expect(InetDiagPlan(filter, .tcp).dumps.map(\.states) == [1 << 10])
  }

  /// Common queries would take more dumps than necessary.
  @Test func commonQueriesTakeFewDumps() {
    var filter = Filter()
    #expect(InetDiagPlan(filter, .tcp).dumps == [.init(states: 0x1ffe, ports: nil)])
    filter.isListeningOnly = true
    #expect(InetDiagPlan(filter, .tcp).dumps == [.init(states: 1 << 10, ports: nil)])
    filter = Filter()
    filter.states.excluded = [.timeWait]
    #expect(InetDiagPlan(filter, .tcp).dumps.map(\.states) == [0x1ffe & ~(1 << 6)])
    filter = Filter()
    filter.selectors = [.init(ports: PortPattern(53...53, table: .udp))]
    #expect(InetDiagPlan(filter, .tcp).dumps == [.init(states: 1 << 10, ports: nil)])
    #expect(InetDiagPlan(filter, .udp).dumps.count == 2)
  }

  /// The drops of listeners would be missing, or all connections read with numbers that nobody asked for.
  @Test func listenersHaveADumpOfTheirOwnIfMoreIsReadAboutThem() {
    var filter = Filter()
    let plan = { InetDiagPlan(filter, $0, separatesListeners: true).dumps.map(\.states) }
    #expect(plan(.tcp) == [1 << 10, 0x1ffe & ~(1 << 10)])
    #expect(plan(.udp) == InetDiagPlan(filter, .udp).dumps.map(\.states))
    filter.isListeningOnly = true
    #expect(plan(.tcp) == [1 << 10])
    filter = Filter()
    filter.localPorts.included = [PortPattern(80...80)]
    #expect(plan(.tcp) == InetDiagPlan(filter, .tcp).dumps.map(\.states))
  }

  /// The kernel would reject the filter program, so that each such query falls back to /proc, or
  /// the program would select other ports.
  @Test func programsPassTheAuditOfTheKernel() throws {
    var random = SeededGenerator(seed: 4)
    var programs = 0
    for _ in 0..<2000 {
      let groups = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
          InetDiagBytecode.Condition(
            Bool.random(using: &random) ? .local : .remote, randomRange(&random))
        }
      }
      guard let program = InetDiagBytecode(groups) else { continue }
      programs += 1
      #expect(program.passesAudit)
      for _ in 0..<20 {
        let ends = (randomPort(&random), randomPort(&random))
        let holds = groups.allSatisfy { group in
          group.contains { $0.ports.contains($0.end == .local ? ends.0 : ends.1) }
        }
        #expect(program.accepts(local: ends.0, remote: ends.1) == holds)
      }
    }
    #expect(programs > 1000)
    #expect(InetDiagBytecode([[.init(.local, 0...65535)]]) == nil)
    #expect(InetDiagBytecode([]) == nil)
    let many = (0..<2000).map { InetDiagBytecode.Condition(.local, $0...$0) }
    #expect(InetDiagBytecode([many]) == nil)
  }

  private func randomFilter(_ random: inout SeededGenerator) -> Filter {
    var filter = Filter()
    if Int.random(in: 0..<5, using: &random) == 0 { filter.isListeningOnly = true }
    let states: [SocketState?] = SocketState.named + [nil, .unknown(13)]
    if Bool.random(using: &random) {
      let some = states.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      if Bool.random(using: &random) { filter.states.included = some }
      if Bool.random(using: &random) { filter.states.excluded = Array(some.prefix(2)) }
    }
    if Bool.random(using: &random) {
      filter.selectors = randomPatterns(&random).map { .init(ports: $0) }
      if Int.random(in: 0..<4, using: &random) == 0 {
        filter.selectors.append(.init(network: IPNetwork(IPAddress(ipv4: 1), prefixLength: 32)))
      }
    }
    if Bool.random(using: &random) { filter.ports.included = randomPatterns(&random) }
    if Bool.random(using: &random) { filter.localPorts.excluded = randomPatterns(&random) }
    if Bool.random(using: &random) { filter.remotePorts.included = randomPatterns(&random) }
    return filter
  }

  private func randomPatterns(_ random: inout SeededGenerator) -> [PortPattern] {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      PortPattern(
        randomRange(&random),
        table: [nil, nil, .tcp, .udp].randomElement(using: &random) ?? nil
      )
    }
  }

  private func randomRange(_ random: inout SeededGenerator) -> ClosedRange<UInt16> {
    let ends = [randomPort(&random), randomPort(&random)].sorted()
    return Bool.random(using: &random) ? ends[0]...ends[0] : ends[0]...ends[1]
  }

  /// One of a few ports, including the lowest and the highest.
  private func randomPort(_ random: inout SeededGenerator) -> UInt16 {
    [0, 1, 22, 53, 80, 443, 8080, 65534, 65535].randomElement(using: &random) ?? 0
  }

  private func randomSocket(_ random: inout SeededGenerator) -> SocketEntry {
    let address = IPAddress(ipv4: .random(in: 0...2, using: &random))
    let isUDP = Bool.random(using: &random)
    let state: SocketState? =
      isUDP
      ? [nil, .established].randomElement(using: &random) ?? nil
      : SocketState.named.randomElement(using: &random)
    let hasPeer = isUDP ? state != nil : state != .listen
    let none = SocketAddress.ip(IPAddress(ipv4: 0), port: 0)
    let peer = SocketAddress.ip(IPAddress(ipv4: 9), port: randomPort(&random))
    return SocketEntry(
      table: isUDP ? .udp : .tcp, local: SocketAddress.ip(address, port: randomPort(&random)),
      remote: hasPeer ? peer : none, state: state, inode: 1)
  }
}

extension InetDiagPlan.Dump {
  /// Whether the kernel returns a socket in this dump.
  fileprivate func includes(_ socket: SocketEntry) -> Bool {
    let bits = socket.state?.bits ?? 1 << 7
    let (local, remote) = (socket.local.port ?? 0, socket.remote.port ?? 0)
    return states & bits != 0 && ports?.accepts(local: local, remote: remote) ?? true
  }
}

extension InetDiagBytecode {
  /// Runs the program as `inet_diag_bc_run` of the kernel does (`net/ipv4/inet_diag.c`).
  fileprivate func accepts(local: UInt16, remote: UInt16) -> Bool {
    var position = 0
    while position < bytes.count {
      let port = position + 8 <= bytes.count ? bytes.span.native16(at: position + 6) : 0
      let holds =
        switch bytes[position] {
        case 1: false
        case 2: local >= port
        case 3: local <= port
        case 4: remote >= port
        default: remote <= port
        }
      position += holds ? Int(bytes[position + 1]) : Int(bytes.span.native16(at: position + 2))
    }
    return position == bytes.count
  }

  /// Checks the program as `inet_diag_bc_audit` of the kernel does (`net/ipv4/inet_diag.c`), which
  /// rejects jumps out of it or into an instruction.
  fileprivate var passesAudit: Bool {
    var starts: Set<Int> = []
    var position = 0
    while position < bytes.count {
      starts.insert(position)
      position += Int(bytes[position + 1])
    }
    guard position == bytes.count else { return false }
    return starts.allSatisfy { start in
      let least = bytes[start] == 1 ? 4 : 8
      let left = bytes.count - start
      let yes = Int(bytes[start + 1])
      let no = Int(bytes.span.native16(at: start + 2))
      return (1...5).contains(bytes[start]) && yes >= least && yes <= left + 4 && yes % 4 == 0
        && no >= least && no <= left + 4 && no % 4 == 0
        && (no >= left || starts.contains(start + no))
    }
  }
}
