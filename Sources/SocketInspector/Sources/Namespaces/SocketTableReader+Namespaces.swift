extension SocketTableReader {
  /// What became of the network namespaces of a plan.
  struct NamespaceResult {
    /// The numbers of those that were read.
    var read: [UInt16] = []
    /// Those that could not be read, and the error of the first.
    var unread: [NetworkNamespace] = []
    var firstError: SystemError?
    /// The ranges from which the kernel assigns ports, by the number of the namespace, as far as they are known.
    var ephemeralPorts: [UInt16: ClosedRange<UInt16>] = [:]
    /// The names of network interfaces by index, by the number of the namespace; of those only in which a socket has
    /// an interface.
    var interfaceNames: [UInt16: [UInt32: [UInt8]]] = [:]
  }

  /// Reads the tables of the namespaces of a catalog. One that disappears meanwhile is skipped: it no longer has
  /// sockets.
  ///
  /// - Throws: ``SystemError`` only if the namespace of this process cannot be read as the plan requires.
  mutating func read(_ catalog: NamespaceCatalog, _ plan: ReadPlan) throws(SystemError) {
    var result = NamespaceResult()
    if let first = catalog.excess.first {
      result.unread = catalog.excess
      result.firstError = SystemError(
        .read, first.label ?? "", code: SystemError.tooManyNamespaces)
    }
    for entry in catalog.entries {
      sink.namespaceNumber = entry.number
      if entry.isStandard {
        try readTables(plan)
        result.read.append(entry.number)
        result.ephemeralPorts[entry.number] = tree.ephemeralPorts
        continue
      }
      do throws(SystemError) {
        let access = try access(to: entry, plan)
        result.ephemeralPorts[entry.number] = access.ephemeralPorts
        let count = sink.rows.count
        try read(access, plan)
        result.read.append(entry.number)
        if plan.requirements.contains(.interfaceNames), hasInterfaces(from: count) {
          result.interfaceNames[entry.number] = access.interfaceNames
        }
      } catch {
        // A recording lacks the tables of most namespaces.
        if error.isGone, tree.isMounted { continue }
        result.unread.append(entry.namespace)
        result.firstError = result.firstError ?? error
      }
    }
    sink.namespaceNumber = 0
    if let error = result.firstError {
      sink.issues.append(.unreadNamespaces(count: result.unread.count, firstError: error))
    }
    namespaces = result
  }

  /// Whether a socket has an interface.
  ///
  /// - Parameter start: The number of rows that are skipped.
  private func hasInterfaces(from start: Int) -> Bool {
    let rows = sink.rows
    return (min(start, rows.count)..<rows.count).contains { rows[$0].interfaceIndex != nil }
  }

  /// Enters a namespace, or finds a process in it.
  ///
  /// - Throws: ``SystemError``: the reason why it cannot be read; ``SystemError/isGone`` if it has disappeared.
  private func access(
    to entry: NamespaceCatalog.Entry, _ plan: ReadPlan
  ) throws(SystemError) -> any NamespaceAccess {
    var failure: SystemError?
    let socketCount = plan.source == .procfs ? 0 : plan.tables.count
    for handle in tree.isMounted ? entry.handles : [] {
      do throws(SystemError) {
        return try EnteredNamespace(
          handle, inode: entry.namespace.inode, socketCount: socketCount)
      } catch {
        if error.isLimit { throw error }
        if failure?.isGone ?? true { failure = error }
      }
    }
    for name in entry.processes {
      do throws(SystemError) {
        return try ProcessNamespace(name, in: tree, entry)
      } catch {
        if error.isLimit { throw error }
        if failure?.isGone ?? true { failure = error }
      }
    }
    throw failure
      ?? SystemError(.enter, entry.namespace.label ?? "", code: SystemError.notPermitted)
  }

  /// Reads the tables of one namespace.
  ///
  /// - Throws: ``SystemError`` if a table cannot be read, so that some rows may be missing.
  private mutating func read(_ access: any NamespaceAccess, _ plan: ReadPlan) throws(SystemError) {
    var procNet = ProcNetSource(tree, access, kernelReportsOrphanUID: kernelReportsOrphanUID)
    var failure: SystemError?
    for table in plan.tables {
      sink.beginTable()
      var request = plan.request(for: table)
      request.namespace = access
      if try readNetlink(request, plan) { continue }
      let (count, issueCount) = (sink.tableCount, sink.issues.count)
      procNet.read(request, buffer: &buffer, into: &sink)
      if sink.tableCount > count { sources.insert(ProcNetSource.kind) }
      for index in sink.issues.indices.reversed() where index >= issueCount {
        guard case .unreadableTable(let error) = sink.issues[index] else { continue }
        failure = error
        sink.issues.remove(at: index)
      }
    }
    if let failure { throw failure }
  }
}
