import SocketInspector

/// Gives a snapshot the owners that a test wants.
package struct OwnersByClosure: OwnerFinder {
  private let find: ([UInt64]) throws(SystemError) -> OwnerResolution

  package init(_ find: @escaping ([UInt64]) throws(SystemError) -> OwnerResolution) {
    self.find = find
  }

  package func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution {
    try find(inodes)
  }
}
