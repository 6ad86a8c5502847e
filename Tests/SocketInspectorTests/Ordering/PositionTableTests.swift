import TestSupport
import Testing

@testable import SocketInspector

/// A position that is wrong or missing gives a socket another socket's owner, or none.
@Suite struct PositionTableTests {
  private func descriptors(_ inodes: [UInt64]) -> [SocketDescriptor] {
    inodes.sorted().map { SocketDescriptor(inode: $0, pid: 7, fd: 3) }
  }

  /// Runs of consecutive inodes, as the kernel assigns them, and inodes far apart.
  @Test func everyInodeIsFoundAtItsFirstDescriptor() {
    var random = SeededGenerator(seed: 11)
    for count in [1, 2, 3, 16, 17, 1_000, 20_000] {
      var inodes: Set<UInt64> = [1, .max]
      while inodes.count < count {
        let start = random.next() >> UInt64.random(in: 0...60, using: &random)
        inodes.formUnion((0..<5).map { start &+ $0 }.filter { $0 > 0 })
      }
      let all = descriptors(Array(inodes) + inodes.prefix(count / 2))
      let first = Dictionary(zip(all.map(\.inode), all.indices)) { first, _ in first }
      let table = PositionTable(all)
      let found = first.keys.map { table.position(of: $0, in: all) }
      #expect(found == first.keys.map { first[$0] }, "\(count) inodes")
    }
  }

  @Test func anInodeWithoutDescriptorsIsNotFound() {
    let all = descriptors((100..<200).map { $0 * 2 })
    let table = PositionTable(all)
    for inode in 0..<500 as Range<UInt64> {
      let isThere = 200..<400 ~= inode && inode % 2 == 0
      #expect((table.position(of: inode, in: all) != nil) == isThere)
    }
    #expect(PositionTable<SocketDescriptor>([]).position(of: 1, in: []) == nil)
  }

  /// A recording may have the link `socket:[0]`; rows with inode 0 have no owner.
  @Test func inodeZeroIsNeverFound() {
    let all = descriptors([0, 1])
    #expect(PositionTable(all).position(of: 0, in: all) == nil)
  }
}
