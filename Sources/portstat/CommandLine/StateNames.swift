import SocketInspector

/// The names of states that the command line accepts: those of RFC 9293, ss and netstat, in any case, with
/// `-`, `_` or nothing between the words.
enum StateNames {
  private static let all: [SocketState?] = SocketState.named + [nil]

  /// Names for several states, mostly those of ss. `shutdown` is portstat's own: `closing` is the name of a
  /// single state in RFC 9293.
  static let groups: [(name: String, states: [SocketState?])] = [
    (
      "connected",
      [
        .established, .synSent, .synReceived, .finWait1, .finWait2, .timeWait, .closeWait, .lastAck,
        .closing,
      ]
    ),
    ("shutdown", [.finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing]),
    ("all", all),
    (
      "synchronized",
      [
        .established, .synReceived, .finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing,
      ]
    ),
    ("bucket", [.timeWait, .synReceived]),
    ("big", all.filter { $0 != .timeWait && $0 != .synReceived }),
  ]

  /// The names that completions offer, in the spelling of ss.
  static let words =
    [
      "established", "syn-sent", "syn-recv", "fin-wait-1", "fin-wait-2", "time-wait", "close",
      "close-wait", "last-ack", "listen", "closing", "bound", "unconnected",
    ] + groups.map(\.name)

  /// The states for a name; nil stands for UDP without a peer.
  ///
  /// - Throws: ``UsageError`` for an unknown name.
  static func states(_ text: String) throws(UsageError) -> [SocketState?] {
    let name = folded(text)
    if let group = groups.first(where: { $0.name == name }) { return group.states }
    switch name {
    case "estab": return [.established]
    case "synreceived", "synrcvd": return [.synReceived]
    case "closed": return [.closed]
    case "listening": return [.listen]
    case "bound", "boundinactive": return [.boundInactive]
    case "unconn", "unconnected": return [nil]
    default: break
    }
    if let state = SocketState.named.first(where: { folded($0.label) == name }) { return [state] }
    throw UsageError("invalid state '\(text)'", typed: text, choices: words)
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
