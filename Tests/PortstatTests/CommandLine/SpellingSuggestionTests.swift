import Testing

@testable import portstat

@Suite struct SpellingSuggestionTests {
  private static let choices = ["json", "jsonl", "csv", "table", "listening", "local-port"]

  /// A typo must get the obvious suggestion, and other words none.
  @Test(arguments: [
    ("jsn", ["json"]), ("jsno", ["json"]), ("JSON", ["json"]), ("jsonk", ["json", "jsonl"]),
    ("tabel", ["table"]), ("listning", ["listening"]), ("listenning", ["listening"]),
    ("localport", ["local-port"]), ("cvs", ["csv"]), ("yaml", []), ("", []), ("x", []),
    ("completely-different", []), ("sable", []), ("csw", []), ("jsom", []), ("tabla", ["table"]),
  ])
  func theNearestChoicesAreFound(word: String, expected: [String]) {
    #expect(SpellingSuggestion.nearest(to: word, among: Self.choices) == expected)
  }

  /// A long list of suggestions would not be read.
  @Test func atMostThreeAreSuggested() {
    let choices = ["abcda", "abcdb", "abcdc", "abcdd", "abcde"]
    #expect(SpellingSuggestion.nearest(to: "abcdx", among: choices) == ["abcda", "abcdb", "abcdc"])
  }

  /// A correct word must not get other suggestions.
  @Test func theSameWordIsNearest() {
    for choice in Self.choices {
      #expect(SpellingSuggestion.nearest(to: choice, among: Self.choices) == [choice])
    }
  }

  /// A very long argument must not keep portstat busy.
  @Test func aVeryLongWordGetsNoSuggestion() {
    #expect(
      SpellingSuggestion.nearest(to: String(repeating: "a", count: 100_000), among: ["aaa"]).isEmpty
    )
  }
}
