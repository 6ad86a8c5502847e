import SocketInspector

/// How many sockets of each kind a snapshot has.
struct LiveTotals: Equatable {
  enum Kind: Int, CaseIterable {
    case listening
    case opening
    case established
    case closing
    case udp
    case other

    /// How important the number is: those with a higher rank are left out earlier.
    var rank: Int {
      switch self {
      case .listening, .established: 1
      case .closing, .udp: 2
      case .opening, .other: 3
      }
    }

    /// The word after the number.
    var label: String { self == .udp ? "UDP" : "\(self)" }
  }

  private var counts = [Int](repeating: 0, count: Kind.allCases.count)

  init() {}

  init(_ sockets: Snapshot.Sockets) {
    for socket in sockets { add(socket.socket) }
  }

  mutating func add(_ socket: SocketEntry) { counts[Kind(socket).rawValue] += 1 }

  subscript(kind: Kind) -> Int { counts[kind.rawValue] }

  /// The kinds that there are, each as `12 listening`.
  var texts: [(kind: Kind, text: String)] {
    Kind.allCases.filter { self[$0] > 0 }.map { ($0, "\(self[$0]) \($0.label)") }
  }

  /// The connections, in any state.
  var connections: Int { self[.opening] + self[.established] + self[.closing] }
}

extension LiveTotals.Kind {
  init(_ socket: SocketEntry) {
    if socket.table == .udp {
      self = .udp
      return
    }
    switch socket.state {
    case .listen: self = .listening
    case .synSent, .synReceived: self = .opening
    case .established: self = .established
    case .finWait1, .finWait2, .closing, .lastAck, .timeWait, .closeWait: self = .closing
    case .closed, .boundInactive, .unknown, nil: self = .other
    }
  }
}
