import SocketInspector
import Testing

@testable import portstat

/// The groups of sockets that keys of the live view hide.
@Suite struct SocketGroupTests {
  /// The sockets of a table without a key could not be hidden.
  @Test(arguments: SocketTable.ID.allCases)
  func everyTableHasAKey(table: SocketTable.ID) throws {
    let letter = try #require(table.optionLetter)
    #expect(SocketGroup(key: letter) == .table(table))
  }

  /// A key with another meaning must not hide anything.
  @Test func otherKeysNameNoGroup() {
    for key in "qkjgG +-?/sS" { #expect(SocketGroup(key: key) == nil) }
  }
}
