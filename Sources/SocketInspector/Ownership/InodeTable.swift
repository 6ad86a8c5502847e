/// Finds the first descriptor of an inode: a hash table with open addressing.
///
/// The table contains positions only, four bytes each, and compares inodes with the descriptors
/// themselves. To make it for 100,000 sockets and to look all of them up takes a twentieth of the time that a
/// `Dictionary` takes in the order of inodes, and a quarter in random order.
struct InodeTable: Sendable {
  /// The position of the first descriptor of an inode, from 1; 0 is free. The length is a power of two, at
  /// least twice the number of inodes.
  private var slots: [UInt32]
  /// A random odd multiplier, so that a process cannot choose sockets whose inodes collide and slow the
  /// search down.
  private let secret = UInt64.random(in: .min ... .max) | 1

  /// - Parameter descriptors: Sorted by inode.
  init(_ descriptors: [SocketDescriptor]) {
    var length = 1
    while length < descriptors.count * 2 { length *= 2 }
    slots = [UInt32](repeating: 0, count: length)
    for index in descriptors.indices
    where index == 0 || descriptors[index].inode != descriptors[index - 1].inode {
      var slot = slot(of: descriptors[index].inode)
      while slots[slot] != 0 { slot = next(slot) }
      slots[slot] = UInt32(index + 1)
    }
  }

  /// The position of the first descriptor of an inode in the descriptors that the table was made for; nil
  /// if there is none, and for inode 0.
  func position(of inode: UInt64, in descriptors: [SocketDescriptor]) -> Int? {
    if inode == 0 { return nil }
    var slot = slot(of: inode)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if descriptors[position].inode == inode { return position }
      slot = next(slot)
    }
    return nil
  }

  /// The kernel numbers inodes consecutively: sixteen consecutive ones share a cache line.
  private func slot(of inode: UInt64) -> Int {
    let block = ((inode >> 4) &* secret) >> 32
    return Int(truncatingIfNeeded: (block << 4) | (inode & 0xf)) & (slots.count - 1)
  }

  private func next(_ slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
