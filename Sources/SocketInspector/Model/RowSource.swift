/// The kernel interface that the rows were read from.
public enum RowSource: String, CaseIterable, Sendable {
  /// The text tables under `/proc/self/net`.
  case procfs
  /// sock_diag(7).
  case netlink
  /// Both, for different tables.
  case mixed
}
