import SocketInspector

/// Something of each process that has a socket open; the reason if none is known. It refers to the
/// snapshot's descriptors, so that making one for a row allocates nothing.
struct OwnerList: Sendable {
  enum Field {
    case pid
    case name
    case fd
    /// The object of ``ProcessColumns``, with these names of users.
    case details(Names)

    /// Whether it contains names, which may be anything.
    var isText: Bool {
      switch self {
      case .pid, .fd: false
      case .name, .details: true
      }
    }
  }

  let field: Field
  /// Those of the owners, also if ``isKnown`` is false.
  let descriptors: Socket.Descriptors
  private let ownership: Ownership?

  init(_ field: Field, of socket: Socket) {
    self.field = field
    descriptors = socket.descriptors
    ownership = socket.ownership
  }

  /// Whether there is an owner.
  var isKnown: Bool { ownership == .known && descriptors.startIndex < descriptors.endIndex }

  /// The place after an element: a descriptor, or all those of a process.
  func end(ofElementAt place: Int) -> Int {
    if case .fd = field { place + 1 } else { descriptors.end(ofProcessAt: place) }
  }

  /// Why there is none, if somebody asked.
  var reason: String? { ownership?.rawValue }

  /// What to sort by.
  var first: Value {
    let place = descriptors.startIndex
    guard place < descriptors.endIndex else { return .null }
    switch field {
    case .fd: return .integer(UInt64(descriptors[place].fd.magnitude))
    case .pid: return .integer(UInt64(descriptors[place].pid.magnitude))
    case .name, .details: return .text(descriptors.processName(at: place) ?? [])
    }
  }
}
