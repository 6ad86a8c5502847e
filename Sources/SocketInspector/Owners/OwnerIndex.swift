/// Which processes hold which sockets: every descriptor, sorted by inode, PID and number.
struct OwnerIndex: Sendable {
  private let descriptors: [OwnedDescriptor]
  /// Where the descriptors of an inode begin.
  private let starts: [UInt64: Int]

  init(_ found: [OwnedDescriptor]) {
    var descriptors = found
    descriptors.sort()
    var starts: [UInt64: Int] = [:]
    starts.reserveCapacity(descriptors.count)
    var count = 0
    for descriptor in descriptors
    where count == 0 || descriptor.isAnother(than: descriptors[count - 1]) {
      if count == 0 || descriptors[count - 1].inode != descriptor.inode {
        starts[descriptor.inode] = count
      }
      descriptors[count] = descriptor
      count += 1
    }
    descriptors.removeLast(descriptors.count - count)
    self.descriptors = descriptors
    self.starts = starts
  }

  /// The descriptors that lead to a socket, by PID and number; none for inode 0.
  func descriptors(of inode: UInt64) -> ArraySlice<OwnedDescriptor> {
    guard inode != 0, let start = starts[inode] else { return [] }
    var end = start
    while end < descriptors.count, descriptors[end].inode == inode { end += 1 }
    return descriptors[start..<end]
  }

  func hasOwner(_ inode: UInt64) -> Bool { starts[inode] != nil }
}

extension OwnedDescriptor {
  /// Two threads that share a table show each of its descriptors twice.
  fileprivate func isAnother(than other: OwnedDescriptor) -> Bool {
    inode != other.inode || pid != other.pid || fd != other.fd
  }
}
