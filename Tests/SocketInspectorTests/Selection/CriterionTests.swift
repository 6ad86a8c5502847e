import Testing

@testable import SocketInspector

@Suite struct CriterionTests {
  /// `--state A,B`, `--state ^A`, and both at once: the rows that a user gets to see.
  @Test(
    arguments: [
      ([], [], [1, 2, 3, 4]), ([2], [], [2]), ([2, 4], [], [2, 4]), ([], [2], [1, 3, 4]),
      ([], [1, 2, 3, 4], []), ([2, 3], [3], [2]), ([3], [3], []), ([9], [], []),
    ] as [([Int], [Int], [Int])])
  func alternativesAndExceptionsBothCount(allowed: [Int], refused: [Int], expected: [Int]) {
    let criterion = Criterion(allowed: allowed, refused: refused)
    #expect((1...4).filter { value in criterion.admits { $0 == value } } == expected)
    #expect(criterion.isEmpty == (allowed.isEmpty && refused.isEmpty))
  }

  /// An option that is given twice means all its values.
  @Test func addingKeepsWhatWasThere() {
    var criterion = Criterion(allowed: [1], refused: [2])
    criterion.add(Criterion(allowed: [3], refused: [4]))
    #expect(criterion.allowed == [1, 3])
    #expect(criterion.refused == [2, 4])
  }
}
