import SocketInspector

/// Every column of the table, JSON and CSV.
enum SocketColumns {
  static let all = data + TCPInfoColumns.all + views

  /// The columns that JSON and CSV have by default, in this order. Each has one property of a socket.
  static let data: [Column] = addresses + states + accounts + owners

  private static let addresses: [Column] = [
    Column(
      "protocol", "Proto", "the protocol; the table adds 6 for IPv6",
      choices: words(SocketTable.ID.self),
      table: { socket, _ in
        .word(protocolLabel(socket.socket))
      }
    ) { socket, _ in .word(socket.table.rawValue) },
    Column(
      "family", "Family",
      "the family of the addresses; an IPv4 connection of an IPv6 socket (::ffff:192.0.2.1) is ipv6",
      choices: words(IPAddress.Family.self)
    ) { socket, _ in .word(socket.family?.rawValue) },
    Column("local_address", "Local", "the local address") { socket, _ in
      .address(socket.local.ip)
    },
    Column("local_port", "Local Port", as: .port, "the local port, 0 to 65535") { socket, _ in
      .integer(socket.local.port)
    },
    Column(
      "local_class", "Local Class", "the class of the local port by RFC 6335",
      choices: words(PortClass.self)
    ) { socket, _ in .word(socket.local.port.map { PortClass($0).rawValue }) },
    Column(
      "local_service", "Local Service", "the service that the local port is for",
      null: "without one, for an ephemeral port, and with --numeric"
    ) { socket, context in context.service(socket.localServicePort, socket) },
    Column(
      "local_scope", "Local Scope", "from where the local address can be reached",
      choices: words(AddressScope.self)
    ) { socket, _ in .word(socket.local.ip?.scope.rawValue) },
    Column("remote_address", "Remote", "the remote address", null: "without a peer") { socket, _ in
      socket.hasPeer ? .address(socket.remote.ip) : .null
    },
    Column(
      "remote_port", "Remote Port", as: .port, "the remote port, 0 to 65535",
      null: "without a peer"
    ) { socket, _ in socket.hasPeer ? .integer(socket.remote.port) : .null },
    Column(
      "remote_class", "Remote Class", "the class of the remote port by RFC 6335",
      choices: words(PortClass.self), null: "without a peer"
    ) { socket, _ in
      socket.hasPeer ? .word(socket.remote.port.map { PortClass($0).rawValue }) : .null
    },
    Column(
      "remote_service", "Remote Service", "the service that the remote port is for",
      null: """
        without one or without a peer, for the ephemeral port of a peer that came to us, and with \
        --numeric
        """
    ) { socket, context in context.service(socket.remoteServicePort, socket) },
    Column(
      "remote_scope", "Remote Scope", "the scope of the remote address",
      choices: words(AddressScope.self), null: "without a peer"
    ) { socket, _ in socket.hasPeer ? .word(socket.remote.ip?.scope.rawValue) : .null },
    Column(
      "interface", "Interface", requires: .interfaceNames,
      "the interface that the socket is bound to, or that its link-local address belongs to",
      null: "without one, and where /proc was read"
    ) { socket, context in context.names.interface(socket.interfaceIndex) },
    Column(
      "ipv6_only", "IPv6 Only", as: .boolean,
      "whether an IPv6 socket that waits for others refuses IPv4",
      null: "for other sockets, and where /proc was read"
    ) { socket, _ in .boolean(socket.isIPv6Only) },
  ]

