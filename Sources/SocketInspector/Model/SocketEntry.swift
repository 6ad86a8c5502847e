/// A row of one of the kernel's socket tables, read from `/proc/self/net` or over sock_diag(7).
public struct SocketEntry: Hashable, Sendable {
  /// The local address and port.
  public var local: SocketAddress
  /// The number of its network namespace in the snapshot; 0 for the namespace that is read by default. It is here
  /// because two bytes are free between the addresses.
  var namespaceNumber: UInt16 = 0
  /// ``SocketAddress/isUnset`` if there is no peer.
  public var remote: SocketAddress
  /// The table that has the row.
  public var table: SocketTable.ID
  /// nil for a UDP socket without a peer; ``SocketState/established`` for one with.
  public var state: SocketState?
  /// TCP: bytes that the process has not read; for a listener, connections that wait for accept(2).
  /// UDP: kernel memory that unread datagrams occupy, in bytes.
  public var receiveQueue: UInt32
  /// TCP: bytes that are not acknowledged or not sent. UDP: kernel memory of unsent datagrams, in bytes.
  public var sendQueue: UInt32
  /// The inode number; 0 if no process can have the socket open.
  public var inode: UInt64
  /// The running timer; nil if there is none, and for UDP.
  public var timer: SocketTimer?
  /// Which of the numbers below are set. They are not optionals, which would make a row a fifth longer,
  /// because a table may have a million rows.
  private var known: Known = []
  private var retransmitCount: UInt32 = 0
  private var probeCount: UInt32 = 0
  private var userNumber: UInt32 = 0
  private var dropCount: UInt32 = 0
  private var backlogLimit: UInt32 = 0
  private var interfaceNumber: UInt32 = 0
  /// The number of its ``SocketDetails`` in the snapshot, from 1; 0 if there are none.
  var detailsNumber: UInt32 = 0

  /// Creates a row, as a source does that reads it.
  public init(
    table: SocketTable.ID, local: SocketAddress, remote: SocketAddress, state: SocketState?,
    receiveQueue: UInt32 = 0, sendQueue: UInt32 = 0, timer: SocketTimer? = nil,
    retransmits: UInt32? = nil, probes: UInt32? = nil, userID: UInt32? = nil, inode: UInt64,
    drops: UInt32? = nil
  ) {
    self.local = local
    self.remote = remote
    self.table = table
    self.state = state
    self.receiveQueue = receiveQueue
    self.sendQueue = sendQueue
    self.inode = inode
    self.timer = timer
    self.retransmits = retransmits
    self.probes = probes
    self.userID = userID
    self.drops = drops
  }

  /// The family of the local address; nil without one.
  public var family: IPAddress.Family? { local.ip?.family }

  /// Whether the socket has a remote end.
  public var hasPeer: Bool { !remote.isUnset }

  /// Whether the socket waits for peers: TCP LISTEN, UDP without a peer.
  public var isListening: Bool { state == table.facts.listeningState }

  /// Whether this is only the entry that the kernel keeps after a connection was closed: TIME_WAIT, or
  /// FIN_WAIT2 in the small record of TIME_WAIT (`struct inet_timewait_sock`).
  public var isTimeWaitEntry: Bool {
    state == .timeWait || (state == .finWait2 && timer?.kind == .timeWait)
  }
}

extension SocketEntry {
  /// Unanswered retransmissions in a row; nil for UDP, and if they were not requested
  /// (``Requirements/retransmits``). For a handshake, `/proc` counts expirations of the
  /// timer, netlink retransmitted SYN-ACKs: fewer if the listener defers accepting.
  public var retransmits: UInt32? {
    get { known.contains(.retransmits) ? retransmitCount : nil }
    set { retransmitCount = keep(newValue, .retransmits) }
  }

  /// Unanswered zero-window and keepalive probes; nil in the cases of ``retransmits``.
  public var probes: UInt32? {
    get { known.contains(.probes) ? probeCount : nil }
    set { probeCount = keep(newValue, .probes) }
  }

  /// The user of the socket; nil if the kernel reports no meaningful one, as in TIME_WAIT.
  public var userID: UInt32? {
    get { known.contains(.userID) ? userNumber : nil }
    set { userNumber = keep(newValue, .userID) }
  }

  /// UDP: datagrams dropped, mostly because the receive queue was full; nil on kernels before 2.6.27. TCP
  /// listeners: handshakes and connections dropped, because the accept queue was full or for another reason
  /// (`sk_drops` in the kernel's `include/net/sock.h`); nil from `/proc`, and unless requested
  /// (``Requirements/listenerDrops``). nil for other sockets.
  public var drops: UInt32? {
    get { known.contains(.drops) ? dropCount : nil }
    set { dropCount = keep(newValue, .drops) }
  }

  /// The maximum number of connections that may wait for accept(2); nil for sockets that do not listen,
  /// and from `/proc`, which does not report it.
  public var backlog: UInt32? {
    get { known.contains(.backlog) ? backlogLimit : nil }
    set { backlogLimit = keep(newValue, .backlog) }
  }

  /// Whether an IPv6 socket without a peer accepts IPv6 only (`IPV6_V6ONLY`); nil for other sockets, and
  /// from `/proc`, which does not report it.
  public var isIPv6Only: Bool? {
    get { known.contains(.isIPv6OnlyKnown) ? known.contains(.isIPv6Only) : nil }
    set {
      known.subtract([.isIPv6OnlyKnown, .isIPv6Only])
      guard let newValue else { return }
      known.formUnion(newValue ? [.isIPv6OnlyKnown, .isIPv6Only] : .isIPv6OnlyKnown)
    }
  }

  /// The index of the interface to which the socket is bound (`SO_BINDTODEVICE`), or to which its
  /// link-local address belongs; nil if there is none, and from `/proc`, which does not report it.
  public var interfaceIndex: UInt32? {
    get { interfaceNumber == 0 ? nil : interfaceNumber }
    set { interfaceNumber = keep(newValue, .interface) }
  }

  /// Whether it is known if the socket has an ``interfaceIndex``: not from `/proc`.
  public var isInterfaceKnown: Bool { known.contains(.interface) }

  private mutating func keep(_ value: UInt32?, _ mark: Known) -> UInt32 {
    if value == nil { known.remove(mark) } else { known.insert(mark) }
    return value ?? 0
  }

  /// The values that are set.
  private struct Known: OptionSet, Hashable {
    let rawValue: UInt16

    static let retransmits = Known(rawValue: 1)
    static let probes = Known(rawValue: 2)
    static let userID = Known(rawValue: 4)
    static let drops = Known(rawValue: 8)
    static let backlog = Known(rawValue: 16)
    static let isIPv6OnlyKnown = Known(rawValue: 32)
    static let isIPv6Only = Known(rawValue: 64)
    static let interface = Known(rawValue: 128)
  }
}
