import SocketInspector

/// The options of the command line that control how sockets are shown.
struct OutputOptions: Sendable {
  enum Color: String, CaseIterable, Sendable {
    case auto
    case always
    case never
  }

  var format = OutputFormat.table
  /// The value of `--columns`; nil for the default columns of the format.
  var columnChoice: ColumnChoice?
  /// The value of `--count-by`; nil if sockets are listed.
  var countedColumns: [Column]?
  /// The sums and maxima that `--columns` adds to counts.
  var totals: [Total] = []
  var sortKeys: [SortKey] = []
  var showsHeader = true
  var isNumeric = false
  var isExtended = false
  var showsTimers = false
  /// Whether `--info` adds what TCP connections do.
  var showsInfo = false
  /// Whether `--netns` adds the network namespace of each socket.
  var showsNamespaces = false
  /// Whether updates follow each other, so that there are rates.
  var isWatching = false
  var isWide = false
  var color = Color.auto
  /// Whether the records are the events of a stream.
  var isStream = false

  /// Whether the table may leave out columns that do not fit the terminal, and all owners but the first.
  var fitsTerminal: Bool { !isWide && columnChoice?.changesDefault != false }

  /// Whether the table shows every column although it has to fit the terminal, because the user has named
  /// all of them. A long address then makes only its own row longer.
  var keepsColumns: Bool { !isWide && columnChoice?.changesDefault == false }

  /// How sockets are counted; nil if they are listed.
  var counts: CountRequest? { countedColumns.map { CountRequest(columns: $0, totals: totals) } }

  /// The columns that are shown, from left to right. Searches ``SocketColumns``: use ``Settings/columns`` for
  /// repeated access.
  var columns: [Column] {
    if let counts { return counts.shown }
    if let columnChoice, !columnChoice.changesDefault { return columnChoice.columns([]) }
    let defaults =
      switch format {
      case .table:
        SocketColumns.table(
          isExtended: isExtended, showsTimers: showsTimers,
          infoKeys: showsInfo ? TCPInfoColumns.tableKeys(isWatching: isWatching) : [],
          showsNamespaces: showsNamespaces, isNumeric: isNumeric)
      case .csv: SocketColumns.csv + added
      case .json, .jsonl: SocketColumns.data + added
      }
    return columnChoice?.columns(defaults) ?? defaults
  }

  /// What options and events add to the default columns of JSON and CSV.
  private var added: [Column] {
    let namespaces = showsNamespaces ? NamespaceColumns.all : []
    let info = namespaces + (showsInfo ? TCPInfoColumns.all : [])
    let summary = isStream ? SummaryColumns.all : []
    return info + summary.filter { column in !info.contains { $0.key == column.key } }
  }

  /// What a snapshot has to read for the columns that are shown or sorted by.
  var requirements: Requirements {
    if let counts { return counts.requirements }
    return (columns + sortKeys.map(\.column)).reduce([]) { $0.union($1.requires) }
  }
}
