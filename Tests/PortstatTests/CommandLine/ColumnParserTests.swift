import Testing

@testable import portstat

/// What `--columns` and `--sort` take.
@Suite struct ColumnParserTests {
  /// Columns in the order that was asked for, however they are spelled.
  @Test(arguments: [
    ("pid,local", ["pid", "local"]), ("State", ["state"]), ("local-port", ["local_port"]),
    ("LOCAL_PORT,fd,inode", ["local_port", "fd", "inode"]),
  ])
  func columnsAreChosenByName(text: String, keys: [String]) throws {
    #expect(try ColumnParser.columns(text).map(\.key) == keys)
  }

  /// A column that is left out without a word is missed only when it is too late.
  @Test(arguments: ["", "pid,", "port", "pid,pid", "local_port,local-port", "pid state", "*"])
  func wrongColumnsAreRefused(text: String) {
    #expect(throws: UsageError.self) { try ColumnParser.columns(text) }
  }

  /// `--sort local_port:desc,pid`.
  @Test func sortKeysHaveAnOrder() throws {
    let keys = try ColumnParser.sortKeys("local_port:desc,pid,state:asc")
    #expect(keys.map(\.column.key) == ["local_port", "pid", "state"])
    #expect(keys.map(\.isDescending) == [true, false, false])
    for text in ["", "pid:", "pid:down", "nope", "pid:desc:asc", ":desc"] {
      #expect(throws: UsageError.self) { try ColumnParser.sortKeys(text) }
    }
  }
}
