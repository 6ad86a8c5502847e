import Testing

@testable import SocketInspector

@Suite struct DescriptorIndexTests {
  /// Some owners of a shared socket, or some of their descriptors, would be missing or out of
  /// order.
  @Test func descriptorsOfASocketAreSortedByPIDAndNumber() {
    let index = DescriptorIndex([
      descriptor(5, 30, 4), descriptor(9, 10, 3), descriptor(5, 7, 12), descriptor(5, 30, 2),
      descriptor(5, 7, 9), descriptor(4, 99, 1), descriptor(5, 1_000, 0),
    ])
    #expect(
      index.descriptors(of: 5).map { "\($0.pid)/\($0.fd)" } == [
        "7/9", "7/12", "30/2", "30/4", "1000/0",
      ])
    #expect(index.descriptors(of: 4).map(\.pid) == [99])
    #expect(index.descriptors(of: 9).map(\.pid) == [10])
  }

  /// Descriptors would be repeated: threads that share a table show the same ones.
  @Test func aDescriptorFoundInSeveralThreadsIsListedOnce() {
    let index = DescriptorIndex([
      descriptor(5, 7, 3, thread: 8), descriptor(5, 7, 3), descriptor(5, 7, 3, thread: 9),
      descriptor(5, 7, 4, thread: 9), descriptor(6, 7, 3),
    ])
    #expect(index.descriptors(of: 5).map(\.fd) == [3, 4])
    #expect(index.descriptors(of: 6).map(\.fd) == [3])
  }

  /// Sockets without an inode would get an owner from a recording that contains `socket:[0]`.
  @Test func inodeZeroHasNoOwner() {
    let index = DescriptorIndex([descriptor(0, 7, 3), descriptor(1, 8, 3)])
    #expect(index.descriptors(of: 0).isEmpty)
    #expect(index.descriptors(of: 1).map(\.pid) == [8])
  }

  /// A socket without an owner would get that of the socket next to it.
  @Test func anUnknownInodeHasNoOwner() {
    let index = DescriptorIndex([descriptor(5, 7, 3), descriptor(9, 8, 3)])
    for inode in [1, 4, 6, 8, 10, .max] as [UInt64] {
      #expect(index.descriptors(of: inode).isEmpty)
      #expect(!index.hasOwner(inode))
    }
    #expect(index.hasOwner(5))
    #expect(index.hasOwner(9))
    #expect(DescriptorIndex([]).descriptors(of: 5).isEmpty)
  }

  private func descriptor(
    _ inode: UInt64, _ pid: Int32, _ fd: Int32, thread: Int32? = nil
  ) -> SocketDescriptor {
    SocketDescriptor(inode: inode, pid: pid, fd: fd, threadID: thread ?? pid)
  }
}
