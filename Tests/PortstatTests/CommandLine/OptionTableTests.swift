import Testing

@testable import portstat

@Suite struct OptionTableTests {
  /// Two options of one name: the second could never be reached.
  @Test func namesAreUnique() {
    let names = OptionTable.all.flatMap { [$0.long] + $0.aliases }
    #expect(Set(names).count == names.count)
    let letters = OptionTable.all.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
  }
}
