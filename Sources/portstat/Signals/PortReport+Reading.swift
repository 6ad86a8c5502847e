import SocketInspector

extension PortReport {
  /// Reads the ports again on which signaled processes listened.
  ///
  /// - Parameters:
  ///   - results: What became of the targets of the plan.
  ///   - earlier: ``listeners(on:_:in:)`` before the signal.
  ///   - query: Says where to read; its filter is ignored.
  /// - Throws: ``SystemError`` if the tables cannot be read.
  static func reports(
    on plan: SignalPlan, after results: [SignalResult], since earlier: Set<UInt64> = [],
    _ query: Query, in tree: ProcFileSystem
  ) throws(SystemError) -> [PortReport] {
    let addresses = addresses(of: plan)
    if addresses.isEmpty { return [] }
    var query = Self.query(addresses, query)
    query.requirements = .processName
    let sockets = try Snapshot.capture(query, in: tree).sockets
    let remaining = plan.remaining(after: results)
    return addresses.keys.sorted().map { port in
      PortReport(
        port, sockets, at: addresses[port] ?? [], earlier: remaining, earlierSockets: earlier)
    }
  }

  /// The inodes of the sockets that listen on the ports of the targets of a plan, whoever has them open.
  static func listeners(
    on plan: SignalPlan, _ query: Query, in tree: ProcFileSystem
  ) throws(SystemError) -> Set<UInt64> {
    let addresses = addresses(of: plan)
    if addresses.isEmpty { return [] }
    var query = Self.query(addresses, query)
    query.requirements = []
    return Set(try Snapshot.capture(query, in: tree).sockets.filter(\.isListening).map(\.inode))
  }

  /// The ports on which the targets of a plan listen, and the addresses.
  private static func addresses(of plan: SignalPlan) -> [Port: Set<SocketAddress>] {
    var addresses: [Port: Set<SocketAddress>] = [:]
    for socket in plan.targets.lazy.flatMap(\.sockets) where socket.isListening {
      guard let number = socket.local.port else { continue }
      addresses[Port(table: socket.table, number: number), default: []].insert(socket.local)
    }
    return addresses
  }

  /// A query for all sockets of some ports.
  private static func query(_ addresses: [Port: Set<SocketAddress>], _ query: Query) -> Query {
    var query = query
    query.filter = Filter()
    query.filter.localPorts.included = addresses.keys.map {
      PortPattern($0.number...$0.number, table: $0.table)
    }
    return query
  }
}
