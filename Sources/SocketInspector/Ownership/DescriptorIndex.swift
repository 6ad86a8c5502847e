/// Which processes hold which sockets: every descriptor, sorted by inode, PID and number.
struct DescriptorIndex: Sendable {
  let descriptors: [SocketDescriptor]
  /// Open addressing, a power of two long: where the descriptors of an inode begin, counted from 1;
  /// 0 is free.
  private let starts: [UInt32]
  /// Another odd number in every index, so that nobody can choose inodes that collide.
  private let secret = UInt64.random(in: .min ... .max) | 1

  init(_ found: consuming [SocketDescriptor]) {
    var descriptors = found
    descriptors.sort()
    var count = 0
    for descriptor in descriptors
    where count == 0 || descriptor.isAnother(than: descriptors[count - 1]) {
      descriptors[count] = descriptor
      count += 1
    }
    descriptors.removeLast(descriptors.count - count)
    var length = 1
    while length < count * 2 { length *= 2 }
    var starts = [UInt32](repeating: 0, count: length)
    for index in 0..<count
    where index == 0 || descriptors[index].inode != descriptors[index - 1].inode {
      var slot = Self.slot(of: descriptors[index].inode, secret, length)
      while starts[slot] != 0 { slot = (slot + 1) & (length - 1) }
      starts[slot] = UInt32(index + 1)
    }
    self.descriptors = descriptors
    self.starts = starts
  }

  /// The kernel counts inodes up: sixteen of them lie side by side, in one line of the cache.
  private static func slot(of inode: UInt64, _ secret: UInt64, _ length: Int) -> Int {
    let block = ((inode >> 4) &* secret) >> 32
    return Int(truncatingIfNeeded: (block << 4) | (inode & 0xf)) & (length - 1)
  }

  /// The descriptors that lead to a socket, by PID and number; none for inode 0.
  func descriptors(of inode: UInt64) -> ArraySlice<SocketDescriptor> {
    descriptors[places(of: inode)]
  }

  /// Where in ``descriptors`` they stand.
  func places(of inode: UInt64) -> Range<Int> {
    guard let start = start(of: inode) else { return 0..<0 }
    var end = start
    while end < descriptors.count, descriptors[end].inode == inode { end += 1 }
    return start..<end
  }

  func hasOwner(_ inode: UInt64) -> Bool { start(of: inode) != nil }

  private func start(of inode: UInt64) -> Int? {
    if inode == 0 { return nil }
    var slot = Self.slot(of: inode, secret, starts.count)
    while starts[slot] != 0 {
      let start = Int(starts[slot]) - 1
      if descriptors[start].inode == inode { return start }
      slot = (slot + 1) & (starts.count - 1)
    }
    return nil
  }
}

extension SocketDescriptor {
  /// Two threads that share a table show each of its descriptors twice.
  fileprivate func isAnother(than other: SocketDescriptor) -> Bool {
    inode != other.inode || pid != other.pid || fd != other.fd
  }
}
