/// Collects the rows of the tables: each socket once, as it was read last.
///
/// The kernel returns a table in parts and releases its locks in between. It resumes within a hash bucket
/// by counting sockets (`udp_diag_dump` and `inet_diag_dump_icsk` in `net/ipv4`,
/// `listening_get_next` and `udp_seq_start` for `/proc`), so a socket that leaves a crowded bucket meanwhile
/// shifts the others, and one of these may be skipped. Such a table is read in several passes, with
/// different part boundaries. Their rows are combined until ``PartChain`` proves that no socket that
/// existed throughout was skipped.
struct SocketSink {
  private static let fewestPassesWithoutProof = 5
  /// Maximum number of passes; after that the table is reported as incomplete.
  static let mostPasses = 8

  /// What could not be read.
  var issues: [Issue] = []
  /// The UID for users without a number in the reader's user namespace; nil if there are none.
  var unmappedUserID: UInt32?
  /// The number of the network namespace whose tables are read.
  var namespaceNumber: UInt16 = 0
  /// How many files or tables were read.
  var tableCount = 0
  private let isWanted: (SocketEntry) -> Bool

  /// Listening sockets, whether a query wants them or not: they determine the direction of
  /// connections.
  private(set) var listeners: [SocketEntry] = []
  private(set) var rows: [SocketEntry] = []
  private(set) var details = SocketDetailsStore()
  /// The cookies of all TCP sockets, wanted or not, without entries in TIME_WAIT, which have the cookie of a
  /// socket that is gone; nil if they are not collected.
  var cookies: Set<UInt64>?
  /// The sockets of the current table that may come again, in another pass or in another state.
  private var places: [SocketKey: Place] = [:]
  private var dumpNumber: UInt32 = 0
  private var pass: UInt8 = 0
  private var chain = PartChain()
  private var hasReachedEnd = false
  /// Where the current table's rows begin.
  private var firstRow = 0
  private var firstListener = 0

  /// - Parameter isWanted: Which rows are kept.
  init(where isWanted: @escaping (SocketEntry) -> Bool) { self.isWanted = isWanted }

  /// Begins a table; ``rollBack()`` removes its rows.
  mutating func beginTable() {
    removeReplaced()
    places = [:]
    (firstRow, firstListener) = (rows.count, listeners.count)
  }

  /// Removes the rows of the current table, which another source will provide.
  mutating func rollBack() {
    places = [:]
    rows.removeLast(rows.count - firstRow)
    listeners.removeLast(listeners.count - firstListener)
  }

  /// Begins a file or a dump, with its first pass.
  mutating func beginDump() {
    dumpNumber += 1
    pass = 0
    chain = PartChain()
    hasReachedEnd = false
  }

  /// Begins another pass over the same file or dump.
  mutating func beginPass() {
    pass += 1
    chain.beginPass()
    hasReachedEnd = false
  }

  /// Begins a part, which the kernel returned at once.
  mutating func beginPart() { chain.beginPart() }

  /// The current part contains the last of the sockets that can be skipped.
  mutating func reachEnd() {
    if !hasReachedEnd { chain.reachEnd() }
    hasReachedEnd = true
  }

  /// Whether the passes contain every socket that existed throughout, provided that the kernel holds the
  /// lock while it fills a part.
  var isSettled: Bool { chain.isClosed || missesAreRare }

  /// Whether each socket was missed by so few of the passes between its first and its last that it is
  /// practically impossible that a socket was missed by all of them.
  ///
  /// This replaces the proof if parts have no row in common, because short-lived sockets fill whole parts,
  /// and if the kernel releases the lock within a part. If none of 2,000 sockets is missed by two of three
  /// passes, the probability that a pass misses a socket is less than 1/75, and that five passes miss it
  /// less than one in two billion.
  var missesAreRare: Bool {
    guard pass + 1 >= Self.fewestPassesWithoutProof else { return false }
    let most = (Int(pass) - 1) / 2
    return places.values.allSatisfy {
      $0.dumpNumber != dumpNumber || $0.missingPasses.nonzeroBitCount <= most
    }
  }

  mutating func reserveCapacity(_ count: Int) {
    rows.reserveCapacityInHugePages(count + count / 8)
  }

  /// The number of a name in the details of a row.
  mutating func number(ofName name: Span<UInt8>) -> UInt8 { details.number(ofName: name) }

