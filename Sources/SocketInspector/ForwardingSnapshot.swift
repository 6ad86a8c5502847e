/// The rules of the packet filter of a machine that forward connections to ports on which no socket listens.
///
///     let snapshot = try ForwardingSnapshot.capture(.all)
///     for entry in snapshot.entries {
///       print(entry.rule.hostPorts, entry.rule.address, entry.listener?.owners)
///     }
public struct ForwardingSnapshot: Sendable {
  /// A rule, or a part of one with several ranges of ports.
  public struct Entry: Sendable {
    /// The rule. ``ForwardingRule/hostPorts`` has one range at most.
    public let rule: ForwardingRule
    /// The socket that gets the connections, with its owners, in the network namespace of the container; nil if no socket
    /// listens, if several may be meant, or if the namespace could not be read.
    public let listener: Socket?

    /// The container of ``listener``: of its owner, or else of the processes in its network namespace. nil if it is
    /// unknown.
    public var container: Container? {
      listener?.controlGroup?.container ?? listener?.namespace?.container
    }
  }

  /// When the reading began.
  public let time: Timestamp
  /// The machine's name, as ``Snapshot/hostBytes``.
  public let hostBytes: [UInt8]?
  /// What could not be seen.
  public let issues: [Issue]
  /// In the order in which the kernel applies the rules.
  public let entries: [Entry]

  /// Reads the rules that a filter matches, in the network namespace of this process.
  ///
  /// - Parameter query: Its selectors, and its criteria on ports, addresses, protocols and owners count. They match the
  ///   port that is forwarded, or the end to which it is.
  /// - Throws: ``SystemError`` if this process may not read the rules.
  public static func capture(_ query: Query) throws(SystemError) -> ForwardingSnapshot {
    let tree = try ProcFileSystem(nil)
    let time = Timestamp.now
    let filter = TranslationFilter(query.filter)
    let rules = try RuleReader.rules().flatMap(\.parts)
    var sockets = Query(requirements: [], source: query.source)
    sockets.filter.isListeningOnly = true
    let listening = rules.isEmpty ? [] : Array(try Snapshot.capture(sockets, in: tree).sockets)
    let shown = rules.filter { rule in
      !rule.hasSocket(among: listening) && filter.matches(rule)
    }
    let listeners = ForwardedListeners(Set(shown.compactMap(\.destination)), in: tree, query)
    let entries = shown.map { rule in
      Entry(rule: rule, listener: rule.destination.flatMap(listeners.listener))
    }
    return ForwardingSnapshot(
      time: time, hostBytes: tree.hostName, issues: legacyRules(tree),
      entries: entries.filter { filter.matchesOwners([$0.listener]) })
  }

  /// Rules that iptables made without nftables cannot be read; that there are some is known.
  private static func legacyRules(_ tree: ProcFileSystem) -> [Issue] {
    ["ip_tables_names", "ip6_tables_names"].filter { name in
      let names = (try? tree.root.contents(of: "self/net/\(name)", limit: 4096)) ?? []
      return names.split(separator: UInt8(ascii: "\n")).contains { $0.elementsEqual("nat".utf8) }
    }.prefix(1).map { _ in Issue.legacyRules }
  }
}

extension ForwardingRule {
  /// The rule once for each range of ports.
  fileprivate var parts: [ForwardingRule] {
    if hostPorts.count <= 1 { return [self] }
    return hostPorts.map { range in
      var rule = self
      rule.hostPorts = [range]
      return rule
    }
  }

  /// Where the connections go; nil if that is not a single end.
  fileprivate var destination: ForwardingDestination? {
    guard let mapping = mappings.first, let range = hostPorts.first, transport != nil,
      range.count == 1 || ports != nil
    else { return nil }
    return mapping.destination(ofPort: range.lowerBound)
  }

  /// Whether a socket listens on the port, so that it is in the list of sockets.
  fileprivate func hasSocket(among sockets: [Socket]) -> Bool {
    guard let range = hostPorts.first, range.count == 1 else { return false }
    return sockets.contains { socket in
      !socket.isInOtherNamespace && appliesTo(socket.socket)
        && mappings.contains { $0.matches(socket.socket) }
    }
  }
}

extension TranslationFilter {
  /// Whether a rule has an end that matches.
  func matches(_ rule: ForwardingRule) -> Bool {
    if let family = rule.family, !accepts(family) { return false }
    let family = rule.family ?? rule.address?.family ?? .ipv4
    let any = family == .ipv4 ? IPAddress(ipv4: 0) : IPAddress(ipv6: 0, 0)
    let none = SocketAddress.ip(any, port: 0)
    let host = rule.hostNetwork?.address ?? any
    // The ports in a set that was not read may be any.
    let ports = rule.hostPorts.first ?? 0 ... .max
    let target = SocketAddress.ip(rule.address ?? any, port: rule.ports?.lowerBound ?? 0)
    let ends = ports.lazy.map { (SocketAddress.ip(host, port: $0), none) }
    // A range is not excluded because of one of its ports.
    let single = (ports.count == 1 ? Array(ends) : []) + [(target, none)]
    return permits(rule.transport, single)
      && (includes(rule.transport, ends) || includes(rule.transport, [(target, none)]))
  }
}
