import SocketInspector

/// Every option, in the order of the help and the manual.
enum OptionTable {
  static let all: [Option] = selection + filters + output + counts + watch + wait + signal + other

  private static let selection: [Option] = [
    Option(
      "all", "a", in: .selection, "Show all sockets (the default); overrides -l",
      details: "As in netstat, -plant and -tunapl show all sockets, not only listening ones."
    ) { arguments, _ in arguments.showAll() },
    Option(
      "listening", "l", aliases: ["listen"], in: .selection,
      "Show only listening TCP and unconnected UDP sockets",
      details: "-a takes precedence, wherever it stands."
    ) { arguments, _ in arguments.showListening() },
    Option("tcp", "t", in: .selection, "Show TCP sockets (with -u: both, the default)") {
      arguments, _ in arguments.addTable(.tcp)
    },
    Option("udp", "u", in: .selection, "Show UDP sockets (with -t: both, the default)") {
      arguments, _ in arguments.addTable(.udp)
    },
    Option(
      "ipv4", "4", aliases: ["inet"], in: .selection,
      "Show IPv4 sockets (with -6: both, the default)",
      details: """
        This includes the IPv4 connections of IPv6 sockets (::ffff:192.0.2.1), and sockets on the IPv6 \
        wildcard address that also accept IPv4.
        """
    ) { arguments, _ in arguments.addFamily(.ipv4) },
    Option(
      "ipv6", "6", aliases: ["inet6"], in: .selection,
      "Show IPv6 sockets (with -4: both, the default)",
      details: "This includes the IPv4 connections of IPv6 sockets (::ffff:192.0.2.1)."
    ) { arguments, _ in arguments.addFamily(.ipv6) },
    Option(
      "protocol", in: .selection, takes: .required("NAME,...", .list(of: protocols)),
      "Show inet (-4), inet6 (-6), tcp or udp sockets",
      details: "The names are those of netstat; tcp is the same as -t, and udp the same as -u."
    ) { arguments, text throws(UsageError) in
      for word in try ValueParser.list(text) { try addProtocol(word, to: &arguments) }
    },
    namespaces,
  ]

  private static let namespaces = Option(
    "netns", in: .selection, takes: .required("LIST|all", .namespaces),
    "Show the sockets of these network namespaces",
    details: """
      LIST contains names as in ip-netns(8), PIDs, inode numbers and container:NAME, separated by commas, \
      as in --netns web,812. With all, the sockets of every namespace that can be found are shown. The columns netns \
      and netns_inode are added. See NAMESPACES.
      """
  ) { arguments, text throws(UsageError) in
    do throws(FilterTextError) {
      arguments.namespaces = try NamespaceSelection(text)
    } catch {
      throw UsageError(error)
    }
    arguments.output.showsNamespaces = true
  }

  private static let watch: [Option] = [
    Option(
      "watch", "c", aliases: ["continuous"], in: .watch, takes: .attached("SECONDS", .nothing),
      "Update every SECONDS (default: 1)",
      details: """
        The interval is 0.1 to 86400 seconds and must be attached: --watch=2 or -c2. On a terminal, \
        portstat redraws a full screen: see WATCH. Otherwise, or with --jsonl or --csv, it prints a \
        stream of events: every socket that exists, then every socket that opens, changes or closes.
        """
    ) { arguments, text throws(UsageError) in
      arguments.watchInterval = try ValueParser.interval(text)
      arguments.hasInterval = !text.isEmpty
    },
    Option(
      "updates", in: .watch, takes: .required("N", .nothing), "End --watch after N updates",
      details: "The first update counts: --watch --updates 1 prints what exists, and ends."
    ) { arguments, text throws(UsageError) in
      arguments.updateCount = try ValueParser.count(text)
    },
  ]

