import SocketInspector

/// One property of each process that has a socket open, or the reason why no owner is known. Refers to the
/// snapshot's descriptors, so that creating one for a row allocates nothing.
struct OwnerList: Sendable {
  enum Field {
    case pid
    /// The readable name of the program.
    case name
    case fd
    /// The path of the executable.
    case executable
    /// The command line, with blanks between the arguments.
    case command
    /// The JSON object that ``ProcessColumns`` describes.
    case details(Names)

    /// Whether the elements contain names of processes, which may be any bytes.
    var isText: Bool {
      switch self {
      case .pid, .fd: false
      case .name, .executable, .command, .details: true
      }
    }
  }

  let field: Field
  /// The owners' descriptors of the socket. May contain some even if ``isKnown`` is false.
  let descriptors: Socket.Descriptors
  private let ownership: Ownership?
  /// What the table shows after the reason: the unit or the user of a socket whose owner is hidden. Any bytes.
  let hint: [UInt8]?

  init(_ field: Field, of socket: Socket, hint: [UInt8]? = nil) {
    self.field = field
    self.hint = hint
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

  /// Calls `body` with the index of each element in the order of a table: first the owners that the filter names,
  /// then the others; process 1 is the last of its kind.
  func forEachInTableOrder(_ body: (Int) -> Void) {
    // Four passes, and no array that is sorted: most sockets have one owner.
    for rank in 0...3 {
      var index = descriptors.startIndex
      while index < descriptors.endIndex {
        if descriptors.tableRank(at: index) == rank { body(index) }
        index = end(ofElementAt: index)
      }
    }
  }

  /// The value of the owner that is named first, by which rows are sorted.
  var first: Value {
    let index = descriptors.startOfNamedProcess
    guard index < descriptors.endIndex else { return .null }
    switch field {
    case .fd: return .integer(UInt64(descriptors[index].fd.magnitude))
    case .pid: return .integer(UInt64(descriptors[index].pid.magnitude))
    case .name, .executable, .command, .details: return .text(text(at: index))
    }
  }

  /// The text of the process that has a descriptor; nil if it is not known.
  func text(at index: Int) -> [UInt8]? {
    switch field {
    case .pid, .fd: nil
    case .name, .details: descriptors.programName(at: index)
    case .executable: descriptors.process(at: index)?.executableBytes
    case .command: descriptors.process(at: index)?.commandLineBytes
    }
  }
}
