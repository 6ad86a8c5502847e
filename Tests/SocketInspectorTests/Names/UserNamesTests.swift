import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct UserNamesTests {
  /// `--user NAME` and the User column would use other names than the rest of the system.
  @Test(.enabled(if: Program.isInstalled("getent"), "getent is not installed"))
  func namesAgreeWithGetent() throws {
    let users = try Program.installed("getent").run("passwd").lines.prefix(10)
      .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
      .filter { $0.count == 7 }
    for user in users {
      let name = String(user[0])
      let userID = try #require(UInt32(user[2]))
      #expect(UserNames.userID(of: name) == userID)
      let found = try #require(UserNames.name(of: userID))
      // Several names may have the same user ID.
      #expect(UserNames.userID(of: String(decoding: found, as: UTF8.self)) == userID)
    }
    #expect(!users.isEmpty)
  }

  /// A user ID without a name would be shown with another name, or an invalid name would be
  /// accepted.
  @Test func unknownUsersHaveNoName() {
    #expect(UserNames.name(of: UInt32(UnnamedUser.id)) == nil)
    for name in ["", "no such user", "\u{1b}]0;x", String(repeating: "x", count: 100_000)] {
      #expect(UserNames.userID(of: name) == nil)
    }
  }
}
