import SocketInspector

/// What a command line asks for.
struct Invocation: Sendable {
  enum Mode: Equatable, Sendable {
    case list
    case document(Document)
    case jsonSchema
    case help
    case version
  }

  var mode = Mode.list
  var filter = Filter()
  private var tables: Set<SocketTable.ID> = []
  private var families: Set<IPAddress.Family> = []
  var source = SourcePreference.auto
  var procPath = "/proc"
  /// Whether `--proc` chose the tree, even if it chose `/proc`.
  var readsOtherTree = false
  /// Seconds between two looks; nil for one look.
  var watchInterval: Double?
  var view = OutputOptions()

  /// Whether sockets were picked, so that finding none is worth an exit status: a selector or a
  /// filter. What only says which tables to list (`-t`, `-4`, `-l`) is no filter.
  var hasCriteria: Bool { filter.hasCriteria }

  /// What the library is asked.
  var query: Query {
    var query = Query(
      filter: filter, owners: view.owners, source: readsOtherTree ? .procfs : source,
      procPath: procPath)
    query.wantsRetransmits = view.requiresRetransmits
    return query
  }

  mutating func addTable(_ table: SocketTable.ID) {
    tables.insert(table)
    filter.tables = tables
  }

  mutating func addFamily(_ family: IPAddress.Family) {
    families.insert(family)
    filter.families = families
  }

  /// Finds what cannot go together.
  func check() throws(UsageError) {
    if view.isQuiet, view.format != .table {
      throw UsageError("--quiet prints PIDs only: leave out --\(view.format.rawValue)")
    }
    if source == .netlink, readsOtherTree {
      throw UsageError("--source netlink asks this machine's kernel: leave out --proc")
    }
    guard watchInterval != nil else { return }
    if view.format == .json {
      throw UsageError("--watch never ends, so it cannot print one document: use --jsonl")
    }
    if view.isQuiet { throw UsageError("--quiet and --watch do not go together") }
  }
}

/// How the sockets are shown.
struct OutputOptions: Sendable {
  enum Color: String, CaseIterable, Sendable {
    case auto
    case always
    case never
  }

  var format = OutputFormat.table
  /// What `--columns` chose; nil for the columns of the format.
  var chosenColumns: [Column]?
  var sortKeys: [SortKey] = []
  var showsHeader = true
  var isQuiet = false
  var isNumeric = false
  var isExtended = false
  var showsTimers = false
  var isWide = false
  var color = Color.auto

  /// Whether the table may leave something out: columns on a narrow terminal, further owners.
  var fitsTerminal: Bool { !isWide && chosenColumns == nil }

  /// Whether colours are written.
  var isColored: Bool {
    color == .always || (color == .auto && Terminal.isOutput && Terminal.takesColor)
  }

  var columns: [Column] {
    if let chosenColumns { return chosenColumns }
    return format == .table ? SocketColumns.table(self) : SocketColumns.data
  }

  /// Whether a column that is shown or sorted by tells of retransmissions or probes.
  var requiresRetransmits: Bool {
    !isQuiet && (columns + sortKeys.map(\.column)).contains { $0.requiresRetransmits }
  }

  /// What has to be found out about owners for the columns that are shown or sorted by.
  var owners: Query.Owners {
    if isQuiet { return .details([]) }
    let requires = (columns + sortKeys.map(\.column)).compactMap(\.requires)
    return requires.isEmpty ? .none : .details(requires.reduce([]) { $0.union($1) })
  }
}

/// The forms of output.
enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case json
  case jsonl
  case csv
}
