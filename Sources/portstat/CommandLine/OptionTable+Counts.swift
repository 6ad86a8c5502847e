extension OptionTable {
  static let counts: [Option] = [
    Option(
      "count-by", in: .output, takes: .required("NAME,...", .countedColumns),
      "Count sockets by the values of these columns",
      details: """
        One row is shown for each combination of values, the largest count first. A socket with several \
        owners counts once, for the owner that the table names first. --columns +sum:NAME,+max:NAME adds \
        sums and maxima of columns with numbers. See COUNTS.
        """
    ) { arguments, text throws(UsageError) in
      arguments.output.countedColumns = try ColumnParser.list(text)
    },
    Option(
      "summary", "s", in: .output, "Count sockets by protocol and state",
      details: "The same as --count-by protocol,state, and similar to ss -s."
    ) { arguments, _ in
      if arguments.output.countedColumns == nil {
        arguments.output.countedColumns = ["protocol", "state"].compactMap(SocketColumns.column)
      }
    },
  ]
}
