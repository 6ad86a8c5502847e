import SocketInspector
import Testing

@testable import portstat

@Suite struct NamesTests {
  /// With LDAP, every lookup of a name is a query: only names that are shown may be looked up.
  @Test func usersAreLookedUpOnlyIfTheyAreShown() {
    var count = 0
    for (isNumeric, requirements) in [
      (false, .owners), (true, .userNames), (false, .interfaceNames),
    ] as [(Bool, Requirements)] {
      _ = Names(isNumeric: isNumeric, requirements) {
        count += 1
        return [0]
      }
    }
    #expect(count == 0)
    let names = Names(isNumeric: false, .userNames) { [0, 0] }
    #expect(Names(copying: names).user(0) == .text(Array("root".utf8)))
    #expect(names.user(nil).isMissing)
  }

  /// An interface that no longer exists, or that was not looked up, must be shown by number.
  @Test func anInterfaceWithoutANameIsShownByNumber() {
    let names = Names(isNumeric: false, []) { [] }
    #expect(names.interface(7) == .text(Array("7".utf8)))
    #expect(names.interface(nil).isMissing)
    let named = Names(isNumeric: false, .interfaceNames) { [] }
    #expect(named.interface(1) == .text(Array("lo".utf8)))
    #expect(Names(copying: named).interface(1) == .text(Array("lo".utf8)))
    #expect(named.interface(4_000_000_000) == .text(Array("4000000000".utf8)))
    // As with ss -n and netstat -n.
    #expect(
      Names(isNumeric: true, .interfaceNames) { [] }.interface(1) == .text(Array("1".utf8)))
  }
}
