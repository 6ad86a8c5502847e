import SocketInspector

/// What portstat does with a command line: list sockets, print PIDs, watch, or print a document.
protocol Action: ~Copyable {
  /// Performs the action.
  ///
  /// - Returns: The hidden or missing data that was not reported yet, and what determines the exit status.
  /// - Throws: ``SystemError`` if the tables cannot be read or the output cannot be written.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome
}
