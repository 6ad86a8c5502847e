/// A socket of a ``Snapshot``: a row of the kernel's tables, joined with its owners and the names of its
/// services.
///
/// The members of ``SocketEntry`` are available directly, such as `socket.local.port`.
@dynamicMemberLookup
public struct Socket: Sendable {
  /// The kernel's row.
  public let socket: SocketEntry
  /// Which end opened the connection; nil if it is unknown.
  public let direction: Direction?
  /// Whether the owners are known, or the reason why not; nil if the query did not ask for owners and the row
  /// does not show the reason.
  public let ownership: Ownership?
  /// Every descriptor that refers to the socket, by PID and number.
  package let descriptors: Descriptors
  var context: SnapshotContext { descriptors.context }

  init(_ socket: SocketEntry, _ context: SnapshotContext) {
    self.socket = socket
    descriptors = Descriptors(context, of: socket.inode)
    direction = context.listeners.direction(of: socket)
    ownership = context.ownership(of: socket)
  }

  /// The network namespace of the socket; nil unless the query selects namespaces (``Query/namespaces``) or
  /// requires them (``Requirements/namespaces``).
  public var namespace: NetworkNamespace? { context.namespaces[socket.namespaceNumber] }

  /// The name of the interface of a socket in another network namespace; nil without one.
  package var otherInterfaceName: [UInt8]? {
    socket.interfaceIndex.flatMap { namespace?.interfaceNames[$0] }
  }

  /// Whether the socket is in another network namespace than this process.
  package var isInOtherNamespace: Bool { socket.namespaceNumber != 0 }

  /// A property of the row.
  public subscript<Value>(dynamicMember member: KeyPath<SocketEntry, Value>) -> Value {
    socket[keyPath: member]
  }

  /// What the kernel knows about a TCP connection; nil for other sockets, where `/proc` was read, and unless
  /// the query requires it (``Requirements/tcpInfo``).
  public var tcpInfo: TCPInfo? {
    context.details.details(of: socket).flatMap(context.details.info)
  }

  /// The number that identifies the socket since the machine started, unlike its ports and its inode number,
  /// which are used again: a handshake, its connection and the entry in TIME_WAIT have the same one. nil where
  /// `/proc` was read, and unless the query requires it (``Requirements/cookie``).
  public var cookie: UInt64? { context.details.details(of: socket)?.cookie }

  /// What keeps the connection from sending faster: since the last update of a ``SnapshotSeries`` that had the
  /// connection, if the query requires ``Requirements/rates``; else over its life, see ``TCPInfo/limitedBy``.
  /// nil where ``tcpInfo`` is nil, and before Linux 4.9.
  public var limitedBy: LimitingFactor? { sendLimit?.factor }

  /// ``limitedBy``, and how much.
  package var sendLimit: SendLimit? {
    context.measurement(of: socket)?.limit ?? tcpInfo?.sendLimit
  }

  /// The name of the algorithm that controls congestion, such as `cubic`; for a listener, that of the
  /// connections that it accepts. nil for other sockets than those of TCP, in TIME_WAIT and SYN_RECV, where
  /// `/proc` was read, and unless the query requires it (``Requirements/protocolModules``).
  public var congestionControl: [UInt8]? { moduleName(\.congestionControl) }

  /// The name of the protocol that the kernel runs on top of TCP (ULP), such as `tls` and `mptcp`; nil without
  /// one, and in the cases of ``congestionControl``.
  public var upperLayerProtocol: [UInt8]? { moduleName(\.upperLayerProtocol) }

  private func moduleName(_ number: KeyPath<SocketDetails, UInt8>) -> [UInt8]? {
    context.details.details(of: socket).flatMap { context.details.name($0[keyPath: number]) }
  }

  /// How fast the connection transferred payload since the last update of a ``SnapshotSeries``, by its
  /// ``cookie``. nil at the first update that has the connection, for other sockets than TCP connections (the
  /// kernel does not count the bytes of UDP), where `/proc` was read, and unless the query requires it
  /// (``Requirements/rates``).
  public var rates: TransferRates? { context.rates(of: socket) }

