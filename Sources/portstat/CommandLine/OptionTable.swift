import SocketInspector

extension Arguments {
  /// What the program does.
  enum Mode: Hashable, Sendable {
    case list
    /// Prints only the PIDs of the owners.
    case pids
    case document(Document)
  }
}

extension SocketTable.ID {
  /// The letter of the option that selects the table, which is also its key in the live view.
  var optionLetter: Character? { OptionTable.all.first { $0.long == rawValue }?.short }
}

/// Every option, in the order of the help and the manual.
enum OptionTable {
  static let all: [Option] = selection + filters + output + watch + other

  /// Options of netstat and ss for tables that portstat does not read, with the reason for the message.
  static let unsupported: [(short: Character, long: String, reason: String)] = [
    ("w", "raw", "raw sockets are not listed yet"),
    ("x", "unix", "unix sockets are not listed yet"),
  ]

  private static let selection: [Option] = [
    Option("all", "a", in: .selection, "every socket (the default)") { _, _ in },
    Option(
      "listening", "l", aliases: ["listen"], in: .selection,
      "sockets that wait for whoever comes",
      details: "TCP in LISTEN, and UDP without a peer."
    ) { arguments, _ in arguments.filter.isListeningOnly = true },
    Option("tcp", "t", in: .selection, "TCP; with -u both, as without either") { arguments, _ in
      arguments.addTable(.tcp)
    },
    Option("udp", "u", in: .selection, "UDP") { arguments, _ in arguments.addTable(.udp) },
    Option("ipv4", "4", in: .selection, "IPv4; with -6 both, as without either") { arguments, _ in
      arguments.addFamily(.ipv4)
    },
    Option(
      "ipv6", "6", in: .selection, "IPv6",
      details: "With the IPv4 connections of IPv6 sockets (::ffff:192.0.2.1)."
    ) { arguments, _ in arguments.addFamily(.ipv6) },
  ]

  private static let filters: [Option] = [
    Option(
      "state", in: .filters, takes: .required("STATE,...", .list(of: StateNames.words)),
      "by state: listen, established, time-wait ...",
      details: """
        Names as in RFC 9293, ss or netstat, in any case. The group connected is every state but \
        LISTEN and CLOSE; the group closing is every state after one side has closed, from \
        FIN_WAIT1 to TIME_WAIT. unconnected is UDP without a peer. bound is TCP that is bound and does \
        not listen, which is listed only by this name.
        """
    ) { arguments, text throws(UsageError) in
      arguments.filter.states.add(try ValueParser.criterion(text, StateNames.states))
    },
    Option(
      "port", in: .filters, takes: .required("PORT,...", .ports), "by port of either end",
      details: "Numbers, ranges (8000-8100) and service names."
    ) { arguments, text throws(UsageError) in
      arguments.filter.ports.add(try ValueParser.criterion(text, ValueParser.ports))
    },
    Option("local-port", in: .filters, takes: .required("PORT,...", .ports), "by local port") {
      arguments, text throws(UsageError) in
      arguments.filter.localPorts.add(try ValueParser.criterion(text, ValueParser.ports))
    },
    Option("remote-port", in: .filters, takes: .required("PORT,...", .ports), "by remote port") {
      arguments, text throws(UsageError) in
      arguments.filter.remotePorts.add(try ValueParser.criterion(text, ValueParser.ports))
    },
    Option(
      "local", in: .filters, takes: .required("ADDR[/LEN],...", .addresses),
      "by local address or network",
      details: "An IPv4 address or network also finds IPv4-mapped IPv6."
    ) { arguments, text throws(UsageError) in
      arguments.filter.localNetworks.add(try networks(text))
    },
    Option(
      "remote", in: .filters, takes: .required("ADDR[/LEN],...", .addresses),
      "by remote address or network"
    ) { arguments, text throws(UsageError) in
      arguments.filter.remoteNetworks.add(try networks(text))
    },
    Option(
      "pid", in: .filters, takes: .required("PID,...", .pids), "by process that holds the socket"
    ) {
      arguments, text throws(UsageError) in
      arguments.filter.pids.add(
        try ValueParser.criterion(text) { (word) throws(UsageError) in [try ValueParser.pid(word)] }
      )
    },
    Option(
      "process", in: .filters, takes: .required("NAME,...", .processNames),
      "by name of the process",
      details: """
        The whole name of the process, or of its executable's file; * and ? are wildcards.
        """
    ) { arguments, text throws(UsageError) in
      arguments.filter.processNames.add(
        try ValueParser.criterion(text) { (word) throws(UsageError) in [NamePattern(word)] })
    },
    Option("user", in: .filters, takes: .required("NAME|UID,...", .users), "by user of the socket")
    {
      arguments, text throws(UsageError) in
      let users = try ValueParser.users(text)
      arguments.filter.userIDs.add(users.numbers)
      arguments.userNames.add(users.names)
    },
    Option(
      "class", in: .filters, takes: words("CLASS,...", PortClass.self),
      "by class of the service's port",
      details: "The local port when listening or inbound, the remote port when outbound."
    ) { arguments, text throws(UsageError) in
      arguments.filter.classes.add(try enumeration(text, "class"))
    },
    Option(
      "scope", in: .filters, takes: words("SCOPE,...", AddressScope.self),
      "by scope of the local address",
      details: """
        loopback, link-local, private (RFC 1918, fc00::/7, 100.64.0.0/10), multicast, any (the \
        wildcard: all interfaces), global.
        """
    ) { arguments, text throws(UsageError) in
      arguments.filter.scopes.add(try enumeration(text, "scope"))
    },
    Option(
      "direction", in: .filters, takes: words("DIR,...", Direction.self),
      alternatives(Direction.self)
    ) { arguments, text throws(UsageError) in
      arguments.filter.directions.add(try enumeration(text, "direction"))
    },
  ]

