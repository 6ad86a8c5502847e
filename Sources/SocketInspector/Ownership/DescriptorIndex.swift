/// All descriptors of sockets, sorted by inode, PID and number, with an index by inode.
struct DescriptorIndex: Sendable {
  let descriptors: [SocketDescriptor]
  /// A hash table with open addressing, whose length is a power of two: the position of the first
  /// descriptor of an inode, from 1; 0 is free.
  private let starts: [UInt32]
  /// A random odd multiplier, so that a process cannot choose sockets whose inodes collide and slow the
  /// search down.
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

  /// The kernel numbers inodes consecutively: sixteen of them are next to each other, in one cache line.
  private static func slot(of inode: UInt64, _ secret: UInt64, _ length: Int) -> Int {
    let block = ((inode >> 4) &* secret) >> 32
    return Int(truncatingIfNeeded: (block << 4) | (inode & 0xf)) & (length - 1)
  }

  /// The descriptors that refer to a socket, by PID and number; none for inode 0.
  func descriptors(of inode: UInt64) -> ArraySlice<SocketDescriptor> {
    descriptors[places(of: inode)]
  }

  /// The range of a socket's descriptors in ``descriptors``.
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
  /// Threads that share a table show each of its descriptors twice.
  fileprivate func isAnother(than other: SocketDescriptor) -> Bool {
    inode != other.inode || pid != other.pid || fd != other.fd
  }
}
