/// What netlink reports about a socket besides its row.
///
/// Kept beside the rows, which stay small where nobody requires it: ``SocketEntry/detailsNumber`` refers to it.
struct SocketDetails: Sendable {
  /// The number that identifies the socket since the machine started (`sock_gen_cookie` in the kernel's
  /// `net/core/sock_diag.c`). A handshake, its connection and the entry in TIME_WAIT have the same one.
  var cookie: UInt64
  /// When it was read.
  var time: MonotonicTime
  /// The number of its ``TCPInfo`` in ``SocketDetailsStore/infos``, from 1; 0 if there is none.
  var infoNumber: UInt32 = 0
  /// The number of the name of its congestion control in ``SocketDetailsStore/names``, from 1; 0 if there is
  /// none.
  var congestionControl: UInt8 = 0
  /// The number of the name of its upper-layer protocol, likewise.
  var upperLayerProtocol: UInt8 = 0
  /// The number of its control group in ``SocketDetailsStore/controlGroups``, from 1; 0 if it is unknown.
  var controlGroup: UInt32 = 0
  /// Differs if the socket was connected to another peer, except for one in 65,536.
  var peerMark: UInt16
}

/// The details of the sockets of a snapshot.
struct SocketDetailsStore: Sendable {
  private(set) var details: [SocketDetails] = []
  /// Apart, because they are large, and many sockets have none.
  private(set) var infos: [TCPInfo] = []
  /// The names of kernel modules: few, each once.
  private var names: [[UInt8]] = []
  /// The inode numbers of control groups: few, each once.
  private var controlGroups: [UInt64] = []
  private var controlGroupNumbers: [UInt64: UInt32] = [:]

  var isEmpty: Bool { details.isEmpty }

  /// Adds the details of a socket, and sets its ``SocketEntry/detailsNumber``.
  mutating func add(_ details: SocketDetails, _ info: TCPInfo?, to socket: inout SocketEntry) {
    var details = details
    if let info {
      infos.appendInHugePages(info)
      details.infoNumber = UInt32(infos.count)
    }
    self.details.appendInHugePages(details)
    socket.detailsNumber = UInt32(self.details.count)
  }

  /// The details of one socket alone. The names are those of the snapshot, because the details refer to them.
  ///
  /// - Parameters:
  ///   - details: Those of a socket of this store; nil if there are none.
  ///   - socket: Gets the number of its details in the new store.
  func details(
    alone details: SocketDetails?, _ info: TCPInfo?, of socket: inout SocketEntry
  ) -> SocketDetailsStore {
    var store = SocketDetailsStore()
    store.names = names
    if let details { store.add(details, info, to: &socket) }
    return store
  }

  /// Finds or adds a name.
  ///
  /// - Returns: Its number, from 1; 0 for an empty name, and when there are 255.
  mutating func number(ofName name: Span<UInt8>) -> UInt8 {
    if name.isEmpty { return 0 }
    if let index = names.firstIndex(where: { $0.isEqual(to: name) }) { return UInt8(index + 1) }
    guard names.count < UInt8.max else { return 0 }
    names.append(name.indices.map { name[$0] })
    return UInt8(names.count)
  }

  /// Finds or adds a control group.
  ///
  /// - Returns: Its number, from 1.
  mutating func number(ofControlGroup inode: UInt64) -> UInt32 {
    // While few groups are known, it is often the last new one.
    if controlGroups.last == inode { return UInt32(controlGroups.count) }
    if let number = controlGroupNumbers[inode] { return number }
    controlGroups.append(inode)
    let number = UInt32(controlGroups.count)
    controlGroupNumbers[inode] = number
    return number
  }

  /// Whether the control group of any socket is known.
  var hasControlGroups: Bool { !controlGroups.isEmpty }

  /// The inode number of the control group in which a socket was created; nil if it is unknown.
  func controlGroup(of socket: SocketEntry) -> UInt64? {
    guard let details = details(of: socket), details.controlGroup > 0 else { return nil }
    return controlGroups[Int(details.controlGroup) - 1]
  }

  func name(_ number: UInt8) -> [UInt8]? { number == 0 ? nil : names[Int(number) - 1] }

  func details(of socket: SocketEntry) -> SocketDetails? {
    socket.detailsNumber == 0 ? nil : details[Int(socket.detailsNumber) - 1]
  }

  func info(of details: SocketDetails) -> TCPInfo? {
    details.infoNumber == 0 ? nil : infos[Int(details.infoNumber) - 1]
  }
}

extension [UInt8] {
  fileprivate func isEqual(to bytes: Span<UInt8>) -> Bool {
    count == bytes.count && indices.allSatisfy { self[$0] == bytes[$0] }
  }
}
