/// All descriptors of sockets, sorted by inode, PID and number, with an index by inode.
struct DescriptorIndex: Sendable {
  let descriptors: [SocketDescriptor]
  private let table: PositionTable<SocketDescriptor>

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
    self.descriptors = descriptors
    table = PositionTable(descriptors)
  }

  /// The descriptors that refer to a socket, by PID and number; none for inode 0.
  func descriptors(of inode: UInt64) -> ArraySlice<SocketDescriptor> {
    descriptors[places(of: inode)]
  }

  /// The range of a socket's descriptors in ``descriptors``.
  func places(of inode: UInt64) -> Range<Int> {
    guard let start = table.position(of: inode, in: descriptors) else { return 0..<0 }
    var end = start
    while end < descriptors.count, descriptors[end].inode == inode { end += 1 }
    return start..<end
  }

  func hasOwner(_ inode: UInt64) -> Bool {
    table.position(of: inode, in: descriptors) != nil
  }
}

extension SocketDescriptor: Numbered {
  var number: UInt64 { inode }

  /// Threads that share a table show each of its descriptors twice.
  fileprivate func isAnother(than other: SocketDescriptor) -> Bool {
    inode != other.inode || pid != other.pid || fd != other.fd
  }
}
