import SocketInspector

/// One property of each process that has a socket open, or the reason why no owner is known. Refers to the
/// snapshot's descriptors, so that creating one for a row allocates nothing.
struct OwnerList: Sendable {
  enum Field {
    case pid
    case name
    case fd
    /// The JSON object that ``ProcessColumns`` describes.
    case details(Names)

    /// Whether the elements contain names of processes, which may be any bytes.
    var isText: Bool {
      switch self {
      case .pid, .fd: false
      case .name, .details: true
      }
    }
  }

  let field: Field
  /// The owners' descriptors of the socket. May contain some even if ``isKnown`` is false.
  let descriptors: Socket.Descriptors
  private let ownership: Ownership?

  init(_ field: Field, of socket: Socket) {
    self.field = field
    descriptors = socket.descriptors
    ownership = socket.ownership
  }

  /// Whether there is an owner.
  var isKnown: Bool { ownership == .known && descriptors.startIndex < descriptors.endIndex }

  /// The index after an element, which is one descriptor, or all descriptors of one process.
  func end(ofElementAt index: Int) -> Int {
    if case .fd = field { index + 1 } else { descriptors.end(ofProcessAt: index) }
  }

  /// The reason why no owner is known; nil if owners were not requested.
  var reason: String? { ownership?.rawValue }

  /// The value of the first owner, by which rows are sorted.
  var first: Value {
    let index = descriptors.startIndex
    guard index < descriptors.endIndex else { return .null }
    switch field {
    case .fd: return .integer(UInt64(descriptors[index].fd.magnitude))
    case .pid: return .integer(UInt64(descriptors[index].pid.magnitude))
    case .name, .details: return .text(descriptors.processName(at: index) ?? [])
    }
  }
}
