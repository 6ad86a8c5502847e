import SocketInspector

extension PortReport {
  /// Reads the ports again on which signaled processes listened.
  ///
  /// - Parameters:
  ///   - results: What became of the targets of the plan.
  ///   - query: Says where to read; its filter is ignored.
  /// - Throws: ``SystemError`` if the tables cannot be read.
  static func reports(
    on plan: SignalPlan, after results: [SignalResult], _ query: Query, in tree: ProcFileSystem
  ) throws(SystemError) -> [PortReport] {
    var addresses: [Port: Set<SocketAddress>] = [:]
    for socket in plan.targets.lazy.flatMap(\.sockets) where socket.isListening {
      guard let number = socket.local.port else { continue }
      addresses[Port(table: socket.table, number: number), default: []].insert(socket.local)
    }
    if addresses.isEmpty { return [] }
    var query = query
    query.filter = Filter()
    query.filter.localPorts.included = addresses.keys.map {
      PortPattern($0.number...$0.number, table: $0.table)
    }
    query.requirements = .processName
    let sockets = try Snapshot.capture(query, in: tree).sockets
    let remaining = plan.remaining(after: results)
    return addresses.keys.sorted().map { port in
      PortReport(port, sockets, at: addresses[port] ?? [], earlier: remaining)
    }
  }
}
