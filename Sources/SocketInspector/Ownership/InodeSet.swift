/// A set of inodes for which most lookups fail: those outside the range of its members do not reach the hash
/// table.
struct InodeSet {
  private(set) var inodes: Set<UInt64> = []
  private var lowest = UInt64.max
  private var highest = UInt64.min

  mutating func insert(_ inode: UInt64) {
    inodes.insert(inode)
    lowest = min(lowest, inode)
    highest = max(highest, inode)
  }

  func contains(_ inode: UInt64) -> Bool {
    lowest <= inode && inode <= highest && inodes.contains(inode)
  }
}
