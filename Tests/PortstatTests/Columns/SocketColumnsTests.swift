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
}
