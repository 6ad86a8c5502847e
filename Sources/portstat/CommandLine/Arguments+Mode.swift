extension Arguments {
  /// What the program does.
  enum Mode: Hashable, Sendable {
    case list
    /// Prints only the PIDs of the owners.
    case pids
    /// Signals the owners of listening sockets.
    case signal
    /// Lists the connections whose addresses are translated.
    case translations
    /// Lists the rules that forward ports without a socket.
    case published
    case document(Document)
  }
}
