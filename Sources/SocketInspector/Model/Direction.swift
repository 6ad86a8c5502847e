/// Which end opened a connection, as far as the tables show it.
public enum Direction: String, CaseIterable, Sendable {
  /// The socket listens: TCP LISTEN, or UDP without a peer.
  case listening
  /// A local socket listens on the connection's local port, so the peer opened it.
  case inbound
  /// A TCP connection without such a listener, so the local end opened it.
  case outbound
}
