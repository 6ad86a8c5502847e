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
    case document(Document)
  }
}
