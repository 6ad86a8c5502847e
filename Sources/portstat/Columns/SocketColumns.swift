import SocketInspector

/// Every column of the table, JSON and CSV.
enum SocketColumns {
  static let all =
    data + TCPInfoColumns.all + [SummaryColumns.seenSeconds] + NamespaceColumns.all + views
    + AncestryColumns.all + PeerColumns.all + PublishedColumns.all

  /// The columns that JSON and CSV have by default, in this order. Each has one property of a socket.
  static let data: [Column] = addresses + states + accounts + owners + ControlGroupColumns.all

  /// The columns that CSV has by default: as ``data``, but with one value of each owner in a column, because a
  /// cell cannot contain objects.
  static let csv: [Column] = data.flatMap { column in
    column.kind == .array(of: .process)
      ? views.filter { ["pid", "process", "fd"].contains($0.key) } : [column]
  }

  private static let addresses: [Column] = [
    Column(
      "protocol", "Proto", omission: .last(15),
      "the protocol; the table appends 6 for IPv6, and 46 if the socket also takes IPv4",
      choices: words(SocketTable.ID.self),
      table: { socket, _ in
        .word(protocolLabel(socket.socket))
      }
    ) { socket, _ in .word(socket.table.rawValue) },
    Column(
      "family", "Family",
      "the address family; an IPv4 connection of an IPv6 socket (::ffff:192.0.2.1) is ipv6",
      choices: words(IPAddress.Family.self)
    ) { socket, _ in .word(socket.family?.rawValue) },
    Column("local_address", "Local", "the local address") { socket, _ in
      .address(socket.local.ip)
    },
    Column("local_port", "Local Port", as: .port, "the local port, 0 to 65535") { socket, _ in
      .integer(socket.local.port)
    },
    Column(
      "local_class", "Local Class", "the class of the local port in RFC 6335",
      choices: words(PortClass.self)
    ) { socket, _ in .word(socket.local.port.map { PortClass($0).rawValue }) },
    Column(
      "local_service", "Local Service", "the service that conventionally uses the local port",
      null: "if there is none, for ephemeral ports, or with --numeric"
    ) { socket, context in context.service(socket.localServicePort, socket) },
    Column(
      "local_scope", "Local Scope", "the networks from which the local address can be reached",
      choices: words(AddressScope.self)
    ) { socket, _ in .word(socket.localScope?.rawValue) },
    Column("remote_address", "Remote", "the remote address", null: "if the socket has no peer") {
      socket, _ in
      socket.hasPeer ? .address(socket.remote.ip) : .null
    },
    Column(
      "remote_port", "Remote Port", as: .port, "the remote port, 1 to 65535",
      null:
        "if the socket has no peer, or if the kernel has cleared the port of an aborted connection"
    ) { socket, _ in socket.remote.port == 0 ? .null : .integer(socket.remote.port) },
    Column(
      "remote_class", "Remote Class", "the class of the remote port in RFC 6335",
      choices: words(PortClass.self), null: "if the socket has no peer"
    ) { socket, _ in
      socket.hasPeer ? .word(socket.remote.port.map { PortClass($0).rawValue }) : .null
    },
    Column(
      "remote_service", "Remote Service", "the service that conventionally uses the remote port",
      null: """
        if there is none, if the socket has no peer, if the port is the ephemeral port of an inbound \
        connection, or with --numeric
        """
    ) { socket, context in context.service(socket.remoteServicePort, socket) },
    Column(
      "remote_scope", "Remote Scope", "the scope of the remote address",
      choices: words(AddressScope.self), null: "if the socket has no peer"
    ) { socket, _ in socket.hasPeer ? .word(socket.remote.ip?.scope.rawValue) : .null },
    Column(
      "interface", "Interface", requires: .interfaceNames,
      "the interface to which the socket is bound or its link-local address belongs",
      null: "if there is none, or if /proc was read"
    ) { socket, context in context.interface(of: socket) },
    Column(
      "ipv6_only", "IPv6 Only", as: .boolean,
      "whether a listening IPv6 socket accepts only IPv6",
      null: "for other sockets, or if /proc was read"
    ) { socket, _ in .boolean(socket.isIPv6Only) },
  ]

  private static let states: [Column] = [
    Column(
      "state", "State", omission: .never,
      "the state; UDP sockets with a peer are ESTABLISHED; unknown states of newer kernels are numbers",
      null: "for UDP sockets without a peer",
      style: { Style(ofState: $0.socket) }
    ) { socket, _ in .word(socket.state?.label) },
    Column(
      "direction", "Direction",
      """
      which end opened the connection, as portstat infers it: inbound if a local socket listens on \
      the local port, otherwise outbound if the local port is ephemeral, otherwise inbound if the \
      remote port is ephemeral
      """, choices: words(Direction.self),
      null: """
        if it cannot be inferred, or for TCP sockets that are bound but not listening
        """
    ) { socket, _ in .word(socket.direction?.rawValue) },
    Column(
      "service", "Service", omission: .first(2),
      """
      the service of the local port for listening sockets and inbound connections, of the remote \
      port for outbound connections
      """,
      null: "if there is none, if the direction is null, or with --numeric"
    ) { socket, context in context.service(socket.servicePort, socket) },
    Column(
      "class", "Class", omission: .first(1), "the class of the port that service describes",
      choices: words(PortClass.self), null: "if the direction is null",
      // Dynamic ports are rarely of interest.
      style: { $0.serviceClass == .dynamic ? .quiet : .plain }
    ) { socket, _ in .word(socket.serviceClass?.rawValue) },
  ]