  private static let output: [Option] = [
    Option(
      "numeric", "n", in: .output, "no service and no user names"
    ) { arguments, _ in arguments.output.isNumeric = true },
    Option(
      "processes", "p", aliases: ["program", "programs"], in: .output,
      "accepted: owners are always shown"
    ) { _, _ in },
    Option(
      "timers", "o", aliases: ["options"], in: .output, "adds the Timer column",
      details: """
        The timer that runs, and in parentheses the seconds left, the retransmissions and the \
        unanswered probes, as netstat does. (Windows' -o asks for the PID, which is always there.)
        """
    ) { arguments, _ in arguments.output.showsTimers = true },
    Option(
      "extended", "e", aliases: ["extend"], in: .output,
      "adds Recv-Q, Send-Q, User, Inode and FD"
    ) { arguments, _ in arguments.output.isExtended = true },
    Option(
      "wide", "W", in: .output, "never shorten, whatever the terminal's width",
      details: "Every owner is listed, not the first and a count."
    ) { arguments, _ in arguments.output.isWide = true },
    Option("json", "j", in: .output, "one JSON document") { arguments, _ in
      arguments.output.format = .json
    },
    Option("jsonl", in: .output, "JSON, one socket a line") { arguments, _ in
      arguments.output.format = .jsonl
    },
    Option("csv", in: .output, "CSV (RFC 4180)") { arguments, _ in arguments.output.format = .csv },
    Option(
      "format", in: .output,
      takes: .required("NAME", .word(of: OutputFormat.allCases.map(\.rawValue))),
      alternatives(OutputFormat.self, default: .table)
    ) { arguments, text throws(UsageError) in
      arguments.output.format = try ValueParser.word(text, of: OutputFormat.self, called: "format")
    },
    Option(
      "columns", in: .output, takes: .required("NAME,...", .columns),
      "these columns, in this order",
      details: "For every format; COLUMNS lists the names."
    ) { arguments, text throws(UsageError) in
      arguments.output.chosenColumns = try ColumnParser.columns(text)
    },
    Option(
      "sort", in: .output, takes: .required("NAME[:desc],...", .sortKeys), "sort by these columns",
      details: """
        Behind a name, :desc turns the order around. What a column leaves equal stays in the \
        default order: those that wait for whoever comes first, then by protocol, local address \
        and port, remote address and port, inode.
        """
    ) { arguments, text throws(UsageError) in
      arguments.output.sortKeys = try ColumnParser.sortKeys(text)
    },
    Option("no-header", "H", in: .output, "no heading, for table and CSV") { arguments, _ in
      arguments.output.showsHeader = false
    },
    Option(
      "quiet", "q", in: .output, "only the PIDs of the owners, one a line",
      details: "Each once, ascending: kill $(portstat -q 8080)."
    ) { arguments, _ in
      // `--help -q` prints the help, as `-q --help` does.
      if arguments.mode == .list { arguments.mode = .pids }
    },
    Option(
      "color", in: .output,
      takes: .required("WHEN", .word(of: OutputOptions.Color.allCases.map(\.rawValue))),
      alternatives(OutputOptions.Color.self, default: .auto),
      details: "auto: on a terminal, unless NO_COLOR is set or TERM is dumb."
    ) { arguments, text throws(UsageError) in
      arguments.output.color = try ValueParser.word(
        text, of: OutputOptions.Color.self, called: "choice")
    },
  ]