  private static let states: [Column] = [
    Column(
      "state", "State",
      "the state; ESTABLISHED for UDP with a peer; a number for a state of a newer kernel",
      null: "for UDP without a peer",
      table: { socket, _ in .word(socket.state?.label ?? "") },
      style: { Style(of: $0.state) }
    ) { socket, _ in .word(socket.state?.label) },
    Column(
      "direction", "Direction", "who began the conversation", choices: words(Direction.self),
      null: """
        for UDP with a peer, unless a waiting socket has the same port, and for TCP that is only bound
        """
    ) { socket, _ in .word(socket.direction?.rawValue) },
    Column(
      "service", "Service",
      "the service of the local port when listening or inbound, of the remote port when outbound",
      null: "without one, without a direction, and with --numeric"
    ) { socket, context in context.service(socket.servicePort, socket) },
    Column(
      "class", "Class", "the class of the port that service speaks of",
      choices: words(PortClass.self), null: "without a direction",
      // Dynamic ports are rarely of interest.
      style: { $0.serviceClass == .dynamic ? .dim : .plain }
    ) { socket, _ in .word(socket.serviceClass?.rawValue) },
  ]

  private static let accounts: [Column] = [
    Column(
      "uid", "UID", as: .integer, "the number of the socket's user",
      null: """
        where the kernel gives none that means anything: in TIME_WAIT, and before Linux 6.17 \
        wherever no process has a descriptor
        """
    ) { socket, _ in .integer(socket.userID) },
    Column(
      "user", "User", isShortenable: true, requires: .userNames,
      "the name of the socket's user; the table shows the number where there is no name",
      null: "without a name, without uid, and with --numeric",
      table: { socket, context in
        let name = context.names.user(socket.userID)
        return name.isMissing ? .integer(socket.userID) : name
      }
    ) { socket, context in context.names.user(socket.userID) },
    Column(
      "inode", "Inode", as: .integer, "the socket's inode number; 0 when no process can hold it"
    ) { socket, _ in .integer(socket.inode) },
    Column(
      "receive_queue", "Recv-Q", as: .integer,
      """
      TCP: bytes that the program has not read, of a listener connections that it has not accepted; \
      UDP: kernel memory of the datagrams not read, in bytes
      """
    ) { socket, _ in .integer(UInt64(socket.receiveQueue)) },
    Column(
      "send_queue", "Send-Q", as: .integer,
      """
      TCP: bytes that the peer has not acknowledged; UDP: kernel memory of what is not sent, in \
      bytes
      """
    ) { socket, _ in .integer(UInt64(socket.sendQueue)) },
    Column(
      "backlog", "Backlog", as: .integer, "how many connections a listener lets wait",
      null: "for sockets that do not listen, and where /proc was read"
    ) { socket, _ in .integer(socket.backlog) },
    Column(
      "timer", "Timer", requires: .retransmits,
      """
      the timer that runs: retransmit, keepalive, time-wait, zero-window-probe, fin-timeout, or a \
      number for one of a newer kernel; the table adds seconds left/retransmissions/probes
      """,
      null: "without one", table: timerText
    ) { socket, _ in .word(socket.timer?.kind.label) },
    Column(
      "timer_seconds", "Seconds", as: .number, "how long the timer still runs, in seconds",
      null: "without a timer"
    ) { socket, _ in socket.timer.map { .decimal(UInt64($0.hundredths), places: 2) } ?? .null },
    Column(
      "retransmits", "Retransmits", as: .integer, requires: .retransmits,
      "retransmissions in a row without an answer",
      null: "for UDP"
    ) { socket, _ in .integer(socket.retransmits) },
    Column(
      "probes", "Probes", as: .integer, requires: .retransmits,
      "zero-window and keepalive probes without an answer",
      null: "for UDP"
    ) { socket, _ in .integer(socket.probes) },
    Column(
      "drops", "Drops", as: .integer, "datagrams dropped because the receive queue was full",
      null: "for TCP"
    ) { socket, _ in .integer(socket.drops) },
  ]