  private static let accounts: [Column] = [
    Column(
      "uid", "UID", as: .integer, "the UID of the socket",
      null: """
        if the kernel reports no meaningful UID: in TIME_WAIT, before Linux 6.17 for sockets that no \
        process has open, and for users that the user namespace of portstat does not have
        """
    ) { socket, _ in .integer(socket.userID) },
    Column(
      "user", "User", isShortenable: true, omission: .last(13), requires: .userNames,
      "the name of the user of the socket; the table shows the UID if there is no name",
      null: "if there is no name or no uid, or with --numeric",
      table: { socket, context in
        let name = context.names.user(socket.userID)
        return name.isMissing ? .integer(socket.userID) : name
      }
    ) { socket, context in context.names.user(socket.userID) },
    Column(
      "inode", "Inode", as: .integer, omission: .last(11),
      "the inode number of the socket; 0 if no process can have it open"
    ) { socket, _ in .integer(socket.inode) },
    Column(
      "receive_queue", "Recv-Q", as: .integer, omission: .last(9),
      """
      for TCP connections, bytes that the program has not read; for TCP listeners, connections that \
      it has not accepted; for UDP, memory used by unread datagrams, in bytes
      """
    ) { socket, _ in .integer(UInt64(socket.receiveQueue)) },
    Column(
      "send_queue", "Send-Q", as: .integer, omission: .last(10),
      """
      for TCP connections, bytes that the peer has not acknowledged; for UDP, memory used by unsent \
      datagrams, in bytes
      """
    ) { socket, _ in .integer(UInt64(socket.sendQueue)) },
    Column(
      "backlog", "Backlog", as: .integer,
      "the maximum length of a listener's accept queue, in connections",
      null: "for sockets that do not listen, or if /proc was read"
    ) { socket, _ in .integer(socket.backlog) },
    Column(
      "timer", "Timer", mayOverflow: true, omission: .last(8), requires: .retransmits,
      """
      the running timer: retransmit, keepalive, time-wait, zero-window-probe, fin-timeout, or a \
      number for an unknown timer of a newer kernel; the table adds the seconds left, \
      retransmissions and probes in parentheses
      """,
      null: "if no timer is running", table: timerText
    ) { socket, _ in .word(socket.timer?.kind.label) },
    Column(
      "timer_seconds", "Seconds", as: .number, "the time until the timer expires, in seconds",
      null: "if no timer is running"
    ) { socket, _ in socket.timer.map { .decimal(UInt64($0.hundredths), places: 2) } ?? .null },
    Column(
      "retransmits", "Retransmits", as: .integer, requires: .retransmits,
      "consecutive retransmissions without a reply",
      null: "for UDP sockets"
    ) { socket, _ in .integer(socket.retransmits) },
    Column(
      "probes", "Probes", as: .integer, requires: .retransmits,
      "zero-window and keepalive probes without a reply",
      null: "for UDP sockets"
    ) { socket, _ in .integer(socket.probes) },
    Column(
      "drops", "Drops", as: .integer, requires: .listenerDrops,
      """
      for UDP, datagrams dropped, mostly because the receive queue was full; for TCP listeners, \
      handshakes and connections dropped because the accept queue was full or for another reason
      """,
      null: "for other TCP sockets, and for TCP listeners if /proc was read"
    ) { socket, _ in .integer(socket.drops) },
  ]

  private static let owners: [Column] = [
    Column(
      "ownership", "Ownership", requires: .owners,
      "whether the owners are known, and the reason if they are not; see OWNERSHIP",
      choices: words(Ownership.self)
    ) { socket, _ in .word(socket.ownership?.rawValue) },
    Column(
      "listener_pids", "Listener PID", as: .array(of: .number), requires: .owners,
      """
      for connections in the handshake or the accept queue, the PIDs of the processes that can \
      accept them; empty otherwise
      """
    ) { socket, _ in .numbers(socket.listenerPIDs) },
    Column(
      "processes", "Processes", as: .array(of: .process), isShortenable: true,
      requires: [.processDetails, .userNames],
      "every process that has the socket open, in ascending order of PID; the table shows PID/name"
    ) { socket, context in .owners(OwnerList(.details(context.names), of: socket)) },
    Column(
      "owners_complete", "Complete", as: .boolean, requires: .owners,
      """
      whether processes and listener_pids are complete; false if a process that could not be read \
      may belong there too
      """
    ) { socket, _ in .boolean(socket.areOwnersComplete) },
  ]

