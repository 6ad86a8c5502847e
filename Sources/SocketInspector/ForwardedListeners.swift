/// Finds the sockets that listen where connections are forwarded to, in the network namespaces that have the
/// addresses.
struct ForwardedListeners {
  /// The sockets that listen in the namespaces of the destinations.
  private var sockets: [Socket] = []
  /// The namespaces that a destination may be in.
  private var places: [ForwardingDestination: [NetworkNamespace]] = [:]

  /// - Parameters:
  ///   - destinations: What is looked for.
  ///   - query: That of the sockets that are forwarded.
  init(_ destinations: Set<ForwardingDestination>, in tree: ProcFileSystem, _ query: Query) {
    var (containers, numbers) = (NamespaceContainers(tree), NamespaceNumbers())
    guard let catalog = try? containers.catalog(of: .all, &numbers) else { return }
    let addresses = Set(destinations.compactMap(\.address))
    for entry in catalog.entries {
      let local = addresses.isEmpty ? [] : entry.addresses(among: addresses, in: tree)
      for destination in destinations
      where destination.isIn(entry, having: local) {
        places[destination, default: []].append(entry.namespace)
      }
    }
    let references = Set(places.values.joined()).compactMap(\.reference)
    if references.isEmpty { return }
    var follow = Query(
      requirements: [.owners, .programName, .controlGroup, .namespaces],
      source: query.source, procPath: query.procPath, byteOrder: query.byteOrder)
    follow.namespaces = .some(references)
    follow.filter.isListeningOnly = true
    follow.filter.localPorts.included = Set(destinations.map(\.port)).sorted()
      .map { PortPattern($0...$0) }
    // If a namespace disappears in the meantime, the connections go nowhere.
    guard let snapshot = try? Snapshot.capture(follow, in: tree) else { return }
    sockets = Array(snapshot.sockets)
  }

  /// The socket that gets connections to an end; nil if there is none, or if several network namespaces have the
  /// address.
  func listener(at destination: ForwardingDestination) -> Socket? {
    guard var namespaces = places[destination] else { return nil }
    // An address of this namespace itself is not forwarded further.
    if let own = namespaces.first(where: \.isOwn) { namespaces = [own] }
    guard namespaces.count == 1, let namespace = namespaces.first else { return nil }
    let candidates = sockets.filter {
      $0.table == destination.table && $0.local.port == destination.port
        && $0.namespace?.isSame(as: namespace) == true
    }
    let exact = candidates.filter { $0.local.ip?.unmapped == destination.address?.unmapped }
    if let socket = exact.first { return exact.count == 1 ? socket : Self.shared(exact) }
    let wildcard = candidates.filter { socket in
      guard let local = socket.local.ip else { return false }
      guard let address = destination.address else { return true }
      return local.isUnspecified
        && (local.family == address.family || socket.isIPv6Only != true)
    }
    return wildcard.count <= 1 ? wildcard.first : Self.shared(wildcard)
  }

  /// One of several listeners of the same process, such as an IPv4 and an IPv6 one; nil if they are of several.
  private static func shared(_ sockets: [Socket]) -> Socket? {
    let pids = Set(sockets.map { $0.namedOwner?.pid })
    return pids.count == 1 && !pids.contains(nil) ? sockets.first : nil
  }
}

extension ForwardingDestination {
  /// Whether a network namespace may be that of the destination.
  ///
  /// - Parameter addresses: Those of the destinations that are the namespace's own.
  fileprivate func isIn(
    _ entry: NamespaceCatalog.Entry, having addresses: Set<IPAddress>
  ) -> Bool {
    if isLocal { return entry.namespace.isOwn }
    if let namespaceName { return entry.namespace.names.contains(namespaceName) }
    guard let address else { return false }
    // Each namespace has loopback addresses of its own.
    return address.scope == .loopback ? entry.namespace.isOwn : addresses.contains(address)
  }
}

extension NetworkNamespace {
  fileprivate var reference: Reference? { inode.map { .inode($0) } ?? pid.map { .pid($0) } }

  fileprivate func isSame(as other: NetworkNamespace) -> Bool {
    inode == nil && other.inode == nil ? pid == other.pid : inode == other.inode
  }
}
