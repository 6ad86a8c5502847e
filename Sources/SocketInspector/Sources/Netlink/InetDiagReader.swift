/// Reads the sockets of one table over netlink: sock_diag(7).
struct InetDiagReader: ~Copyable {
  private let socket: NetlinkSocket
  private let diag: SocketTable.DiagProtocol
  private let format: InetDiagMessage
  private let wantsInfo: Bool
  private let wantsModules: Bool
  private let wantsControlGroups: Bool
  /// Whether anything besides the rows is kept.
  private let wantsDetails: Bool
  private let requirements: Requirements
  /// Begins at random, so that the sequence numbers of replies cannot be guessed.
  private var sequence = UInt32.random(in: .min ... .max)
  private var listeners = ListenerIndex([])
  /// Caches the user per listener, because a listener can have thousands of handshakes.
  private var handshakeUsers: [ListenerQuery: UInt32?] = [:]

  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  init(_ request: TableRequest, kernelReportsOrphanUID: Bool) throws(SystemError) {
    let table = request.table
    let name = "\(table.rawValue) sockets over netlink"
    guard let diag = table.facts.diag else {
      throw SystemError(.read, name, code: SystemError.unsupported)
    }
    socket = try Self.openSocket(request.namespace, name)
    self.diag = diag
    format = InetDiagMessage(
      table: table, kernelReportsOrphanUID: kernelReportsOrphanUID)
    wantsInfo = request.requirements.contains(.tcpInfo)
    requirements = request.requirements
    let isTCP = diag.details == .info
    wantsModules = isTCP && requirements.contains(.protocolModules)
    wantsControlGroups = requirements.contains(.socketControlGroup)
    wantsDetails =
      wantsInfo || wantsModules || wantsControlGroups || requirements.contains(.cookie)
  }

  private static func openSocket(
    _ namespace: (any NamespaceAccess)?, _ name: String
  ) throws(SystemError) -> NetlinkSocket {
    guard let namespace else { return try NetlinkSocket(readingFrom: name) }
    return try NetlinkSocket(taking: try namespace.netlinkDescriptor(), readingFrom: name)
  }

  /// Makes the dumps of a plan.
  ///
  /// - Parameter buffer: ``NetlinkSocket/maxPartSize`` bytes.
  /// - Returns: Whether every socket that existed throughout was read.
  /// - Throws: ``SystemError`` with `read` if the kernel refuses or the reply breaks off; what was
  ///   read until then must not be used.
  mutating func read(
    _ plan: InetDiagPlan, buffer: inout [UInt8], into sink: inout SocketSink
  ) throws(SystemError) -> Bool {
    // The kernel fills the parts of a dump up to the size of the largest buffer that was received
    // into before (`netlink_dump`). Without an exchange beforehand, the first part has 4 KiB.
    try socket.send(NetlinkResponse.noOperationRequest(sequence: sequence))
    _ = try socket.receive(into: &buffer, waits: false)
    var isSettled = true
    for part in plan.dumps {
      isSettled = try read(part, format, &buffer, &sink) && isSettled
    }
    if let part = plan.boundInactive {
      var format = format
      format.isBoundInactive = true
      isSettled = try read(part, format, &buffer, &sink) && isSettled
    }
    return isSettled
  }

  private mutating func read(
    _ part: InetDiagPlan.Dump, _ format: InetDiagMessage, _ buffer: inout [UInt8],
    _ sink: inout SocketSink
  ) throws(SystemError) -> Bool {
    // One dump of TCP contains both families; UDP needs a dump for each.
    let families =
      diag.listsBothFamilies ? [.ipv4] : IPAddress.Family.allCases
    var isSettled = true
    for family in families {
      var request = InetDiagRequest(
        diag: diag, family: family, states: part.states, ports: part.ports,
        extra: attributes(of: part, format.table))
      sink.beginDump()
      let count = try readDump(request, format, &buffer, &sink)
      if Self.isSettled(sink, format, count) { continue }
      request.states &= format.table.facts.crowdedStates
      isSettled = try dumpAgain(request, format, &sink) && isSettled
    }
    return isSettled
  }

