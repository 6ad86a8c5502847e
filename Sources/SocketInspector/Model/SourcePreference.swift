/// Where the rows may come from.
public enum SourcePreference: String, CaseIterable, Sendable {
  /// netlink where the kernel and whatever confines this process allow it, else `/proc`; for each
  /// protocol by itself.
  case auto
  /// The text tables under `/proc/self/net`.
  case procfs
  /// sock_diag(7) alone. It tells of the network namespace that the calling thread is in.
  case netlink
}