  private static let other: [Option] = [
    Option(
      "source", in: .other,
      takes: .required("NAME", .word(of: SourcePreference.allCases.map(\.rawValue))),
      "Read sockets from auto, procfs or netlink",
      details: """
        auto, the default, uses netlink, sock_diag(7), which is faster and reports more, and falls \
        back to /proc if netlink is not permitted. netlink does not fall back. With --proc, the \
        source is always procfs.
        """
    ) { arguments, text throws(UsageError) in
      arguments.source = try ValueParser.word(text, of: SourcePreference.self, called: "source")
    },
    Option(
      "proc", in: .other, takes: .required("DIR", .directory), "Read DIR instead of /proc",
      details: """
        DIR is a proc tree that is mounted elsewhere, such as /host/proc in a container, or a \
        recording of one. portstat then shows the sockets in the network namespace of process 1 of \
        that tree, also with --proc /proc. If that is not portstat's own network namespace, a note \
        says so.
        """
    ) { arguments, text throws(UsageError) in
      if text.isEmpty {
        throw UsageError("invalid directory '': expected a path such as /host/proc")
      }
      arguments.procPath = text
    },
    Option(
      "byte-order", in: .other,
      takes: .required("ORDER", .word(of: ByteOrder.allCases.map(\.rawValue))),
      "Set the byte order of a recording: big or little",
      details: """
        Use this option to read a recording from a machine whose byte order differs from that of the \
        local machine, such as a recording from IBM Z (big) on x86 (little). Without it, 127.0.0.1 \
        appears as 1.0.0.127, and a note says so. This option requires --proc.
        """
    ) { arguments, text throws(UsageError) in
      arguments.byteOrder = try ValueParser.word(text, of: ByteOrder.self, called: "byte order")
    },
    Option(
      "published", in: .other, "List forwarded ports without a socket",
      details: """
        Each is a rule of nftables that forwards a port on which no socket listens, with the process in \
        the container that gets the connections. Requires root. See PUBLISHED PORTS AND NAT.
        """
    ) { arguments, _ throws(UsageError) in try arguments.list(.published) },
    Option(
      "nat", in: .other, "List NAT translations instead of sockets",
      details: """
        Each is a connection whose addresses the kernel translates, with its original and its \
        translated ends. Requires root. See PUBLISHED PORTS AND NAT.
        """
    ) { arguments, _ throws(UsageError) in try arguments.list(.translations) },
    Option("verbose", "v", in: .other, "Accepted and ignored (netstat)") {
      _, _ in
    },
    Option("json-schema", in: .other, "Print the JSON Schema of --json") { arguments, _ in
      arguments.mode = .document(.jsonSchema)
    },
    Option(
      "generate", in: .other,
      takes: .required("KIND", .word(of: GeneratedDocument.allCases.map(\.rawValue))),
      "Print the manual page or a shell completion",
      details: """
        KIND is man, bash, zsh, fish or services; services lists the service names that portstat \
        knows, one per line.
        """
    ) { arguments, text throws(UsageError) in
      let document = try ValueParser.word(text, of: GeneratedDocument.self, called: "document")
      arguments.mode = .document(.generated(document))
    },
    Option("help", "h", in: .other, "Print this help and exit") { arguments, _ in
      arguments.mode = .document(.help)
    },
    Option("version", "V", in: .other, "Print the version and exit") { arguments, _ in
      arguments.mode = .document(.version)
    },
  ]

  private static let protocols =
    IPAddress.Family.allCases.map(\.protocolName)
    + SocketTable.ID.allCases.map(\.rawValue)

  private static func addProtocol(
    _ word: String, to arguments: inout Arguments
  ) throws(UsageError) {
    let name = word.lowercased()
    if let family = IPAddress.Family.allCases.first(where: { $0.protocolName == name }) {
      arguments.addFamily(family)
    } else if let table = SocketTable.ID(rawValue: name) {
      arguments.addTable(table)
    } else {
      if let dual = DualStackName(word) {
        throw UsageError("invalid protocol '\(word)': \(dual.meaning)", instead: dual.option)
      }
      if let names = UnsupportedProtocols(word, takesFamily: true) {
        throw names.error("invalid protocol '\(word)'")
      }
      throw UsageError("unknown protocol '\(word)'", typed: name, choices: protocols)
    }
  }

  /// Lists the values of an option: `table (default), json, jsonl or csv`.
  static func alternatives<Value: RawRepresentable<String> & CaseIterable & Equatable>(
    _ type: Value.Type, default standard: Value? = nil
  ) -> String {
    UsageError.list(Value.allCases.map { $0.rawValue + ($0 == standard ? " (default)" : "") })
  }
}

extension IPAddress.Family {
  /// The name that netstat's `--protocol` and ss's `-f` use.
  fileprivate var protocolName: String {
    switch self {
    case .ipv4: "inet"
    case .ipv6: "inet6"
    }
  }
}

extension SocketTable.ID {
  /// The letter of the option that selects the table, which is also its key in the live view.
  var optionLetter: Character? { OptionTable.all.first { $0.long == rawValue }?.short }
}
