import Testing

@testable import portstat

@Suite struct SpellingSuggestionTests {
  private static let choices = ["json", "jsonl", "csv", "table", "listening", "local-port"]

  /// A suggestion that is not what was meant, or none where it is obvious.
  @Test(arguments: [
    ("jsn", ["json"]), ("jsno", ["json"]), ("JSON", ["json"]), ("jsonk", ["json", "jsonl"]),
    ("tabel", ["table"]), ("listning", ["listening"]), ("listenning", ["listening"]),
    ("localport", ["local-port"]), ("cvs", ["csv"]), ("yaml", []), ("", []), ("x", []),
    ("completely-different", []),
  ])
  func theNearestChoicesAreFound(word: String, expected: [String]) {
    #expect(SpellingSuggestion.nearest(to: word, among: Self.choices) == expected)
  }

  /// A list of suggestions that nobody reads.
  @Test func thereAreThreeAtMost() {
    let choices = ["abca", "abcb", "abcc", "abcd", "abce"]
    #expect(SpellingSuggestion.nearest(to: "abcx", among: choices) == ["abca", "abcb", "abcc"])
  }

  /// A word that is right needs no other.
  @Test func theSameWordIsNearest() {
    for choice in Self.choices {
      #expect(SpellingSuggestion.nearest(to: choice, among: Self.choices) == [choice])
    }
  }

  /// A very long argument must not keep the program busy.
  @Test func aLongWordIsNearNothing() {
    #expect(
      SpellingSuggestion.nearest(to: String(repeating: "a", count: 100_000), among: ["aaa"]).isEmpty
    )
  }
}
