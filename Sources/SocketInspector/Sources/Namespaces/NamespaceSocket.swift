/// A socket that a process has open, whose network namespace may be unknown.
struct NamespaceSocket: Sendable {
  let pid: Int32
  /// The number of its descriptor.
  let number: Int32
  let inode: UInt64
}
