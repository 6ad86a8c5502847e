extension Arguments {
  /// What the program does.
  enum Mode: Hashable, Sendable {
    case list
    /// Prints only the PIDs of the owners.
    case pids
    /// Signals the owners of listening sockets.
    case signal
    case document(Document)
  }
}
