/// Finds the owners of sockets.
package protocol OwnerFinder: ~Copyable {
  /// - Parameter inodes: The sockets; may contain duplicates.
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  mutating func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution
}
