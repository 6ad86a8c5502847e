import SocketInspector

extension OptionTable {
  /// The options that select sockets by their properties and owners.
  static let filters: [Option] = [
    Option(
      "state", in: .filters, takes: .required("STATE,...", .list(of: StateNames.words)),
      "Filter by state: listen, established, time-wait ...",
      details: """
        Names are accepted in upper or lower case, with or without hyphens or underscores: SYN_RECV, \
        syn-recv. Other spellings are estab (ESTABLISHED), listening (LISTEN), SYN_RCVD and \
        syn-received (SYN_RECV), closed (CLOSE) and unconn (unconnected). The group connected is every \
        TCP state except LISTEN, CLOSE and BOUND_INACTIVE. The group shutdown is FIN_WAIT1, FIN_WAIT2, \
        CLOSING, TIME_WAIT, CLOSE_WAIT and LAST_ACK. The groups of ss(8) are all, synchronized (connected \
        without SYN_SENT), bucket (SYN_RECV and TIME_WAIT) and big (all without bucket). unconnected is \
        UDP without a peer. \
        bound is TCP that is bound but not listening; such sockets are listed only with --state bound \
        or if a selector, --port or --local-port names their port.
        """
    ) { arguments, text throws(UsageError) in try add(.state, text, to: &arguments) },
    Option(
      "port", in: .filters, takes: .required("PORT,...", .ports), "Filter by local or remote port",
      details: "PORT is a number, a range (8000-8100) or a service name."
    ) { arguments, text throws(UsageError) in try add(.port, text, to: &arguments) },
    Option(
      "local-port", in: .filters, takes: .required("PORT,...", .ports), "Filter by local port"
    ) { arguments, text throws(UsageError) in try add(.localPort, text, to: &arguments) },
    Option(
      "remote-port", in: .filters, takes: .required("PORT,...", .ports), "Filter by remote port"
    ) { arguments, text throws(UsageError) in try add(.remotePort, text, to: &arguments) },
    Option(
      "local", in: .filters, takes: .required("ADDRESS,...", .addresses),
      "Filter by local address or network",
      details: "An IPv4 address or network also matches IPv4-mapped IPv6 addresses."
    ) { arguments, text throws(UsageError) in try add(.local, text, to: &arguments) },
    Option(
      "remote", in: .filters, takes: .required("ADDRESS,...", .addresses),
      "Filter by remote address or network"
    ) { arguments, text throws(UsageError) in try add(.remote, text, to: &arguments) },
    Option(
      "pid", in: .filters, takes: .required("PID,...", .pids), "Filter by PID of an owner"
    ) { arguments, text throws(UsageError) in try add(.pid, text, to: &arguments) },
    Option(
      "process", in: .filters, takes: .required("NAME,...", .processNames),
      "Filter by process name of an owner",
      details: """
        NAME must match the whole name of the process, the name in the Process column, or the name of \
        the executable's file; * and ? are wildcards, as in 'python*'.
        """
    ) { arguments, text throws(UsageError) in try add(.process, text, to: &arguments) },
    Option(
      "command", in: .filters, takes: .required("GLOB,...", .nothing),
      "Filter by command line of an owner",
      details: """
        GLOB must match the whole command line, in which one space separates arguments; * and ? are \
        wildcards, as in '*manage.py*'.
        """
    ) { arguments, text throws(UsageError) in try add(.command, text, to: &arguments) },
    Option(
      "unit", in: .filters, takes: .required("NAME,...", .values(ofColumn: "unit")),
      "Filter by systemd unit of an owner",
      details: """
        NAME must match the whole name of the unit, as in ssh.service or 'session-*'; .service may be \
        left out. If no owner can be seen, the unit in which the socket was created counts; see \
        CONTAINERS.
        """
    ) { arguments, text throws(UsageError) in try add(.unit, text, to: &arguments) },
    Option(
      "container", in: .filters, takes: .required("NAME,...", .values(ofColumn: "container")),
      "Filter by container of an owner",
      details: """
        NAME must match the whole name of the container, its ID, or the first 12 digits of that, as in \
        'web-*'. If no owner can be seen, the container in which the socket was created counts.
        """
    ) { arguments, text throws(UsageError) in try add(.container, text, to: &arguments) },
    Option(
      "user", in: .filters, takes: .required("NAME|UID,...", .users), "Filter by user of the socket"
    ) { arguments, text throws(UsageError) in
      let users = try ValueParser.users(text)
      arguments.filter.userIDs.add(users.numbers)
      arguments.userNames.add(users.names)
    },
    Option(
      "class", in: .filters, takes: words("CLASS,...", PortClass.self),
      "Filter by port class: well-known, registered ...",
      details: """
        CLASS is well-known (0 to 1023), registered (1024 to 49151) or dynamic (49152 to 65535). It \
        applies to the local port of listening sockets and inbound connections, and to the remote \
        port of outbound connections.
        """
    ) { arguments, text throws(UsageError) in try add(.class, text, to: &arguments) },
    Option(
      "scope", in: .filters, takes: words("SCOPE,...", AddressScope.self),
      "Filter by scope of the local address",
      details: """
        SCOPE is loopback, link-local, private (RFC 1918, fc00::/7, 100.64.0.0/10), multicast, any \
        (the wildcard address: all interfaces) or global.
        """
    ) { arguments, text throws(UsageError) in try add(.scope, text, to: &arguments) },
    Option(
      "remote-scope", in: .filters, takes: words("LIST", AddressScope.self),
      "Filter by scope of the remote address",
      details: "To list connections that leave the local networks, use --remote-scope global."
    ) { arguments, text throws(UsageError) in try add(.remoteScope, text, to: &arguments) },
    Option(
      "interface", in: .filters, takes: .required("NAME,...", .interfaces),
      "Filter by interface that the socket is bound to",
      details: """
        NAME is the name or the number of a network interface. It also matches sockets whose \
        link-local address belongs to the interface. Most sockets are not bound to an interface: to \
        find those that use an address of one, use --local.
        """
    ) { arguments, text throws(UsageError) in try add(.interface, text, to: &arguments) },
    Option(
      "ownership", in: .filters, takes: words("REASON,...", Ownership.self),
      "Filter by whether owners are known, or why not",
      details: """
        REASON is known, or one of the reasons that OWNERSHIP lists, as in --ownership denied,unowned. With \
        --watch, unseen selects connections that opened and closed between two updates.
        """
    ) { arguments, text throws(UsageError) in try add(.ownership, text, to: &arguments) },
    Option(
      "direction", in: .filters, takes: words("DIR,...", Direction.self),
      "Filter by direction: \(alternatives(Direction.self))",
      details: """
        The kernel does not record which side opened a connection, so portstat infers it from \
        listening sockets and from the range of ephemeral ports.
        """
    ) { arguments, text throws(UsageError) in try add(.direction, text, to: &arguments) },
  ]

  private static func words<Value: RawRepresentable & CaseIterable>(
    _ placeholder: String, _ type: Value.Type
  ) -> Option.Argument where Value.RawValue == String {
    .required(placeholder, .list(of: Value.allCases.map(\.rawValue)))
  }

  private static func add(
    _ key: Filter.Key, _ text: String, to arguments: inout Arguments
  ) throws(UsageError) {
    do throws(FilterTextError) {
      try arguments.filter.add(key, text)
    } catch {
      throw UsageError(error)
    }
  }
}
