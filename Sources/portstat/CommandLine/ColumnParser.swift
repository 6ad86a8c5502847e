/// Parses the values of `--columns` and `--sort`.
enum ColumnParser {
  /// The names of columns in other programs, folded, and the columns that they may mean here.
  private static let foreignNames: [String: [String]] = [
    "port": ["local_port", "remote_port"], "address": ["local_address", "remote_address"],
    "addr": ["local_address", "remote_address"], "scope": ["local_scope", "remote_scope"],
    "foreign": ["remote"], "foreign_port": ["remote_port"], "peer": ["remote"],
    "peer_address:port": ["remote"], "local_address:port": ["local"], "netid": ["protocol"],
    "pid/program_name": ["processes"], "program_name": ["process"], "name": ["process"],
    "i_node": ["inode"], "lport": ["local_port"], "rport": ["remote_port"], "users": ["processes"],
    "device": ["interface"], "dev": ["interface"], "iface": ["interface"], "program": ["process"],
    "comm": ["process"], "cmd": ["command"], "cmdline": ["command"], "args": ["command"],
    "exe": ["executable"], "laddr": ["local"], "raddr": ["remote"], "sport": ["local_port"],
    "dport": ["remote_port"], "saddr": ["local"], "daddr": ["remote"], "src": ["local"],
    "dst": ["remote"], "source": ["local"], "destination": ["remote"], "laddress": ["local"],
    "raddress": ["remote"], "local_addr": ["local_address"], "remote_addr": ["remote_address"],
    "recvq": ["receive_queue"], "sendq": ["send_queue"], "rxq": ["receive_queue"],
    "txq": ["send_queue"], "recv_queue": ["receive_queue"], "username": ["user"],
    "user_name": ["user"],
    // No column shows these, and a similar name means something else.
    "ppid": [], "time": [],
  ]

  /// Parses the value of `--columns`: names separated by commas, `all`, and edits of the default columns,
  /// `+NAME` and `-NAME`.
  ///
  /// - Throws: ``UsageError`` for an unknown or repeated name.
  static func choice(_ text: String) throws(UsageError) -> ColumnChoice {
    var edits: [ColumnChoice.Edit] = []
    for word in try ValueParser.list(text) {
      let isRemoval = word.hasPrefix("-")
      let isSigned = isRemoval || word.hasPrefix("+")
      let name = isSigned ? String(word.dropFirst()) : word
      let columns = name.lowercased() == "all" ? SocketColumns.all : [try column(name)]
      if isSigned || name.lowercased() == "all" {
        edits += columns.map { ColumnChoice.Edit(column: $0, isRemoval: isRemoval) }
        continue
      }
      for column in columns {
        if edits.contains(where: { $0.column.key == column.key }) {
          throw UsageError("invalid columns '\(text)': '\(column.key)' is given twice")
        }
        edits.append(ColumnChoice.Edit(column: column, isRemoval: false))
      }
    }
    return ColumnChoice(edits, changesDefault: text.hasPrefix("+") || text.hasPrefix("-"))
  }

  /// Parses the value of `--sort`: names separated by commas, each optionally followed by `:asc` or `:desc`,
  /// or preceded by `-` for descending.
  ///
  /// - Throws: ``UsageError`` for an unknown name or order.
  static func sortKeys(_ text: String) throws(UsageError) -> [SortKey] {
    var keys: [SortKey] = []
    for word in try ValueParser.list(text) {
      if word.hasPrefix("-") {
        if let colon = word.lastIndex(of: ":"),
          ["asc", "desc"].contains(word[colon...].dropFirst())
        {
          throw UsageError(
            "invalid order in '\(word)'", instead: "\(word[..<colon]) or \(word.dropFirst())")
        }
        keys.append(SortKey(column: try sortColumn(word.dropFirst()), isDescending: true))
        continue
      }
      // `sum:rtt:desc`
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      let isTotal = Total.Function(rawValue: parts[0].lowercased()) != nil
      let nameLength = isTotal ? 2 : 1
      let order = parts.count > nameLength ? parts[nameLength...].joined(separator: ":") : "asc"
      guard order == "asc" || order == "desc" else {
        throw UsageError("invalid order '\(order)' in '\(word)': expected asc or desc")
      }
      let name = parts.prefix(nameLength).joined(separator: ":")
      keys.append(SortKey(column: try sortColumn(name[...]), isDescending: order == "desc"))
    }
    return keys
  }

  private static func sortColumn(_ name: Substring) throws(UsageError) -> Column {
    if let counted = try CountRequest.column(String(name)) { return counted }
    return try column(String(name))
  }

  /// Parses the value of `--count-by`: names separated by commas.
  ///
  /// - Throws: ``UsageError`` for an unknown or repeated name.
  static func list(_ text: String) throws(UsageError) -> [Column] {
    var columns: [Column] = []
    for word in try ValueParser.list(text) {
      let column = try column(word)
      if columns.contains(where: { $0.key == column.key }) {
        throw UsageError("invalid columns '\(text)': '\(column.key)' is given twice")
      }
      columns.append(column)
    }
    return columns
  }

  /// Finds a column by its name, by its heading in the table, or by its name in another program.
  ///
  /// - Throws: ``UsageError`` for an unknown name, and for one of several columns.
  static func column(_ name: String) throws(UsageError) -> Column {
    let key = String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    if let column = SocketColumns.all.first(where: { $0.key == key }) { return column }
    let folded = folded(name)
    if let column = SocketColumns.all.first(where: { Self.folded($0.title) == folded }) {
      return column
    }
    let keys = foreignNames[folded] ?? []
    if keys.count == 1, let column = keys.first.flatMap(SocketColumns.column) { return column }
    if !keys.isEmpty {
      throw UsageError("invalid column '\(name)': expected \(UsageError.list(keys))")
    }
    let near =
      foreignNames[folded] == nil
      ? SpellingSuggestion.nearest(to: key, among: SocketColumns.all.map(\.key)) : []
    throw UsageError(
      near.isEmpty
        ? "invalid column '\(name)': expected a name from COLUMNS in the manual"
        : "invalid column '\(name)': did you mean \(UsageError.list(near))?")
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }
}