  /// What is known about a socket that has closed; nil unless it is that of a ``Change`` of kind
  /// ``Change/Kind/closed``.
  public var summary: ConnectionSummary? { context.closed?.summary }

  /// The processes that have the socket open, by PID; empty unless ``ownership`` is ``Ownership/known``.
  public var owners: [Owner] {
    var owners: [Owner] = []
    var position = descriptors.startIndex
    while position < descriptors.endIndex {
      let end = descriptors.end(ofProcessAt: position)
      owners.append(descriptors.owner(position..<end))
      position = end
    }
    return owners
  }

  /// The owner that a table names first if there is room for only one: the first that the filter names by its PID,
  /// name or command line; else the first that is not process 1, which opens sockets for services (socket
  /// activation); else process 1. nil without an owner.
  public var namedOwner: Owner? {
    let start = descriptors.startOfNamedProcess
    guard ownership == .known, start < descriptors.endIndex else { return nil }
    return descriptors.owner(start..<descriptors.end(ofProcessAt: start))
  }

  /// The control group of ``namedOwner``, or, if no owner is known, that in which the socket was created: see
  /// ``controlGroupSource``. nil if it is unknown, and unless the query requires it
  /// (``Requirements/controlGroup``).
  public var controlGroup: ControlGroup? {
    if !hasKnownOwner { return context.groups.group(of: socket) }
    if context.ownerGroups.isEmpty { return nil }
    return context.ownerGroups[descriptors[descriptors.startOfNamedProcess].pid]
  }

  /// Where ``controlGroup`` was read; nil without one.
  public var controlGroupSource: ControlGroup.Source? {
    if controlGroup == nil { return nil }
    return hasKnownOwner ? .process : .socket
  }

  /// The control group in which the socket was created; nil if an owner is known.
  var ownControlGroup: ControlGroup? { hasKnownOwner ? nil : context.groups.group(of: socket) }

  private var hasKnownOwner: Bool {
    ownership == .known && descriptors.startIndex < descriptors.endIndex
  }

  /// The socket at the other end of the connection, if that is on this machine, in a network namespace that was
  /// read. nil if its address or port is translated on the way (NAT), if the end was closed, and unless the query
  /// requires it (``Requirements/peers``).
  public var peer: Socket? { context.peers.peer(of: socket).map { Socket($0, context) } }

  /// Whether ``owners`` and ``listenerPIDs`` name every process: false if a process could not be read
  /// and may be another one, true if no process can be missing, as in TIME_WAIT; nil if the query did
  /// not ask for owners.
  public var areOwnersComplete: Bool? { context.areOwnersComplete(of: socket) }

  /// The processes that can accept a connection that no process has accepted yet, by PID; empty
  /// unless ``ownership`` is ``Ownership/handshake`` or ``Ownership/acceptQueue``.
  public var listenerPIDs: [Int32] {
    guard ownership == .handshake || ownership == .acceptQueue else { return [] }
    let pids = context.listeners.listeners(for: socket)
      .flatMap { context.owners.descriptors(of: $0.inode).map(\.pid) }
    return Set(pids).sorted()
  }

  /// The same socket with details of its owners that are known from an earlier update.
  package func describing(owners details: [Int32: ProcessDetails]) -> Socket {
    Socket(socket, SnapshotContext(context, processes: details))
  }
}

