import Testing

@testable import SocketInspector

@Suite struct CriterionTests {
  /// `--state A,B`, `--state ^A` or both together would show the wrong rows.
  @Test(
    arguments: [
      ([], [], [1, 2, 3, 4]), ([2], [], [2]), ([2, 4], [], [2, 4]), ([], [2], [1, 3, 4]),
      ([], [1, 2, 3, 4], []), ([2, 3], [3], [2]), ([3], [3], []), ([9], [], []),
    ] as [([Int], [Int], [Int])])
  func includedAndExcludedValuesCombine(included: [Int], excluded: [Int], expected: [Int]) {
    let criterion = Criterion(included: included, excluded: excluded)
    #expect((1...4).filter { value in criterion.matches { $0 == value } } == expected)
    #expect(criterion.isEmpty == (included.isEmpty && excluded.isEmpty))
  }

  /// Of an option that is given twice, the first value would be lost.
  @Test func addingKeepsEarlierValues() {
    var criterion = Criterion(included: [1], excluded: [2])
    criterion.add(Criterion(included: [3], excluded: [4]))
    #expect(criterion.included == [1, 3])
    #expect(criterion.excluded == [2, 4])
  }
}