  private static let owners: [Column] = [
    Column(
      "ownership", "Ownership", requires: .owners, "whether the owners are known, and why not",
      choices: words(Ownership.self)
    ) { socket, _ in .word(socket.ownership?.rawValue) },
    Column(
      "listener_pids", "Listener PID", as: .array(of: .number), requires: .owners,
      """
      the PIDs of the processes that will get a connection in the handshake or in the accept queue; \
      empty otherwise
      """
    ) { socket, _ in .numbers(socket.listenerPIDs) },
    Column(
      "processes", "Processes", as: .array(of: .process), isShortenable: true,
      requires: [.processDetails, .userNames],
      "every process that holds the socket, by PID; the table shows PID/name"
    ) { socket, context in .owners(OwnerList(.details(context.names), of: socket)) },
    Column(
      "owners_complete", "Complete", as: .boolean, requires: .owners,
      """
      whether processes and listener_pids name every process; false if a process that could not be \
      read may be another one
      """
    ) { socket, _ in .boolean(socket.areOwnersComplete) },
  ]

  /// Columns for the table that combine several properties.
  private static let views: [Column] = [
    Column("local", "Local Address", "local address and port") { socket, _ in
      .endpoint(socket.local)
    },
    Column(
      "remote", "Foreign Address", "remote address and port", null: "without a peer",
      table: { socket, _ in socket.hasPeer ? .endpoint(socket.remote) : .word("*:*") }
    ) { socket, _ in socket.hasPeer ? .endpoint(socket.remote) : .null },
    Column("pid", "PID", as: .array(of: .number), requires: .owners, "the PIDs of the owners") {
      socket, _ in
      .owners(OwnerList(.pid, of: socket))
    },
    Column(
      "process", "Process", as: .array(of: .name), isShortenable: true, requires: .processName,
      "the names of the owners; in text, where there are none, the reason in parentheses",
      style: { $0.ownership == .known ? .plain : .dim }
    ) { socket, _ in .owners(OwnerList(.name, of: socket)) },
    Column(
      "fd", "FD", as: .array(of: .number), requires: .owners,
      "the numbers of the owners' descriptors"
    ) {
      socket, _ in .owners(OwnerList(.fd, of: socket))
    },
    Column(
      "ephemeral", "Ephemeral",
      "whether the local port is one that the kernel gave to a socket that asked for any",
      choices: ["ephemeral"], null: "for other ports, and for sockets that listen"
    ) { socket, _ in socket.isLocalPortEphemeral ? .word("ephemeral") : .null },
  ]

  private static func words<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type
  ) -> [String] where Value.RawValue == String {
    Value.allCases.map(\.rawValue)
  }

  /// The default columns of the table, from left to right.
  ///
  /// - Parameters:
  ///   - isExtended: Whether `--extended` adds columns.
  ///   - showsTimers: Whether `--timers` adds the column with the timer.
  static func table(isExtended: Bool, showsTimers: Bool) -> [Column] {
    var keys = ["protocol"]
    if isExtended { keys += ["receive_queue", "send_queue"] }
    keys += ["local", "remote", "state"]
    if showsTimers { keys += ["timer"] }
    if isExtended { keys += ["user", "inode"] }
    keys += ["pid", "process"]
    if isExtended { keys += ["fd"] }
    keys += ["service", "class"]
    return keys.compactMap(column)
  }

  static func column(_ key: String) -> Column? { all.first { $0.key == key } }

  /// `tcp`, `udp6`.
  private static func protocolLabel(_ socket: SocketEntry) -> String {
    socket.family == .ipv6 ? socket.table.rawValue + "6" : socket.table.rawValue
  }

  /// `keepalive (71.20/0/0)`: seconds left, retransmissions and probes, in the form of `netstat -o`.
  @Sendable
  private static func timerText(_ socket: Socket, _: RenderContext) -> Value {
    guard let timer = socket.timer else { return .null }
    let fraction = timer.hundredths % 100
    let seconds = "\(timer.hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    let counts = "\(socket.retransmits ?? 0)/\(socket.probes ?? 0)"
    return .word("\(timer.kind.label) (\(seconds)/\(counts))")
  }
}
