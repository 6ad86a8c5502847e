import Testing

@testable import portstat

/// The values of `--columns` and `--sort`.
@Suite struct ColumnParserTests {
  private static let defaults = ["local", "state", "class"].compactMap(SocketColumns.column)

  private func keys(_ text: String) throws -> [String] {
    try ColumnParser.choice(text).columns(Self.defaults).map(\.key)
  }

  /// Columns must come in the given order, however they are spelled.
  @Test(arguments: [
    ("pid,local", ["pid", "local"]), ("State", ["state"]), ("local-port", ["local_port"]),
    ("LOCAL_PORT,fd,inode", ["local_port", "fd", "inode"]),
  ])
  func columnsAreChosenByName(text: String, keys: [String]) throws {
    #expect(try self.keys(text) == keys)
  }

  /// Users copy a heading from the table, and names from netstat and ss. Another column than the one with that
  /// heading would be a wrong result.
  @Test(arguments: [
    ("Send-Q", ["send_queue"]), ("recv_q,send_q", ["receive_queue", "send_queue"]),
    ("Proto", ["protocol"]), ("Foreign Address", ["remote"]), ("local address", ["local"]),
    ("FOREIGN", ["remote"]), ("Netid,state", ["protocol", "state"]), ("local", ["local"]),
    ("Local Port", ["local_port"]), ("PID/Program name", ["processes"]), ("remote", ["remote"]),
    ("local_address", ["local_address"]), ("Peer", ["remote"]),
    ("device", ["interface"]), ("program,exe,args", ["process", "executable", "command"]),
    ("laddr,raddr,sport,dport", ["local", "remote", "local_port", "remote_port"]),
    ("saddr,daddr", ["local", "remote"]), ("src,dst", ["local", "remote"]),
    ("raddress,local_addr,recvq,username", ["remote", "local_address", "receive_queue", "user"]),
  ])
  func headingsAreNames(text: String, keys: [String]) throws {
    #expect(try self.keys(text) == keys)
  }

  /// Whoever adds one column must keep the others, in their order.
  @Test(arguments: [
    ("+inode", ["local", "state", "class", "inode"]), ("-state", ["local", "class"]),
    ("+uid,-class", ["local", "state", "uid"]), ("-class,+class", ["local", "state", "class"]),
    ("+state", ["local", "state", "class"]), ("-inode", ["local", "state", "class"]),
    ("+inode,user", ["local", "state", "class", "inode", "user"]), ("pid,+fd", ["pid", "fd"]),
  ])
  func defaultColumnsAreEdited(text: String, keys: [String]) throws {
    #expect(try self.keys(text) == keys)
  }

  /// A column that was asked for must be there on a narrow terminal too; only the live view leaves it out, after
  /// all others.
  @Test func addedColumnsAreLeftOutLast() throws {
    let defaults = ["local", "class"].compactMap(SocketColumns.column)
    let columns = try ColumnParser.choice("+user,+class").columns(defaults)
    #expect(columns.map(\.key) == ["local", "class", "user"])
    #expect(columns.map(\.omission) == [.never, .last(.max), .last(.max)])
  }

  /// `all` must not miss a column, and must be usable in a list.
  @Test func allColumns() throws {
    #expect(try keys("all") == SocketColumns.all.map(\.key))
    #expect(try keys("all,-pid") == SocketColumns.all.map(\.key).filter { $0 != "pid" })
    #expect(try keys("+all").count == SocketColumns.all.count)
    #expect(try keys("state,ALL").first == "state")
  }

  /// A column that is silently dropped would be noticed only when it is too late.
  @Test(arguments: [
    "", "pid,", "port", "pid,pid", "local_port,local-port", "pid state", "*", "+nope", "-", "+",
    "Recv-Q,receive_queue",
  ])
  func invalidColumnsAreRejected(text: String) {
    #expect(throws: UsageError.self) { try ColumnParser.choice(text) }
  }

  /// A name of two columns must not silently stand for one of them.
  @Test(arguments: [
    ("port", "local_port or remote_port"), ("address", "local_address or remote_address"),
  ])
  func ambiguousNamesAreExplained(name: String, columns: String) {
    #expect(throws: UsageError("invalid column '\(name)': expected \(columns)")) {
      try ColumnParser.column(name)
    }
  }

  /// A similar name of something else would be a wrong result.
  @Test(arguments: ["ppid", "time"])
  func othersAreNotSuggested(name: String) {
    #expect(
      throws: UsageError("invalid column '\(name)': expected a name from COLUMNS in the manual")
    ) {
      try ColumnParser.column(name)
    }
  }

  /// A table without a column would look like no sockets.
  @Test func removingEveryColumnIsRejected() throws {
    let parser = OptionParser(options: OptionTable.all)
    #expect(throws: UsageError("--columns leaves no column to show")) {
      try parser.parse(["--columns=-all"])
    }
    #expect(throws: UsageError.self) { try parser.parse(["--columns", "pid,-pid", "--json"]) }
  }

  /// The default columns depend on the format, which may follow on the command line.
  @Test func theFormatDecidesWhatIsEdited() throws {
    let parser = OptionParser(options: OptionTable.all)
    let csv = try parser.parse(["--columns", "-uid,+rtt", "--csv"]).output.columns.map(\.key)
    #expect(csv == SocketColumns.csv.map(\.key).filter { $0 != "uid" } + ["rtt"])
    let table = try parser.parse(["--columns=-class", "-o"]).output.columns.map(\.key)
    #expect(table.contains("timer") && !table.contains("class"))
  }

  /// `--sort local_port:desc,pid` must sort each key in its own direction.
  @Test func sortKeysHaveAnOrder() throws {
    let keys = try ColumnParser.sortKeys("local_port:desc,pid,state:asc,-uid,Send-Q,-recv-q")
    #expect(
      keys.map(\.column.key) == [
        "local_port", "pid", "state", "uid", "send_queue", "receive_queue",
      ])
    #expect(keys.map(\.isDescending) == [true, false, false, true, false, true])
    for text in ["", "pid:", "pid:down", "nope", "pid:desc:asc", ":desc", "-", "-pid:asc", "port"] {
      #expect(throws: UsageError.self) { try ColumnParser.sortKeys(text) }
    }
  }
}