  /// Columns for the table that combine several properties.
  private static let views: [Column] = [
    Column(
      "local", "Local Address", mayOverflow: true, omission: .never, requires: .interfaceNames,
      """
      the local address and port; after % the interface that the socket is bound to, or that its \
      link-local address belongs to
      """
    ) { socket, context in
      .endpoint(socket.local, zone: context.interfaceName(of: socket))
    },
    Column(
      "remote", "Foreign Address", mayOverflow: true, omission: .withoutPeers(14),
      requires: .interfaceNames, "the remote address and port", null: "if the socket has no peer",
      table: { socket, context in
        socket.hasPeer ? remoteEnd(socket, context) : .word("*:*")
      }
    ) { socket, context in socket.hasPeer ? remoteEnd(socket, context) : .null },
    Column(
      "pid", "PID", as: .array(of: .number), omission: .never, requires: .owners,
      "the PIDs of the owners"
    ) { socket, _ in .owners(OwnerList(.pid, of: socket)) },
    Column(
      "process", "Process", as: .array(of: .name), isShortenable: true, omission: .never,
      requires: [.programName, .hiddenOwnerHints],
      """
      the program names of the owners; the table shows the reason in parentheses if there are none, and \
      after denied: the unit or container in which the socket was created, or else its user
      """,
      table: { socket, context in
        .owners(
          OwnerList(.name, of: socket, hint: ControlGroupColumns.hiddenOwnerHint(socket, context)))
      },
      style: { Style(of: $0.ownership) }
    ) { socket, _ in .owners(OwnerList(.name, of: socket)) },
    Column(
      "command", "Command", as: .array(of: .name), isShortenable: true, requires: .command,
      "the command lines of the owners, with one space between arguments",
      style: { Style(of: $0.ownership) }
    ) { socket, _ in .owners(OwnerList(.command, of: socket)) },
    Column(
      "executable", "Executable", as: .array(of: .name), isShortenable: true, requires: .executable,
      "the paths of the executables of the owners",
      style: { Style(of: $0.ownership) }
    ) { socket, _ in .owners(OwnerList(.executable, of: socket)) },
    Column(
      "fd", "FD", as: .array(of: .number), omission: .last(12), requires: .owners,
      "the file descriptors of the owners"
    ) {
      socket, _ in .owners(OwnerList(.fd, of: socket))
    },
    Column(
      "ephemeral", "Ephemeral",
      "the word ephemeral if the local port is in the range of ephemeral ports",
      choices: ["ephemeral"], null: "for other ports, or for listening sockets"
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
  ///   - infoKeys: The columns that `--info` adds.
  ///   - showsNamespaces: Whether `--netns` adds the network namespace.
  ///   - isNumeric: Whether `--numeric` leaves out the names of services.
  static func table(
    isExtended: Bool, showsTimers: Bool, infoKeys: [String] = [],
    showsNamespaces: Bool = false, isNumeric: Bool = false
  ) -> [Column] {
    var keys = ["protocol"]
    if isExtended { keys += ["receive_queue", "send_queue"] }
    keys += ["local", "remote", "state"]
    if showsTimers { keys += ["timer"] }
    keys += infoKeys
    if isExtended { keys += ["user", "inode"] }
    keys += ["pid", "process"]
    if isExtended { keys += ["fd"] }
    if showsNamespaces { keys += ["netns"] }
    keys += isNumeric ? ["class"] : ["service", "class"]
    return keys.compactMap(column)
  }

  static func column(_ key: String) -> Column? { all.first { $0.key == key } }

  /// `tcp`, `udp6`; `tcp46` for an IPv6 listener that also takes IPv4.
  private static func protocolLabel(_ socket: SocketEntry) -> String {
    guard socket.family == .ipv6 else { return socket.table.rawValue }
    return socket.table.rawValue + (socket.isDualStack ? "46" : "6")
  }

  /// The remote end, with the interface if the address is only unique on its link.
  private static func remoteEnd(_ socket: Socket, _ context: RenderContext) -> Value {
    let isLinkLocal = socket.remote.ip?.family == .ipv6 && socket.remote.ip?.scope == .linkLocal
    return .endpoint(
      socket.remote,
      zone: isLinkLocal ? context.interfaceName(of: socket) : nil)
  }

  /// `keepalive(71.20/0/0)`: seconds left, retransmissions and probes, in the form of `netstat -o`.
  @Sendable
  private static func timerText(_ socket: Socket, _: RenderContext) -> Value {
    guard let timer = socket.timer else { return .null }
    let fraction = timer.hundredths % 100
    let seconds = "\(timer.hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    let counts = "\(socket.retransmits ?? 0)/\(socket.probes ?? 0)"
    return .word("\(timer.kind.label)(\(seconds)/\(counts))")
  }
}