extension Socket {
  /// Descriptors among all that were found, by PID and number.
  package struct Descriptors: RandomAccessCollection, Sendable {
    fileprivate let context: SnapshotContext
    // As in ``DescriptorIndex``, so that values that carry descriptors stay small.
    private let start: UInt32
    private let end: UInt32

    fileprivate init(_ context: SnapshotContext, of inode: UInt64) {
      self.context = context
      let places = context.owners.places(of: inode)
      start = UInt32(truncatingIfNeeded: places.lowerBound)
      end = UInt32(truncatingIfNeeded: places.upperBound)
    }

    package var startIndex: Int { Int(start) }
    package var endIndex: Int { Int(end) }

    package subscript(position: Int) -> SocketDescriptor { context.owners.descriptors[position] }

    /// The place after the last descriptor of a process.
    ///
    /// - Parameter position: That of its first one.
    package func end(ofProcessAt position: Int) -> Int {
      let all = context.owners.descriptors
      var end = position + 1
      while end < endIndex, all[end].pid == all[position].pid { end += 1 }
      return end
    }

    /// Where the descriptors of the process begin that a table names first (``Socket/namedOwner``).
    package var startOfNamedProcess: Int {
      var (first, lowest) = (startIndex, Int.max)
      var position = startIndex
      while position < endIndex {
        let rank = tableRank(at: position)
        if rank < lowest { (first, lowest) = (position, rank) }
        if rank == 0 || (rank == 2 && context.matchingOwners.isEmpty) { break }
        position = end(ofProcessAt: position)
      }
      return first
    }

    /// The place of a process among the owners in a table: 0 if the filter names it, 2 if not, and one more for
    /// process 1, which opens sockets for services.
    package func tableRank(at position: Int) -> Int {
      let pid = self[position].pid
      return (context.matchingOwners.contains(pid) ? 0 : 2) + (pid == 1 ? 1 : 0)
    }

    /// The readable name of the process that has a descriptor, or the kernel's name if only that was read.
    package func programName(at position: Int) -> [UInt8]? {
      let pid = self[position].pid
      return context.processes[pid]?.programNameBytes ?? context.processes[pid]?.nameBytes
    }

    /// The process that has a descriptor; nil if none of its details were read.
    package func process(at position: Int) -> ProcessDetails? {
      context.processes[self[position].pid]
    }

    /// The process that has a descriptor, as an owner whose list of descriptors is empty.
    package func ownerWithoutDescriptors(at position: Int) -> Owner {
      Owner(process: process(at: position) ?? ProcessDetails(pid: self[position].pid), fds: [])
    }

    /// The process that has the descriptors of a range.
    package func owner(_ range: Range<Int>) -> Owner {
      let pid = self[range.lowerBound].pid
      return Owner(
        process: context.processes[pid] ?? ProcessDetails(pid: pid),
        fds: context.owners.descriptors[range].map(\.fd))
    }
  }
}

extension Socket {
  /// Whether the local port is in the range from which the kernel assigns ports (`ip_local_port_range`), and
  /// the socket does not listen.
  public var isLocalPortEphemeral: Bool {
    direction != .listening && socket.local.port.map(ephemeralPorts.contains) == true
  }

  private var ephemeralPorts: ClosedRange<UInt16> { context.listeners.ephemeralPorts(of: socket) }

  /// The service of the local port; nil for an ephemeral port.
  public var localService: String? { service(ofPort: localServicePort) }

  /// The service of the remote port; nil without a peer, and for the ephemeral port of the peer that opened
  /// an inbound connection.
  public var remoteService: String? { service(ofPort: remoteServicePort) }

  /// The service of the local port for listening sockets and inbound connections, and of the remote port for
  /// outbound connections; nil without a direction.
  public var service: String? { service(ofPort: servicePort) }

  /// The ports of these services.
  package var localServicePort: UInt16? { isLocalPortEphemeral ? nil : socket.local.port }

  package var remoteServicePort: UInt16? {
    let isPeersEphemeral =
      direction == .inbound && socket.remote.port.map(ephemeralPorts.contains) == true
    return socket.hasPeer && !isPeersEphemeral ? socket.remote.port : nil
  }

  package var servicePort: UInt16? {
    switch direction {
    case .listening, .inbound: localServicePort
    case .outbound: remoteServicePort
    case nil: nil
    }
  }

  private func service(ofPort port: UInt16?) -> String? {
    port.flatMap { ServiceTable.name(of: $0, socket.table) }
  }

  /// The class of the port of ``service``.
  public var serviceClass: PortClass? { socket.servicePort(direction).map(PortClass.init) }
}

extension Socket {
  /// Whether a filter matches this socket, as far as its owners are known.
  package func matches(_ filter: Filter) -> Bool {
    filter.matches(socket, direction, context.listeners)
      && (!filter.needsOwners
        || (filter.matches(owners.lazy.map(\.process), ownControlGroup)
          && filter.matches(ownership)))
  }
}
