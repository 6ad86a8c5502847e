/// Finds the listening sockets whose connections are forwarded, and where these go.
struct PublishedPorts {
  /// A listening socket, and what is known about its connections.
  private struct Finding {
    let inode: UInt64
    let forwarder: String
    let destination: ForwardingDestination
    var conditions: [String] = []
  }

  private let tree: ProcFileSystem
  private let query: Query
  /// The forwarders whose sockets cannot be seen, with their users.
  /// The rules of the network namespace of this process.
  private var rules: [ForwardingRule] = []
  /// The reason why the rules are unknown.
  private(set) var issue: Issue?
  private var hidden: [(forwarder: PortForwarder, userID: UInt32)]?

  init(in tree: ProcFileSystem, _ query: Query) {
    self.tree = tree
    self.query = query
    if tree.isGiven { return }
    do throws(SystemError) {
      rules = try RuleReader.rules()
    } catch {
      issue = .unreadableRules(error)
    }
  }

  /// - Parameters:
  ///   - rows: The sockets of a snapshot.
  ///   - context: Their owners.
  /// - Returns: The targets by the inode numbers of the listening sockets.
  mutating func targets(
    of rows: [SocketEntry], _ context: SnapshotContext
  ) -> [UInt64: PublishedTarget] {
    var findings: [Finding] = []
    for row in rows where row.isListening && row.inode != 0 {
      if let finding = finding(of: Socket(row, context)) { findings.append(finding) }
    }
    if findings.isEmpty { return [:] }
    let listeners = ForwardedListeners(Set(findings.map(\.destination)), in: tree, query)
    var targets: [UInt64: PublishedTarget] = [:]
    for finding in findings {
      targets[finding.inode] = PublishedTarget(
        address: finding.destination.address, port: finding.destination.port,
        forwarder: finding.forwarder, conditions: finding.conditions,
        listener: listeners.listener(at: finding.destination))
    }
    return targets
  }

  private mutating func finding(of socket: Socket) -> Finding? {
    guard let port = socket.local.port else { return nil }
    let forwarders: [(PortForwarder, PortMapping)]
    if socket.ownership == .denied {
      forwarders = hiddenForwarders(of: socket.socket)
    } else {
      forwarders = socket.owners.compactMap { PortForwarder($0.process) }.flatMap { forwarder in
        forwarder.mappings.lazy.filter { $0.matches(socket.socket) }.map { (forwarder, $0) }
      }
    }
    guard let (forwarder, mapping) = forwarders.first else {
      return finding(of: socket.socket, port, rules)
    }
    return Finding(
      inode: socket.inode, forwarder: forwarder.program,
      destination: mapping.destination(ofPort: port))
  }

  /// What a rule does with connections to a socket. The first rule counts.
  private func finding(
    of row: SocketEntry, _ port: UInt16, _ rules: [ForwardingRule]
  ) -> Finding? {
    guard row.namespaceNumber == 0 else { return nil }
    for rule in rules where rule.appliesTo(row) {
      guard let mapping = rule.mappings.first(where: { $0.matches(row) }) else { continue }
      return Finding(
        inode: row.inode, forwarder: "nftables", destination: mapping.destination(ofPort: port),
        conditions: rule.conditions)
    }
    return nil
  }

  /// The forwarders that say in their command line that they listen on the port of a socket whose owner is hidden. Any
  /// user can start a program with such a command line, so the socket must be of the same user.
  private mutating func hiddenForwarders(of row: SocketEntry) -> [(PortForwarder, PortMapping)] {
    let all = hidden ?? findHidden()
    hidden = all
    return all.filter { $0.userID == row.userID }.flatMap { forwarder, _ in
      forwarder.mappings.lazy.filter { $0.matches(row, assumingUnknown: false) }
        .map { (forwarder, $0) }
    }
  }

  private func findHidden() -> [(forwarder: PortForwarder, userID: UInt32)] {
    ((try? tree.processes()) ?? []).compactMap { pid in
      let details = tree.details(of: pid, [.processName, .command])
      guard let forwarder = PortForwarder(details), !forwarder.mappings.isEmpty,
        let userID = tree.details(of: pid, .processUser).userID
      else { return nil }
      return (forwarder, userID)
    }
  }
}

extension ForwardingRule {
  /// Whether packets to a listening socket may reach the rule.
  func appliesTo(_ row: SocketEntry) -> Bool {
    guard let address = row.local.ip, family.map({ $0 == address.unmapped.family }) ?? true
    else { return address(row) }
    // Packets to a loopback address are sent by the machine itself, and Docker excludes them.
    if address.unmapped.scope != .loopback { return true }
    return hooks.contains(.output) && !conditions.contains { $0.contains("daddr") }
  }

  /// Whether a socket on the IPv6 wildcard address takes the packets of an IPv4 rule too.
  private func address(_ row: SocketEntry) -> Bool { family == .ipv4 && row.mayTakeIPv4 }
}
