import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct UserNamesTests {
  /// `--user NAME` and the User column must speak of the same user as the rest of the machine.
  @Test(.enabled(if: Program.isInstalled("getent"), "getent is not installed"))
  func namesAreThoseThatGetentGives() throws {
    let users = try Program.installed("getent").run("passwd").lines.prefix(10)
      .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    for user in users where user.count == 7 {
      let name = String(user[0])
      let userID = try #require(UInt32(user[2]))
      #expect(UserNames.userID(of: name) == userID)
      let found = try #require(UserNames.name(of: userID))
      // Several names may share a number.
      #expect(UserNames.userID(of: String(decoding: found, as: UTF8.self)) == userID)
    }
    #expect(!users.isEmpty)
  }

  /// A user that the machine does not know is shown by number, and refused as a name.
  @Test func unknownUsersHaveNoName() {
    #expect(UserNames.name(of: 3_999_999_999) == nil)
    for name in ["", "no such user", "\u{1b}]0;x", String(repeating: "x", count: 100_000)] {
      #expect(UserNames.userID(of: name) == nil)
    }
  }
}
