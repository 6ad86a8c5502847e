/// Where the rows come from.
public enum RowSource: String, CaseIterable, Sendable {
  /// The text tables under `/proc/self/net`.
  case procfs
  /// sock_diag(7).
  case netlink
  /// Both, each for another protocol.
  case mixed
}