  /// The number of a control group in the details of a row.
  mutating func number(ofControlGroup inode: UInt64) -> UInt32 {
    details.number(ofControlGroup: inode)
  }

  /// Adds a row with its details.
  mutating func add(_ socket: SocketEntry, _ details: SocketDetails, _ info: TCPInfo?) {
    var socket = known(socket)
    if cookies != nil, socket.table.facts.isConnectionOriented, !socket.isTimeWaitEntry {
      cookies?.insert(details.cookie)
    }
    if isWanted(socket) { self.details.add(details, info, to: &socket) }
    add(socket)
  }

  /// The row with its network namespace, and without a user that has no number.
  private func known(_ socket: SocketEntry) -> SocketEntry {
    let isUnmapped = unmappedUserID != nil && socket.userID == unmappedUserID
    if namespaceNumber == 0, !isUnmapped { return socket }
    var socket = socket
    socket.namespaceNumber = namespaceNumber
    if isUnmapped { socket.userID = nil }
    return socket
  }

  mutating func add(_ row: SocketEntry) {
    let socket = known(row)
    let isWanted = isWanted(socket)
    guard let key = SocketKey(socket) else {
      if socket.followsListeners { reachEnd() }
      if isWanted { rows.appendInHugePages(socket) }
      return
    }
    var place = places[key] ?? Place()
    if place.dumpNumber != dumpNumber {
      (place.dumpNumber, place.passes) = (dumpNumber, 0)
    } else if place.part != chain.current {
      chain.link(place.part)
    }
    place.part = chain.current
    place.passes |= 1 << pass
    place.isWanted = isWanted
    place.isListening = socket.isListening
    if isWanted { Self.store(socket, in: &rows, at: &place.row) }
    if socket.isListening { Self.store(socket, in: &listeners, at: &place.listener) }
    places[key] = place
  }

  private static func store(
    _ socket: SocketEntry, in sockets: inout [SocketEntry], at index: inout UInt32?
  ) {
    if let index {
      sockets[Int(index)] = socket
    } else {
      index = UInt32(sockets.count)
      sockets.appendInHugePages(socket)
    }
  }

  /// Removes the rows of sockets that, when they were read again, were no longer wanted or no longer
  /// listening.
  private mutating func removeReplaced() {
    let unwanted = Set(places.values.lazy.filter { !$0.isWanted }.compactMap(\.row))
    let stoppedListening = Set(places.values.lazy.filter { !$0.isListening }.compactMap(\.listener))
    rows.removeAll(at: unwanted)
    listeners.removeAll(at: stoppedListening)
  }

  /// Sorts the rows into the order of a snapshot, after the last table.
  mutating func finish() {
    beginTable()
    rows.sortAndRemoveRepeated()
  }
}

/// Identifies a socket that may be read more than once: UDP by its inode, because a socket can get and
/// lose its peer; listening and bound TCP also by address and port, because the subflows of an
/// MPTCP socket share its inode.
private struct SocketKey: Hashable {
  let inode: UInt64
  var local = SocketAddress.none

  /// - Returns: nil for TCP connections, whose buckets are short and whose ends identify them, and for
  ///   sockets without an inode.
  init?(_ socket: SocketEntry) {
    guard socket.inode != 0 else { return nil }
    inode = socket.inode
    if socket.table.facts.isConnectionOriented {
      guard socket.state == .listen || socket.state == .boundInactive else { return nil }
      local = socket.local
    }
  }
}

/// Index of a socket's row, and where it was seen.
private struct Place {
  var dumpNumber: UInt32 = 0
  /// The part that saw it last.
  var part: UInt32 = 0
  /// A bit for each pass over the dump.
  var passes: UInt8 = 0
  var row: UInt32?
  var listener: UInt32?
  /// When it was read last.
  var isWanted = false
  var isListening = false

  /// The passes that missed the socket although an earlier and a later one saw it.
  var missingPasses: UInt8 {
    if passes == 0 { return 0 }
    let first = passes.trailingZeroBitCount
    let last = 7 - passes.leadingZeroBitCount
    let between = (UInt8.max << first) & (UInt8.max >> (7 - last))
    return between & ~passes
  }
}

extension [SocketEntry] {
  fileprivate mutating func removeAll(at removed: Set<UInt32>) {
    if removed.isEmpty { return }
    var index: UInt32 = 0
    removeAll { _ in
      defer { index += 1 }
      return removed.contains(index)
    }
  }
}
