import SocketInspector
import Testing

@testable import portstat

@Suite struct SocketColumnsTests {
  /// A second column of one name could never be reached.
  @Test func keysAreUnique() {
    let keys = SocketColumns.all.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  /// Keys are what scripts write: one spelling for all of them.
  @Test func keysAreSnakeCase() {
    for column in SocketColumns.all {
      #expect(column.key.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(column.key)")
    }
  }

  /// Keys are never renamed, removed or moved within a schema number.
  @Test func dataColumnsAreTheDocumentedKeys() {
    #expect(SocketColumns.data.map(\.key) == OutputContractTests.keys)
  }

  /// A heading that two columns share does not say which is which.
  @Test func titlesAreUnique() {
    let titles = SocketColumns.all.map(\.title)
    #expect(Set(titles).count == titles.count)
  }

  /// Headings and descriptions are for terminals and manuals of every kind.
  @Test func textsAreASCII() {
    for column in SocketColumns.all {
      #expect(!column.title.isEmpty && column.title.allSatisfy(\.isASCII))
      #expect(!column.summary.isEmpty && column.summary.allSatisfy(\.isASCII))
      #expect(!column.summary.contains("\n"))
    }
  }

  /// The table that everybody knows, and where the options put their columns.
  @Test func theTableHasTheDocumentedColumns() {
    var view = OutputOptions()
    #expect(
      view.columns.map(\.title) == [
        "Proto", "Local Address", "Foreign Address", "State", "PID", "Process", "Service", "Class",
      ])
    view.showsTimers = true
    #expect(Set(view.columns.map(\.title)).isSuperset(of: ["Timer", "PID", "Class"]))
    view.isExtended = true
    #expect(
      Set(view.columns.map(\.title)).isSuperset(of: ["Recv-Q", "Send-Q", "User", "Inode", "FD"]))
  }

  /// Addresses are never cut: the beginning of one is another address.
  @Test func onlyNamesAreShortenable() {
    #expect(
      Set(SocketColumns.all.filter(\.isShortenable).map(\.key))
        .isSubset(of: ["user", "process", "processes"]))
  }

  /// Columns in the order that was asked for, however they are spelled.
  @Test(arguments: [
    ("pid,local", ["pid", "local"]), ("State", ["state"]), ("local-port", ["local_port"]),
    ("LOCAL_PORT,fd,inode", ["local_port", "fd", "inode"]),
  ])
  func columnsAreChosenByName(text: String, keys: [String]) throws {
    #expect(try SocketColumns.columns(text).map(\.key) == keys)
  }

  /// A column that is left out without a word is missed only when it is too late.
  @Test(arguments: ["", "pid,", "port", "pid,pid", "local_port,local-port", "pid state", "*"])
  func wrongColumnsAreRefused(text: String) {
    #expect(throws: UsageError.self) { try SocketColumns.columns(text) }
  }

  /// `--sort local_port:desc,pid`.
  @Test func sortKeysHaveAnOrder() throws {
    let keys = try SocketColumns.sortKeys("local_port:desc,pid,state:asc")
    #expect(keys.map(\.column.key) == ["local_port", "pid", "state"])
    #expect(keys.map(\.isDescending) == [true, false, false])
    for text in ["", "pid:", "pid:down", "nope", "pid:desc:asc", ":desc"] {
      #expect(throws: UsageError.self) { try SocketColumns.sortKeys(text) }
    }
  }
}
