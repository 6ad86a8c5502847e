/// Who began a conversation, as far as the tables tell.
public enum Direction: String, CaseIterable, Sendable {
  /// The socket waits for whoever comes.
  case listening
  /// A listener of this machine holds the connection's local port: the peer came to us.
  case inbound
  /// A TCP connection without such a listener: we went to the peer.
  case outbound
}
