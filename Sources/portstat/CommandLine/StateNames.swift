import SocketInspector

/// The names of states that the command line accepts: ``SocketState/states(named:)``.
enum StateNames {
  /// The names that completions offer, in the spelling of ss.
  static var words: [String] { SocketState.names }

  /// The states for a name; nil stands for UDP without a peer.
  ///
  /// - Throws: ``UsageError`` for an unknown name.
  static func states(_ text: String) throws(UsageError) -> [SocketState?] {
    try ValueParser.parse(text, SocketState.states)
  }
}
