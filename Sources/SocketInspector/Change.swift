/// Something that happened to a socket between two snapshots.
public struct Change: Sendable {
  /// What happened to a socket.
  public enum Kind: String, CaseIterable, Sendable {
    /// It was not there before.
    case opened
    /// Its state or its owners changed.
    case changed
    /// It is no longer there.
    case closed
  }

  /// What happened.
  public let kind: Kind
  /// The socket as it is now, or as it was last. ``Socket/summary`` has the final numbers of a socket that
  /// closed.
  public let socket: Socket
  /// When the kernel reported the end of a connection; nil for other changes, which happened at some time
  /// between the snapshots.
  public let time: Timestamp?

  /// Creates a change.
  public init(kind: Kind, socket: Socket, time: Timestamp? = nil) {
    self.kind = kind
    self.socket = socket
    self.time = time
  }

  init(_ kind: Kind, _ socket: Socket) {
    self.init(kind: kind, socket: socket)
  }
}
