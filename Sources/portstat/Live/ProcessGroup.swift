import SocketInspector

/// The sockets of all processes of one program, unit or container, or of those without one.
struct ProcessGroup {
  /// What the sockets of a group have in common.
  struct ID: Hashable {
    enum Name: Hashable {
      /// The name of the program, unit or container.
      case named([UInt8])
      /// The process is in no unit, or in no container.
      case outside
      /// Why no owner is known; nil if owners were not requested.
      case without(Ownership?)
    }

    let grouping: Grouping
    let name: Name

    /// The group of a socket, by the owner that the list names, or else by the control group in which the socket was
    /// created.
    init(_ socket: Socket, by grouping: Grouping) {
      self.grouping = grouping
      let descriptors = socket.descriptors
      let isOwned = socket.ownership == .known && !descriptors.isEmpty
      switch (grouping, isOwned, socket.controlGroup) {
      case (.process, true, _):
        name = .named(descriptors.programName(at: descriptors.startOfNamedProcess) ?? [])
      case (.unit, _, let group?), (.container, _, let group?):
        name = grouping.name(of: group).map { .named($0) } ?? .outside
      case (_, true, _): name = .outside
      default: name = .without(socket.ownership)
      }
    }

    /// The value for the list. No name reads like a reason.
    var cell: Value {
      guard case .named(let name) = name else { return .word(text) }
      if name.isEmpty { return .null }
      var text: [UInt8] = []
      Escaping.appendOwnerName(name, to: &text)
      return .word(String(decoding: text, as: UTF8.self))
    }

    /// `nginx`, `(time-wait)`, `(no unit)`; not made harmless.
    var text: String {
      switch name {
      case .named(let name): name.isEmpty ? "?" : String(decoding: name, as: UTF8.self)
      case .outside: "(no \(grouping.rawValue))"
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
  /// If the group is that of a program, the units of its processes, or their containers where they are in no unit;
  /// otherwise the programs.
  private(set) var members: Set<[UInt8]> = []

  init(_ id: ID) { self.id = id }

  /// The number of different remote addresses.
  var peerCount: Int { peers.count }

  mutating func add(_ socket: Socket) {
    socketCount += 1
    totals.add(socket.socket)
    if socket.hasPeer, let peer = socket.remote.ip { peers.insert(peer) }
    if let more = socket.rates { rates = (rates ?? TransferRates()) + more }
    let descriptors = socket.descriptors
    var position = descriptors.startIndex
    while position < descriptors.endIndex {
      if hasProcess(at: position, of: descriptors),
        pids.insert(descriptors[position].pid).inserted,
        let member = member(at: position, of: descriptors)
      {
        members.insert(member)
      }
      position = descriptors.end(ofProcessAt: position)
    }
  }

  /// Whether a process that has a socket of the group open is in the group itself.
  private func hasProcess(at position: Int, of descriptors: Socket.Descriptors) -> Bool {
    let found =
      id.grouping == .process
      ? descriptors.programName(at: position) ?? []
      : id.grouping.name(of: descriptors.process(at: position)?.controlGroup)
    switch id.name {
    case .named(let name): return found == name
    case .outside: return found == nil
    case .without: return false
    }
  }

  private func member(at position: Int, of descriptors: Socket.Descriptors) -> [UInt8]? {
    if id.grouping != .process { return descriptors.programName(at: position) }
    let group = descriptors.process(at: position)?.controlGroup
    return group?.unitBytes ?? group?.container?.labelBytes
  }
}
