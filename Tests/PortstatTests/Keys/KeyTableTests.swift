import SocketInspector
import Testing

@testable import portstat

/// The one table of keys, from which the help page, the manual and the program take what they do.
@Suite struct KeyTableTests {
  /// The sockets of a table without a key could not be hidden.
  @Test(arguments: SocketTable.ID.allCases)
  func everyTableHasAKey(table: SocketTable.ID) throws {
    let letter = try #require(table.optionLetter)
    #expect(KeyTable.command(for: .character(letter)) == .toggle(.table(table)))
  }

  /// A key with two meanings would do something else than its second line of the help says.
  @Test func everyKeyHasOneMeaning() {
    let keys = KeyTable.all.flatMap(\.commands.keys)
    #expect(Set(keys).count == keys.count)
  }

  /// A key that the help does not name is found by accident only. Some have a second name that people know from
  /// other programs.
  @Test func everyLetterIsNamed() {
    let silent: Set<Character> = ["=", "\u{2}", "\u{6}", "\u{c}"]
    for binding in KeyTable.all {
      for case .character(let character) in binding.commands.keys where !silent.contains(character)
      {
        let name =
          character == " " ? "space" : String(character)
        let names = binding.keys.replacing(", ", with: " ").split(separator: " ").map(String.init)
        #expect(names.contains(name), "\(binding.keys)")
      }
    }
  }

  /// The last line names the most important keys in few words.
  @Test func hintsAreShort() {
    let hints = KeyTable.all.compactMap(\.hint)
    #expect(hints.count >= 5 && hints.allSatisfy { $0.count <= 18 })
  }
}
