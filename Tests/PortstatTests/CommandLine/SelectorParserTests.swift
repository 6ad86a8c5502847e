import SocketInspector
import Testing

@testable import portstat

@Suite struct SelectorParserTests {
  /// `portstat ^22` or `portstat 8000-,^8080` would list what the user excluded.
  @Test func selectorsWithACaretAreExcluded() throws {
    let arguments = try OptionParser(options: OptionTable.all).parse(["^22", "8000-,^8080", "443"])
    #expect(arguments.filter.selectors.map(\.ports?.ports) == [8000...65535, 443...443])
    #expect(arguments.filter.excludedSelectors.map(\.ports?.ports) == [22...22, 8080...8080])
  }

  /// A misspelled service must get the name that was meant.
  @Test func aMisspelledServiceGetsASuggestion() {
    let error = #expect(throws: UsageError.self) { try SelectorParser.selectors("80,postgrse") }
    #expect(error?.description.hasPrefix("invalid port 'postgrse': did you mean") == true)
    #expect(error?.description.contains("postgres") == true)
  }

  /// The message of the library must reach the user.
  @Test func invalidSelectorsAreRejected() {
    #expect(throws: UsageError("invalid port '70123': expected 0 to 65535")) {
      try SelectorParser.selectors("70123")
    }
    #expect(throws: UsageError("invalid range '9-7': expected 7-9")) {
      try SelectorParser.selectors("9-7")
    }
  }

  /// `[fe80::1%eht0]:22` with a misspelled interface would silently list nothing.
  @Test func anUnknownInterfaceIsRejected() throws {
    let arguments = try OptionParser(options: OptionTable.all).parse(["--local=fe80::1%wlan7"])
    #expect(
      throws: UsageError(
        "--local: invalid interface 'wlan7': expected an interface name or index")
    ) { try arguments.filter(userID: { _ in nil }, interface: { _ in nil }) }
    let filter = try arguments.filter(userID: { _ in nil }, interface: { _ in 3 })
    #expect(filter.localNetworks.included.map(\.zone) == [.index(3)])
  }
}
