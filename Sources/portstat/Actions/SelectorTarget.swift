import SocketInspector

/// What the selectors of a command line name: ports, addresses, or both.
struct SelectorTarget {
  private let selectors: [Filter.Selector]

  init(_ selectors: [Filter.Selector]) {
    self.selectors = selectors
  }

  var hasAddresses: Bool { selectors.contains { $0.network != nil } }

  var hasZones: Bool { selectors.contains { $0.network?.zone != nil } }

  /// `port`, `address`, or `address and port`
  var kind: String {
    guard hasAddresses else { return "port" }
    return ports == nil ? "address" : "address and port"
  }

  /// The ports as they are typed: `80,8000-8100`; nil if there are none.
  var ports: String? {
    let ranges = selectors.compactMap { $0.ports?.ports }
    if ranges.isEmpty { return nil }
    return Self.unique(
      ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" })
  }

  private var addresses: String {
    Self.unique(
      selectors.compactMap(\.network).map { network in
        network.prefixLength == network.address.bitCount
          ? "\(network.address)" : "\(network.address)/\(network.prefixLength)"
      })
  }

  /// The selectors, but on every device.
  var textWithoutZones: String {
    guard hasAddresses else { return ports ?? "" }
    return ports.map { "\(addresses.contains(":") ? "[\(addresses)]" : addresses):\($0)" }
      ?? addresses
  }

  /// The options that select the same ports or addresses of the remote end.
  var remoteOptions: String {
    guard hasAddresses else { return "--port \(ports ?? "")" }
    return "--remote \(addresses)" + (ports.map { " --remote-port \($0)" } ?? "")
  }

  /// How to write an IPv6 address with a port, for `::1:80`, which is an address.
  var portOfAddress: String? {
    guard ports == nil, selectors.count == 1, let network = selectors.first?.network,
      network.address.family == .ipv6, network.prefixLength == network.address.bitCount
    else { return nil }
    let text = "\(network.address)"
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
      let address = IPAddress(String(text[..<colon]))
    else { return nil }
    return "for port \(port) of \(address): [\(address)]:\(port)"
  }

  func matches(local socket: Socket) -> Bool {
    selectors.contains {
      Self.matches($0.network, socket.local) && Self.matches($0.ports, socket.local, socket)
    }
  }

  func matches(localPort socket: Socket) -> Bool {
    selectors.contains { Self.matches($0.ports, socket.local, socket) }
  }

  func matches(remote socket: Socket) -> Bool {
    guard socket.hasPeer else { return false }
    return selectors.contains {
      Self.matches($0.network, socket.remote) && Self.matches($0.ports, socket.remote, socket)
    }
  }

  private static func matches(_ network: IPNetwork?, _ end: SocketAddress) -> Bool {
    network.map { network in end.ip.map(network.contains) ?? false } ?? true
  }

  private static func matches(
    _ pattern: PortPattern?, _ end: SocketAddress, _ socket: Socket
  ) -> Bool {
    guard let pattern else { return true }
    return end.port.map(pattern.ports.contains) == true
      && (pattern.table ?? socket.table) == socket.table
  }

  private static func unique(_ words: [String]) -> String {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: ",")
  }
}
