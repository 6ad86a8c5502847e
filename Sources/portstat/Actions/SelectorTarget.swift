import SocketInspector

/// What the selectors of a command line name: ports, addresses, or both.
struct SelectorTarget {
  private let selectors: [Filter.Selector]

  init(_ selectors: [Filter.Selector]) {
    self.selectors = selectors
  }

  /// - Parameters:
  ///   - networks: The values of `--local` or `--remote`.
  ///   - ports: The values of `--local-port` or `--remote-port`.
  init(_ networks: [IPNetwork], _ ports: [PortPattern]) {
    selectors =
      networks.map { Filter.Selector(network: $0) } + ports.map { Filter.Selector(ports: $0) }
  }

  var isEmpty: Bool { selectors.isEmpty }

  /// Whether a selector has an address, or a network that is not a whole family as in `tcp6/443`.
  var hasAddresses: Bool { selectors.contains { $0.network.map { $0.prefixLength > 0 } ?? false } }

  /// The address of the only selector; nil for a network.
  var singleAddress: IPAddress? {
    selectors.count == 1 ? selectors.first?.network?.singleAddress : nil
  }

  var hasZones: Bool { selectors.contains { $0.network?.zone != nil } }

  /// `port`, `address`, or `address and port`
  var kind: String {
    guard hasAddresses else { return "port" }
    return ports == nil ? "address" : "address and port"
  }

  /// The ports as they are typed: `80,8000-8100`; nil if there are none.
  var ports: String? {
    let ranges = selectors.compactMap(\.ports).filter { !$0.includesEveryPort }.map(\.ports)
    if ranges.isEmpty { return nil }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.unique.joined(separator: ",")
  }

  private var addresses: String {
    selectors.compactMap(\.network).map(\.text).unique.joined(separator: ",")
  }

  /// The selectors, but on every device.
  var textWithoutZones: String {
    guard hasAddresses else { return ports ?? "" }
    return ports.map { "\(addresses.contains(":") ? "[\(addresses)]" : addresses):\($0)" }
      ?? addresses
  }

  /// The options that select the same ports or addresses of an end.
  func options(of end: SocketEnd) -> String {
    let address = hasAddresses ? "--\(end.rawValue) \(addresses)" : nil
    let port = ports.map { "--\(end.rawValue)-port \($0)" }
    return [address, port].compactMap(\.self).joined(separator: " ")
  }

  /// Makes a filter select what ``remoteOptions`` select.
  func selectRemote(in filter: inout Filter) {
    let patterns = selectors.compactMap(\.ports).filter { !$0.includesEveryPort }
    guard hasAddresses else {
      filter.ports.included = patterns
      return
    }
    SocketEnd.remote.set(selectors.compactMap(\.network), patterns, in: &filter)
  }

  /// The options that also select sockets by their remote end.
  var remoteOptions: String { hasAddresses ? options(of: .remote) : "--port \(ports ?? "")" }

  /// How to write an IPv6 address with a port, for `::1:80`, which is an address.
  var portOfAddress: String? {
    guard ports == nil, let single = singleAddress, single.family == .ipv6 else { return nil }
    let text = "\(single)"
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
      let address = IPAddress(String(text[..<colon]))
    else { return nil }
    return "for port \(port) of \(address): [\(address)]:\(port)"
  }

  func matches(local socket: Socket) -> Bool {
    selectors.contains {
      Self.matches($0, socket.local, socket.table)
    }
  }

  func matches(localPort socket: Socket) -> Bool {
    selectors.contains { $0.ports?.matches(socket.local.port, socket.table) ?? true }
  }

  func matches(remote socket: Socket) -> Bool {
    guard socket.hasPeer else { return false }
    return selectors.contains { Self.matches($0, socket.remote, socket.table) }
  }

  /// Whether an end of a socket has an address and a port of a selector, on any device.
  private static func matches(
    _ selector: Filter.Selector, _ end: SocketAddress, _ table: SocketTable.ID
  ) -> Bool {
    (selector.network?.contains(end) ?? true) && (selector.ports?.matches(end.port, table) ?? true)
  }
}
