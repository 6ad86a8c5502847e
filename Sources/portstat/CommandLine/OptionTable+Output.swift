extension OptionTable {
  /// The options that choose what is printed, and in which format.
  static let output: [Option] = [
    Option(
      "numeric", "n", aliases: ["numeric-ports", "numeric-hosts", "numeric-users"], in: .output,
      "Do not show service, user and interface names",
      details: """
        The table then has no Service column, unless --columns adds it. Addresses are always numeric: \
        portstat never looks up host names.
        """
    ) { arguments, _ in arguments.output.isNumeric = true },
    Option(
      "processes", "p", aliases: ["program", "programs"], in: .output,
      "Accepted and ignored: owners are always shown"
    ) { _, _ in },
    Option(
      "timers", "o", aliases: ["options"], in: .output, "Add the Timer column",
      details: """
        The column shows the active timer and, in parentheses, the seconds left, the retransmissions \
        and the unanswered probes, as netstat does. (On Windows, -o shows the PID, which portstat \
        always shows.)
        """
    ) { arguments, _ in arguments.output.showsTimers = true },
    Option(
      "info", "i", in: .output, "Add RTT, delivery rate and retransmissions",
      details: """
        They exist for TCP connections only, and require netlink. With --watch, the table also shows \
        the bytes sent and received per second. JSON and CSV get all the columns that COLUMNS lists \
        under What TCP connections do. (In netstat, -i lists network interfaces; see ip-link(8).)
        """
    ) { arguments, _ in arguments.output.showsInfo = true },
    Option(
      "extended", "e", aliases: ["extend"], in: .output,
      "Add Recv-Q, Send-Q, User, Inode and FD"
    ) { arguments, _ in arguments.output.isExtended = true },
    Option(
      "wide", "W", in: .output, "Do not fit the table to the terminal",
      details: "Every owner is listed, not only the first and a count."
    ) { arguments, _ in arguments.output.isWide = true },
    Option("json", "j", in: .output, "Print one JSON document") { arguments, _ in
      arguments.output.format = .json
    },
    Option("jsonl", in: .output, "Print JSON Lines, one object per socket") { arguments, _ in
      arguments.output.format = .jsonl
    },
    Option("csv", in: .output, "Print CSV (RFC 4180)") { arguments, _ in
      arguments.output.format = .csv
    },
    Option(
      "format", in: .output,
      takes: .required("NAME", .word(of: OutputFormat.allCases.map(\.rawValue))),
      "Print \(alternatives(OutputFormat.self, default: .table))"
    ) { arguments, text throws(UsageError) in
      arguments.output.format = try ValueParser.word(text, of: OutputFormat.self, called: "format")
    },
    Option(
      "columns", in: .output, takes: .required("NAME,...", .columns),
      "Show these columns; +NAME adds, -NAME removes",
      details: """
        The columns appear in the given order; all shows every column. +NAME adds a column to the \
        default ones and -NAME removes one, as in --columns +user,-class. COLUMNS lists the names; the \
        headings of the table are accepted too. This applies to every format.
        """
    ) { arguments, text throws(UsageError) in
      if let totals = try CountRequest.totals(text) {
        arguments.output.totals = totals
      } else {
        arguments.output.columnChoice = try ColumnParser.choice(text)
      }
    },
    Option(
      "sort", in: .output, takes: .required("NAME[:desc],...", .sortKeys), "Sort by these columns",
      details: """
        Append :desc to sort a column in descending order, or write -NAME, as in --sort=-pid; :asc is \
        the default. Rows that compare equal keep the default order: listening sockets first, then by \
        protocol, local address and port, remote address and port, and inode.
        """
    ) { arguments, text throws(UsageError) in
      arguments.output.sortKeys = try ColumnParser.sortKeys(text)
    },
    Option(
      "no-header", "H", aliases: ["no-headers"], in: .output,
      "Do not print the heading of tables and CSV"
    ) { arguments, _ in arguments.output.showsHeader = false },
    Option(
      "quiet", "q", in: .output, "Print only the PIDs of owners, one per line",
      details: "Each PID is printed once, in ascending order, as for kill $(portstat -q 8080)."
    ) { arguments, _ in
      arguments.printsPIDs = true
      // `--help -q` prints the help, as `-q --help` does.
      if arguments.mode == .list || arguments.mode == .signal { arguments.mode = .pids }
    },
    Option(
      "color", in: .output,
      takes: .required("WHEN", .word(of: OutputOptions.Color.allCases.map(\.rawValue))),
      "Use color: \(alternatives(OutputOptions.Color.self, default: .auto))",
      details: """
        auto uses color on a terminal, unless NO_COLOR is set to a value that is not empty or TERM is \
        dumb.
        """
    ) { arguments, text throws(UsageError) in
      arguments.output.color = try ValueParser.word(
        text, of: OutputOptions.Color.self, called: "value")
    },
  ]
}
