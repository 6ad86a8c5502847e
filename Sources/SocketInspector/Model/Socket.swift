/// One socket as the kernel's tables (`/proc/self/net/tcp`, `tcp6`, `udp`, `udp6`) describe it.
public struct Socket: Hashable, Sendable {
  public var local: Endpoint
  /// Unset (``Endpoint/isUnset``) where there is no peer.
  public var remote: Endpoint
  public var transport: TransportProtocol
  /// nil for a UDP socket without a peer; ``SocketState/established`` for one with.
  public var state: SocketState?
  /// TCP: bytes that the program has not read; of a listener: connections that wait for accept().
  /// UDP: memory of the datagrams not read, in bytes of kernel memory.
  public var receiveQueue: UInt32
  /// TCP: bytes sent and not acknowledged, or not sent yet. UDP: memory, as ``receiveQueue``.
  public var sendQueue: UInt32
  /// The timer that runs; nil for none, and for UDP.
  public var timer: SocketTimer?
  /// Retransmissions in a row without an answer; nil for UDP.
  public var retransmits: UInt32?
  /// Zero-window and keepalive probes without an answer; nil for UDP.
  public var probes: UInt32?
  /// The user of the socket; nil where the kernel gives none that means anything, as in TIME_WAIT.
  public var userID: UInt32?
  /// The socket's inode number; 0 when no process has or can have a descriptor of it.
  public var inode: UInt64
  /// Datagrams dropped because the queue was full; nil for TCP and on kernels before 2.6.27.
  public var drops: UInt32?

  public init(
    transport: TransportProtocol, local: Endpoint, remote: Endpoint, state: SocketState?,
    receiveQueue: UInt32 = 0, sendQueue: UInt32 = 0, timer: SocketTimer? = nil,
    retransmits: UInt32? = nil, probes: UInt32? = nil, userID: UInt32? = nil, inode: UInt64,
    drops: UInt32? = nil
  ) {
    self.local = local
    self.remote = remote
    self.transport = transport
    self.state = state
    self.receiveQueue = receiveQueue
    self.sendQueue = sendQueue
    self.timer = timer
    self.retransmits = retransmits
    self.probes = probes
    self.userID = userID
    self.inode = inode
    self.drops = drops
  }

  public var family: IPAddress.Family { local.address.family }

  /// Whether the socket has a remote end.
  public var hasPeer: Bool { !remote.isUnset }

  /// Whether the socket waits for whoever comes: TCP LISTEN, UDP without a peer.
  public var isListening: Bool { transport == .tcp ? state == .listen : state == nil }

  /// Whether this is only the entry that the kernel keeps after a connection was closed: TIME_WAIT,
  /// or FIN_WAIT2 that shares TIME_WAIT's small record.
  public var isTimeWaitEntry: Bool {
    state == .timeWait || (state == .finWait2 && timer?.kind == .timeWait)
  }
}
