import Testing

@testable import portstat

@Suite struct OptionTableTests {
  /// If two options had the same name, the second could never be used.
  @Test func namesAreUnique() {
    let names = OptionTable.all.flatMap { [$0.long] + $0.aliases }
    #expect(Set(names).count == names.count)
    let letters = OptionTable.all.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
  }
}