  private static let watch: [Option] = [
    Option(
      "watch", "c", aliases: ["continuous"], in: .watch, takes: .attached("SECONDS", .nothing),
      "live, every second or every SECONDS",
      details: """
        SECONDS may be from 0.1 to 86400. On a terminal a full screen that is redrawn in place: see \
        WATCH. Elsewhere, or with --jsonl \
        or --csv, a stream of events: every socket that is there, then what opens, changes and closes.
        """
    ) { arguments, text throws(UsageError) in
      arguments.watchInterval = try ValueParser.interval(text)
    }
  ]

  private static let other: [Option] = [
    Option(
      "source", in: .other,
      takes: .required("NAME", .word(of: SourcePreference.allCases.map(\.rawValue))),
      "where to read the sockets: auto, procfs, netlink",
      details: """
        auto, the default, asks the kernel over netlink, sock_diag(7), which is faster and tells more, \
        and reads /proc where that is refused. netlink does not fall back. With --proc it is always procfs.
        """
    ) { arguments, text throws(UsageError) in
      arguments.source = try ValueParser.word(text, of: SourcePreference.self, called: "source")
    },
    Option(
      "proc", in: .other, takes: .required("DIR", .directory), "read another proc tree than /proc",
      details: "One that is mounted elsewhere, such as /host/proc in a container, or a recording."
    ) { arguments, text throws(UsageError) in
      if text.isEmpty { throw UsageError("the name of a directory is missing") }
      arguments.procPath = text
      arguments.hasProcOption = true
    },
    Option(
      "json-schema", in: .other, "print the JSON Schema of --json"
    ) { arguments, _ in arguments.mode = .document(.jsonSchema) },
    Option(
      "generate", in: .other,
      takes: .required("KIND", .word(of: GeneratedDocument.allCases.map(\.rawValue))),
      "print the manual or a shell's completion",
      details: "man, bash, zsh or fish; services prints the names that options for ports take."
    ) { arguments, text throws(UsageError) in
      let document = try ValueParser.word(text, of: GeneratedDocument.self, called: "document")
      arguments.mode = .document(.generated(document))
    },
    Option("help", "h", in: .other, "this text") { arguments, _ in
      arguments.mode = .document(.help)
    },
    Option("version", "V", in: .other, "the version") { arguments, _ in
      arguments.mode = .document(.version)
    },
  ]

  /// Lists the values of an option: `table (the default), json, jsonl or csv`.
  private static func alternatives<Value: RawRepresentable<String> & CaseIterable & Equatable>(
    _ type: Value.Type, default standard: Value? = nil
  ) -> String {
    let words = Value.allCases.map { $0.rawValue + ($0 == standard ? " (the default)" : "") }
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  private static func words<Value: RawRepresentable & CaseIterable>(
    _ placeholder: String, _ type: Value.Type
  ) -> Option.Argument where Value.RawValue == String {
    .required(placeholder, .list(of: Value.allCases.map(\.rawValue)))
  }

  private static func enumeration<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ what: String
  ) throws(UsageError) -> Criterion<Value> where Value.RawValue == String {
    try ValueParser.criterion(text) { (word) throws(UsageError) in
      [try ValueParser.word(word, of: Value.self, called: what)]
    }
  }

  private static func networks(_ text: String) throws(UsageError) -> Criterion<IPNetwork> {
    try ValueParser.criterion(text) { (word) throws(UsageError) in [try ValueParser.network(word)] }
  }
}
