import TestSupport
import Testing

@testable import SocketInspector

@Suite struct RadixSortTests {
  /// The words of elements, and what the elements have in common.
  private static func patterns(_ count: Int) -> [[[UInt64]]] {
    var generator = SeededGenerator(seed: UInt64(count))
    let random = (0..<count).map { _ in [generator.next(), generator.next()] }
    // Few first words, so that the second decides.
    let tied = (0..<count).map { _ in
      [UInt64.random(in: 0..<5, using: &generator), UInt64.random(in: 0..<900, using: &generator)]
    }
    let sorted = (0..<count).map { [UInt64($0) << 40, 0] }
    let equal = [[UInt64]](repeating: [.max, 7], count: count)
    return [random, tied, sorted, sorted.reversed(), equal]
  }

  /// Listings would be in another order on machines with many sockets than on others, or sockets would be
  /// lost. Few elements are compared, 1,024 or more are sorted by digits.
  @Test(arguments: [0, 1, 2, 1023, 1024, 5000])
  func theOrderIsThatOfAStableSort(count: Int) {
    for words in Self.patterns(count) {
      let result = RadixSort(count: count, wordCount: 2) { words[$0][$1] }.items
      let expected = words.indices.sorted { left, right in
        words[left] == words[right]
          ? left < right : words[left].lexicographicallyPrecedes(words[right])
      }
      #expect(result.map { Int($0.index) } == expected)
    }
  }

  /// A socket that the kernel listed twice would be shown twice, or one of two sockets would be hidden.
  @Test(arguments: [10, 5000])
  func elementsWithTheSameWordsAreRepeated(count: Int) {
    for words in Self.patterns(count) {
      let items = RadixSort(count: count, wordCount: 2) { words[$0][$1] }.items
      let order = items.map { words[Int($0.index)] }
      let repeated = order.indices.map { $0 + 1 < count && order[$0] == order[$0 + 1] }
      #expect(items.map(\.isRepeated) == repeated)
    }
  }
}
