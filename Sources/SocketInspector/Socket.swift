/// A socket of a ``Snapshot``: its row, and what was found out about it.
///
/// The members of ``SocketEntry`` can be asked for directly: `socket.local.port`.
@dynamicMemberLookup
public struct Socket: Sendable {
  /// The kernel's row.
  public let socket: SocketEntry
  /// Who began the conversation; nil where it cannot be said.
  public let direction: Direction?
  /// Whether the owners are known, and why not; nil when nobody asked for owners and the row itself
  /// does not tell.
  public let ownership: Ownership?
  /// Every descriptor that leads to the socket, by PID and number.
  package let descriptors: Descriptors
  private var findings: SnapshotContext { descriptors.findings }

  init(_ socket: SocketEntry, _ findings: SnapshotContext) {
    self.socket = socket
    descriptors = Descriptors(findings, of: socket.inode)
    direction = findings.listeners.direction(of: socket)
    ownership = findings.ownership(of: socket)
  }

  public subscript<Value>(dynamicMember member: KeyPath<SocketEntry, Value>) -> Value {
    socket[keyPath: member]
  }

  /// The processes that hold the socket, by PID; empty unless ``ownership`` is
  /// ``Ownership/known``.
  public var owners: [Owner] {
    var owners: [Owner] = []
    for descriptor in descriptors {
      if owners.last?.pid == descriptor.pid {
        owners[owners.count - 1].fds.append(descriptor.fd)
      } else {
        owners.append(Owner(process: process(of: descriptor), fds: [descriptor.fd]))
      }
    }
    return owners
  }

  /// Whether ``owners`` and ``listenerPIDs`` name every process: false if a process could not be read
  /// and may be another one, true if no process can be missing, as in TIME_WAIT; nil if the query did
  /// not ask for owners.
  public var areOwnersComplete: Bool? { findings.areOwnersComplete(of: socket) }

  /// The processes that hold the listener of a connection which no process has yet, by PID; empty
  /// unless ``ownership`` is ``Ownership/handshake`` or ``Ownership/acceptQueue``.
  public var listenerPIDs: [Int32] {
    guard ownership == .handshake || ownership == .acceptQueue else { return [] }
    let pids = findings.listeners.listeners(for: socket)
      .flatMap { findings.owners.descriptors(of: $0.inode).map(\.pid) }
    return Set(pids).sorted()
  }

  /// The same with what is known of its owners from an earlier look.
  package func describing(owners details: [Int32: ProcessDetails]) -> Socket {
    Socket(socket, SnapshotContext(findings, processes: details))
  }

  /// The name of the process that has a descriptor.
  package func processName(of descriptor: SocketDescriptor) -> [UInt8]? {
    findings.processes[descriptor.pid]?.name
  }

  package func process(of descriptor: SocketDescriptor) -> ProcessDetails {
    findings.processes[descriptor.pid] ?? ProcessDetails(pid: descriptor.pid)
  }
}

extension Socket {
  /// Descriptors among all that were found.
  package struct Descriptors: RandomAccessCollection, Sendable {
    fileprivate let findings: SnapshotContext
    package let startIndex: Int
    package let endIndex: Int

    fileprivate init(_ findings: SnapshotContext, of inode: UInt64) {
      self.findings = findings
      let places = findings.owners.places(of: inode)
      startIndex = places.lowerBound
      endIndex = places.upperBound
    }

    package subscript(position: Int) -> SocketDescriptor { findings.owners.descriptors[position] }
  }
}

extension Socket {
  /// Whether the local port is one of those that the kernel gives to whoever asks for any
  /// (`ip_local_port_range`), on a socket that does not wait for others.
  public var isLocalPortEphemeral: Bool {
    direction != .listening && socket.local.port.map(findings.ephemeralPorts.contains) == true
  }

  /// The service that the local port is for; nil for an ephemeral port.
  public var localService: String? { service(ofPort: localServicePort) }

  /// The service that the remote port is for; nil without a peer, and for the ephemeral port of a
  /// peer that came to us.
  public var remoteService: String? { service(ofPort: remoteServicePort) }

  /// The service that the conversation is about: that of our port when we wait for others or they
  /// came, that of the peer's when we went there; nil where neither can be said.
  public var service: String? { service(ofPort: servicePort) }

  /// The ports whose services these are.
  package var localServicePort: UInt16? { isLocalPortEphemeral ? nil : socket.local.port }

  package var remoteServicePort: UInt16? {
    let isPeersEphemeral =
      direction == .inbound && socket.remote.port.map(findings.ephemeralPorts.contains) == true
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

  /// The class of the port that ``service`` speaks of.
  public var serviceClass: PortClass? { socket.servicePort(direction).map(PortClass.init) }
}

extension Socket {
  /// Whether a filter wants this socket, as far as its owners are known.
  package func matches(_ filter: Filter) -> Bool {
    filter.matches(socket) && filter.matches(socket, direction)
      && (!filter.needsOwners || filter.matches(owners.lazy.map(\.process)))
  }
}