  /// What to request for each socket of a dump.
  private func attributes(
    of part: InetDiagPlan.Dump, _ table: SocketTable.ID
  ) -> InetDiagAttributes {
    if diag.details == .memory { return .memory }
    var attributes: InetDiagAttributes = []
    if requirements.contains(.retransmits) { attributes.insert(.info) }
    if wantsModules { attributes.insert(.congestionControl) }
    let hasOnlyListeners = part.states == table.facts.listeningStates
    if requirements.contains(hasOnlyListeners ? .listenerDrops : .rates) {
      attributes.insert(.memory)
    }
    return attributes
  }

  /// Bound sockets are listed in batches of 16 a bucket, between which the lock is released
  /// (`SKARR_SZ` in `net/ipv4/inet_diag.c`).
  private static let batchLength = 16

  /// Whether every socket that existed throughout was read.
  ///
  /// - Parameter count: The number of sockets in the last pass.
  private static func isSettled(_ sink: SocketSink, _ format: InetDiagMessage, _ count: Int) -> Bool
  {
    let isLocked = !format.isBoundInactive || count < batchLength
    return isLocked ? sink.isSettled : sink.missesAreRare
  }

  /// Reads again, in further passes, the states whose sockets the kernel may have skipped.
  ///
  /// - Returns: Whether every socket that existed throughout was read.
  private mutating func dumpAgain(
    _ request: InetDiagRequest, _ format: InetDiagMessage, _ sink: inout SocketSink
  ) throws(SystemError) -> Bool {
    var request = request
    // Room for many parts, so that they are received without anything in between.
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    for pass in 1..<SocketSink.mostPasses {
      sink.beginPass()
      request.pass = pass
      let count = try readDump(request, format, &buffer, &sink)
      if Self.isSettled(sink, format, count) { return true }
    }
    return false
  }

  /// A part no longer than this was not full, so it was the last. Parts are 32 KiB long, less the
  /// kernel's own record of about 400 bytes; rows are shorter than 1 KiB.
  private static let unfilledPartLength = 31_000

  /// - Returns: The number of sockets.
  private mutating func readDump(
    _ request: InetDiagRequest, _ format: InetDiagMessage, _ buffer: inout [UInt8],
    _ sink: inout SocketSink
  ) throws(SystemError) -> Int {
    sequence &+= 1
    try socket.send(request.bytes(sequence: sequence))
    let answer = NetlinkResponse(sequence: sequence)
    var count = 0
    while true {
      let parts = try socket.receive(into: &buffer)
      let time = MonotonicTime.now
      for part in parts {
        sink.beginPart()
        let ending = answer.read(buffer.span.extracting(part)) { message in
          guard var socket = format.parse(message) else { return false }
          complete(&socket)
          if wantsDetails {
            var details = format.details(message, at: time)
            if wantsModules {
              let names = format.moduleNames(message)
              details.congestionControl = sink.number(
                ofName: message.extracting(names.congestionControl))
              details.upperLayerProtocol = sink.number(
                ofName: message.extracting(names.upperLayerProtocol))
            }
            if wantsControlGroups, let group = format.controlGroup(message) {
              details.controlGroup = sink.number(ofControlGroup: group)
            }
            sink.add(socket, details, wantsInfo ? format.info(message, of: socket) : nil)
          } else {
            sink.add(socket)
          }
          count += 1
          return true
        }
        if part.count <= Self.unfilledPartLength { sink.reachEnd() }
        switch ending {
        case .more: break
        case .complete: return count
        case .refused(let code): throw socket.error(code)
        case .malformed: throw socket.malformedResponse
        }
      }
    }
  }

  /// Sets the user of a handshake to that of its listener, as `/proc` does. The kernel lists listeners
  /// first.
  private mutating func complete(_ socket: inout SocketEntry) {
    guard socket.table.facts.isConnectionOriented else { return }
    if socket.isListening {
      listeners.add(socket)
      handshakeUsers = [:]
    } else if socket.state == .synReceived, socket.inode == 0 {
      let query = ListenerQuery(socket)
      let userID = handshakeUsers[query] ?? listeners.userID(ofHandshake: socket)
      handshakeUsers[query] = .some(userID)
      socket.userID = userID
    }
  }
}
