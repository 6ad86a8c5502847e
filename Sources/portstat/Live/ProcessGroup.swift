import SocketInspector

/// The sockets of all processes of one program, or of those without an owner for the same reason.
struct ProcessGroup {
  /// What the sockets of a group have in common.
  enum ID: Hashable {
    /// The name of the program.
    case program([UInt8])
    /// Why no owner is known; nil if owners were not requested.
    case without(Ownership?)

    /// The group of a socket, by the owner that the list names.
    init(_ socket: Socket) {
      let descriptors = socket.descriptors
      guard socket.ownership == .known, !descriptors.isEmpty else {
        self = .without(socket.ownership)
        return
      }
      self = .program(descriptors.programName(at: descriptors.startOfNamedProcess) ?? [])
    }

    /// The value for the list. The name of a program never reads like a reason.
    var cell: Value {
      guard case .program(let name) = self else { return .word(self.name) }
      if name.isEmpty { return .null }
      var text: [UInt8] = []
      Escaping.appendOwnerName(name, to: &text)
      return .word(String(decoding: text, as: UTF8.self))
    }

    /// `nginx`, `(time-wait)`; not made harmless.
    var name: String {
      switch self {
      case .program(let name): name.isEmpty ? "?" : String(decoding: name, as: UTF8.self)
      case .without(let reason): reason.map { "(\($0.rawValue))" } ?? "-"
      }
    }
  }

  let id: ID
  /// The processes.
  private(set) var pids: Set<Int32> = []
  private(set) var totals = LiveTotals()
  private(set) var socketCount = 0
  /// The sums for all connections; nil if none is known.
  private(set) var rates: TransferRates?
  private var peers: Set<IPAddress> = []
  /// The units of the processes, or their containers where they are in no unit.
  private(set) var units: Set<[UInt8]> = []

  init(_ id: ID) { self.id = id }

  /// The number of different remote addresses.
  var peerCount: Int { peers.count }

  mutating func add(_ socket: Socket) {
    socketCount += 1
    totals.add(socket.socket)
    if socket.hasPeer, let peer = socket.remote.ip { peers.insert(peer) }
    if let more = socket.rates { rates = (rates ?? TransferRates()) + more }
    guard case .program(let name) = id else { return }
    let descriptors = socket.descriptors
    var position = descriptors.startIndex
    while position < descriptors.endIndex {
      if (descriptors.programName(at: position) ?? []) == name {
        let isNew = pids.insert(descriptors[position].pid).inserted
        if isNew, let group = descriptors.process(at: position)?.controlGroup,
          let unit = group.unitBytes ?? group.container?.labelBytes
        {
          units.insert(unit)
        }
      }
      position = descriptors.end(ofProcessAt: position)
    }
  }
}
