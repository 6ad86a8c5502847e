/// A criterion of ``Filter`` that depends only on the row of a socket. ``all`` is the only list of them. A
/// test compares it with the properties of ``Filter``, because a missing criterion would be ignored.
struct RowCriterion: Sendable {
  /// Whether a filter uses the criterion.
  let isUsed: @Sendable (Filter) -> Bool
  /// Whether a filter gives values that a socket has to match, not only excluded ones.
  let includes: @Sendable (Filter) -> Bool
  let matches: @Sendable (Filter, SocketEntry) -> Bool

  private init(
    isUsed: @escaping @Sendable (Filter) -> Bool,
    includes: @escaping @Sendable (Filter) -> Bool,
    matches: @escaping @Sendable (Filter, SocketEntry) -> Bool
  ) {
    self.isUsed = isUsed
    self.includes = includes
    self.matches = matches
  }

  private init<Value>(
    _ criterion: @escaping @Sendable (Filter) -> Criterion<Value>,
    _ isMet: @escaping @Sendable (Value, SocketEntry) -> Bool
  ) {
    isUsed = { !criterion($0).isEmpty }
    includes = { !criterion($0).included.isEmpty }
    matches = { filter, socket in criterion(filter).matches { isMet($0, socket) } }
  }

  /// Also matches wildcard listeners that may answer at the address of a selector:
  /// ``Filter/matchesSelectors(_:_:)`` decides when all listeners are known.
  private static let selectors = RowCriterion(
    isUsed: { !$0.selectors.isEmpty || !$0.excludedSelectors.isEmpty },
    includes: { !$0.selectors.isEmpty },
    matches: { filter, socket in
      (filter.selectors.isEmpty
        || filter.selectors.contains { $0.matches(socket) || $0.mayBeAnswered(by: socket) })
        && !filter.excludedSelectors.contains { $0.matches(socket, countsUnknown: false) }
    })

  /// Addresses of an end. A socket whose interface is unknown is not left out because of it.
  private static func networks(
    _ criterion: @escaping @Sendable (Filter) -> Criterion<IPNetwork>,
    _ end: @escaping @Sendable (SocketEntry) -> SocketAddress
  ) -> RowCriterion {
    RowCriterion(
      isUsed: { !criterion($0).isEmpty }, includes: { !criterion($0).included.isEmpty },
      matches: { filter, socket in
        let address = end(socket)
        return criterion(filter).matches(
          { $0.contains(address, of: socket) },
          excludedIf: { $0.contains(address, of: socket, countsUnknown: false) })
      })
  }

  static let all: [RowCriterion] = [
    selectors,
    RowCriterion(\.states) { $0 == $1.state },
    RowCriterion(\.ports) {
      $0.matches($1.local.port, $1.table) || $0.matches($1.remotePort, $1.table)
    },
    RowCriterion(\.localPorts) { $0.matches($1.local.port, $1.table) },
    RowCriterion(\.remotePorts) { $0.matches($1.remotePort, $1.table) },
    networks(\.localNetworks) { $0.local },
    networks(\.remoteNetworks) { $0.hasPeer ? $0.remote : .none },
    RowCriterion(\.userIDs) { $0 == $1.userID },
    RowCriterion(\.scopes) { $0 == $1.localScope },
    RowCriterion(\.remoteScopes) { $1.hasPeer && $0 == $1.remote.ip?.scope },
    RowCriterion(
      isUsed: { !$0.interfaces.isEmpty }, includes: { !$0.interfaces.included.isEmpty },
      matches: { filter, socket in
        !socket.isInterfaceKnown
          || filter.interfaces.matches { $0 == socket.interfaceIndex.map(IPNetwork.Zone.index) }
      }),
  ]
}

extension SocketEntry {
  /// The port of the peer; nil if there is no peer.
  fileprivate var remotePort: UInt16? { hasPeer ? remote.port : nil }
}
