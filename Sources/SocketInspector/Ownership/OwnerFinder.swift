/// Finds the processes that have sockets open: those with a link to `socket:[INODE]` in `/proc/PID/fd`.
///
/// ``OneShotOwnerFinder`` scans all processes once. ``CachedOwnerFinder`` keeps what it found from one update to
/// the next, and scans the processes that changed.
package protocol OwnerFinder: ~Copyable {
  /// - Parameter inodes: The sockets; may contain duplicates.
  /// - Returns: The descriptors that refer to each socket, or the reason why it has none.
  /// - Throws: ``SystemError`` if the tree cannot be listed.
  mutating func owners(of inodes: [UInt64]) throws(SystemError) -> OwnerResolution
}
