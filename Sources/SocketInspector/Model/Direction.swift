/// Which end opened a connection, as far as the tables show it.
public enum Direction: String, CaseIterable, Sendable {
  /// The socket listens: TCP LISTEN, or UDP without a peer.
  case listening
  /// A local socket listens on the connection's local port, or the local port is not ephemeral and the
  /// remote port is, so the peer opened it.
  case inbound
  /// No local socket listens on the local port, and that port is ephemeral, so the local end opened the
  /// connection.
  case outbound
}
