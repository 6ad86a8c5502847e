import SocketInspector

/// An owner finder that returns the owners that a test provides.
package struct OwnersByClosure: OwnerFinder {
  private let find: ([UInt64]) throws(SystemError) -> OwnerResolution

  package init(_ find: @escaping ([UInt64]) throws(SystemError) -> OwnerResolution) {
    self.find = find
  }

  package func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution {
    try find(inodes)
  }
}
