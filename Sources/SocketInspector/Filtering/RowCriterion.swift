/// A criterion of ``Filter`` that depends only on the row of a socket. ``all`` is the only list of them. A
/// test compares it with the properties of ``Filter``, because a missing criterion would be ignored.
struct RowCriterion: Sendable {
  /// Whether a filter uses the criterion.
  let isUsed: @Sendable (Filter) -> Bool
  let matches: @Sendable (Filter, SocketEntry) -> Bool

  private init<Value>(
    _ criterion: @escaping @Sendable (Filter) -> Criterion<Value>,
    _ isMet: @escaping @Sendable (Value, SocketEntry) -> Bool
  ) {
    isUsed = { !criterion($0).isEmpty }
    matches = { filter, socket in criterion(filter).matches { isMet($0, socket) } }
  }

  static let all: [RowCriterion] = [
    RowCriterion({ Criterion(included: $0.selectors, excluded: $0.excludedSelectors) }) {
      $0.matches($1)
    },
    RowCriterion(\.states) { $0 == $1.state },
    RowCriterion(\.ports) {
      $0.matches($1.local.port, $1.table) || $0.matches($1.remotePort, $1.table)
    },
    RowCriterion(\.localPorts) { $0.matches($1.local.port, $1.table) },
    RowCriterion(\.remotePorts) { $0.matches($1.remotePort, $1.table) },
    RowCriterion(\.localNetworks) { $0.contains($1.local, of: $1) },
    RowCriterion(\.remoteNetworks) { $1.hasPeer && $0.contains($1.remote, of: $1) },
    RowCriterion(\.userIDs) { $0 == $1.userID },
    RowCriterion(\.scopes) { $0 == $1.local.ip?.scope },
  ]
}

extension SocketEntry {
  /// The port of the peer; nil if there is no peer.
  fileprivate var remotePort: UInt16? { hasPeer ? remote.port : nil }
}
