/// A set of inodes that is asked about many more than it contains. Most of those are outside its range,
/// which takes less time to check than the set.
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
