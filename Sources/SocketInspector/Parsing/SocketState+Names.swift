extension SocketState {
  private static let everyState: [SocketState?] = SocketState.named + [nil]

  /// Names for several states, mostly those of ss. `shutdown` is portstat's own: `closing` is the name of a
  /// single state in RFC 9293.
  package static let groups: [(name: String, states: [SocketState?])] = [
    (
      "connected",
      [
        .established, .synSent, .synReceived, .finWait1, .finWait2, .timeWait, .closeWait, .lastAck,
        .closing,
      ]
    ),
    ("shutdown", [.finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing]),
    ("all", everyState),
    (
      "synchronized",
      [
        .established, .synReceived, .finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing,
      ]
    ),
    ("bucket", [.timeWait, .synReceived]),
    ("big", everyState.filter { $0 != .timeWait && $0 != .synReceived }),
  ]

  /// The names that completions offer, in the spelling of ss.
  package static let names =
    [
      "established", "syn-sent", "syn-recv", "fin-wait-1", "fin-wait-2", "time-wait", "close",
      "close-wait", "last-ack", "listen", "closing", "bound", "unconnected",
    ] + groups.map(\.name)

  /// The states for a name that RFC 9293, ss or netstat use, in any case, with `-`, `_` or nothing between the
  /// words, or for the name of a group such as `connected`; nil stands for UDP without a peer.
  ///
  /// - Throws: ``FilterTextError`` for an unknown name.
  public static func states(named text: String) throws(FilterTextError) -> [SocketState?] {
    // `-listen` would be the opposite in other programs.
    let hasEndMark = "-_".contains { text.first == $0 || text.last == $0 }
    let name = hasEndMark ? text : folded(text)
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
    throw FilterTextError(text, .word(kind: "state", choices: names))
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
