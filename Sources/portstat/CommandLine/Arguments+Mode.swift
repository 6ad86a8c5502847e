extension Arguments {
  /// What the program does.
  enum Mode: Hashable, Sendable {
    case list
    /// Prints only the PIDs of the owners.
    case pids
    case document(Document)
  }
}
