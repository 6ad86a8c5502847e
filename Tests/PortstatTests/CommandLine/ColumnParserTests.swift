import Testing

@testable import portstat

/// The values of `--columns` and `--sort`.
@Suite struct ColumnParserTests {
  /// Columns must come in the given order, however they are spelled.
  @Test(arguments: [
    ("pid,local", ["pid", "local"]), ("State", ["state"]), ("local-port", ["local_port"]),
    ("LOCAL_PORT,fd,inode", ["local_port", "fd", "inode"]),
  ])
  func columnsAreChosenByName(text: String, keys: [String]) throws {
    #expect(try ColumnParser.columns(text).map(\.key) == keys)
  }

  /// A column that is silently dropped would be noticed only when it is too late.
  @Test(arguments: ["", "pid,", "port", "pid,pid", "local_port,local-port", "pid state", "*"])
  func invalidColumnsAreRejected(text: String) {
    #expect(throws: UsageError.self) { try ColumnParser.columns(text) }
  }

  /// `--sort local_port:desc,pid` must sort each key in its own direction.
  @Test func sortKeysHaveAnOrder() throws {
    let keys = try ColumnParser.sortKeys("local_port:desc,pid,state:asc")
    #expect(keys.map(\.column.key) == ["local_port", "pid", "state"])
    #expect(keys.map(\.isDescending) == [true, false, false])
    for text in ["", "pid:", "pid:down", "nope", "pid:desc:asc", ":desc"] {
      #expect(throws: UsageError.self) { try ColumnParser.sortKeys(text) }
    }
  }
}
