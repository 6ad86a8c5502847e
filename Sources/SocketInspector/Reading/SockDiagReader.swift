/// Reads the sockets of a protocol over netlink: sock_diag(7).
struct SockDiagReader: ~Copyable {
  private let socket: NetlinkSocket
  private let format: SockDiag
  private let extra: SockDiagRequest.Extension?
  private var sequence: UInt32 = 0
  private var listeners = ListenerIndex([])
  /// The users of handshakes by where these go to: there may be many to many listeners.
  private var handshakeUsers: [Endpoint: UInt32?] = [:]

  /// - Throws: ``SystemError`` with `read` where the kernel or a sandbox does not allow it.
  init(
    _ transport: TransportProtocol, showsUserWithoutDescriptor: Bool, wantsRetransmits: Bool
  ) throws(SystemError) {
    socket = try NetlinkSocket(readingFrom: "\(transport.rawValue) sockets over netlink")
    format = SockDiag(
      transport: transport, showsUserWithoutDescriptor: showsUserWithoutDescriptor)
    extra = transport == .udp ? .memory : wantsRetransmits ? .info : nil
  }

  /// Reads what a selection asks for.
  ///
  /// - Parameters:
  ///   - buffer: ``NetlinkSocket/longestAnswer`` bytes.
  ///   - add: Gets every socket.
  /// - Throws: ``SystemError`` with `read` where the kernel refuses or the answer breaks off;
  ///   what was read until then is not to be relied on.
  mutating func read(
    _ selection: SockDiagSelection, buffer: inout [UInt8], add: (Socket) -> Void
  ) throws(SystemError) {
    for walk in selection.walks { try read(walk, format, &buffer, add) }
    if let walk = selection.boundInactive {
      var format = format
      format.isBoundInactive = true
      try read(walk, format, &buffer, add)
    }
  }

  private mutating func read(
    _ walk: SockDiagSelection.Walk, _ format: SockDiag, _ buffer: inout [UInt8],
    _ add: (Socket) -> Void
  ) throws(SystemError) {
    // One walk of the kernel's TCP table gives both families; UDP has to be asked for each.
    let families = format.transport == .tcp ? [.ipv4] : IPAddress.Family.allCases
    for family in families {
      sequence += 1
      let request = SockDiagRequest(
        transport: format.transport, family: family, states: walk.states, ports: walk.ports,
        extra: extra)
      try socket.send(request.bytes(sequence: sequence))
      try readAnswer(format, &buffer, add)
    }
  }

  private mutating func readAnswer(
    _ format: SockDiag, _ buffer: inout [UInt8], _ add: (Socket) -> Void
  ) throws(SystemError) {
    let answer = NetlinkAnswer(sequence: sequence)
    while true {
      let count = try socket.receive(into: &buffer)
      let ending = answer.read(buffer.span.extracting(0..<count)) { message in
        guard var socket = format.parse(message) else { return false }
        complete(&socket)
        add(socket)
        return true
      }
      switch ending {
      case .goesOn: break
      case .complete: return
      case .refused(let code): throw socket.refusal(code)
      case .malformed: throw socket.malformedAnswer
      }
    }
  }

  /// Gives a handshake the user of its listener, as `/proc` does. The kernel tells of listeners
  /// first.
  private mutating func complete(_ socket: inout Socket) {
    guard socket.transport == .tcp else { return }
    if socket.isListening {
      listeners.add(socket)
      handshakeUsers = [:]
    } else if socket.state == .synReceived, socket.inode == 0 {
      let userID = handshakeUsers[socket.local] ?? listeners.userID(ofHandshake: socket)
      handshakeUsers[socket.local] = .some(userID)
      socket.userID = userID
    }
  }
}
