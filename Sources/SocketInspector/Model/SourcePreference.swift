/// The kernel interfaces that the rows may be read from.
public enum SourcePreference: String, CaseIterable, Sendable {
  /// netlink if the kernel and the sandbox of the calling process allow it, otherwise `/proc`; decided
  /// for each table.
  case auto
  /// The text tables under `/proc/self/net`.
  case procfs
  /// sock_diag(7) only. It lists the network namespace of the calling thread.
  case netlink
}
