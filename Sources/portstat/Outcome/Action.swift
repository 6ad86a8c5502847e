import SocketInspector

/// What portstat does with a command line: list sockets, print PIDs, watch, or print a document.
protocol Action: ~Copyable {
  /// Does it.
  ///
  /// - Returns: What could not be seen and was not reported yet, and what decides about the exit
  ///   status.
  /// - Throws: ``SystemError`` if the tables cannot be read or the output cannot be written.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome
}
