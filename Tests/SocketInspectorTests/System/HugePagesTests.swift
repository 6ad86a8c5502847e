import Testing

@testable import SocketInspector

@Suite struct HugePagesTests {
  /// Rows would be lost when the array gets more room: before there are enough for a huge page (2 MiB),
  /// and after that.
  @Test(arguments: [0, 1, 1000, 1_000_000])
  func reservingCapacityKeepsTheElements(capacity: Int) {
    let elements = (0..<500).map { UInt64($0) }
    var array = elements
    array.reserveCapacityInHugePages(capacity)
    #expect(array == elements)
    #expect(array.capacity >= capacity)
  }

  /// Appending would lose rows, or copy all rows again and again.
  @Test func appendingKeepsTheElementsAndSeldomCopies() {
    let count = 1_000_000
    var array: [UInt64] = []
    var capacities: Set<Int> = []
    for number in 0..<count {
      array.appendInHugePages(UInt64(number))
      // From a quarter of a huge page on.
      if number >= 1 << 16 { capacities.insert(array.capacity) }
    }
    let areKept = array.elementsEqual((0..<count).lazy.map { UInt64($0) })
    #expect(areKept)
    #expect(capacities.count <= 3)
  }

  /// A copy that another snapshot uses would change.
  @Test func aCopyIsNotChanged() {
    let copy: [UInt64] = [1, 2, 3]
    var array = copy
    array.reserveCapacityInHugePages(1_000_000)
    array.appendInHugePages(4)
    #expect(array == [1, 2, 3, 4] && copy == [1, 2, 3])
  }
}
