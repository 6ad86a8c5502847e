/// A rule of the kernel's packet filter that sends connections to another address or port (DNAT, redirection).
public struct ForwardingRule: Hashable, Sendable {
  /// Which packets the rule gets.
  public enum Hook: String, CaseIterable, Sendable {
    /// Those that arrive from the network and from containers.
    case prerouting
    /// Those that programs of the machine send.
    case output
  }

  /// The family of the table; nil for tables of both (`inet`).
  public internal(set) var family: IPAddress.Family?
  /// The table of the rule. Any bytes.
  public internal(set) var tableBytes: [UInt8] = []
  /// The chain of the rule. Any bytes.
  public internal(set) var chainBytes: [UInt8] = []
  /// The number of the rule in its table, as `nft -a list ruleset` shows it.
  public internal(set) var handle: UInt64 = 0
  /// Which packets reach it; empty if it is not known whether any do.
  public internal(set) var hooks: [Hook] = []
  /// The protocol; nil for every protocol.
  public internal(set) var transport: TransportProtocol?
  /// The destination that packets must have; nil for every destination.
  public internal(set) var hostNetwork: IPNetwork?
  /// The destination ports that packets must have; empty for every port, or if they are in ``unread``.
  public internal(set) var hostPorts: [ClosedRange<UInt16>] = []
  /// The address to which packets are sent; nil for one of this machine (redirection), if only the port is changed, or
  /// if it is in ``unread``.
  public internal(set) var address: IPAddress?
  /// The last address, if there are several.
  public internal(set) var lastAddress: IPAddress?
  /// The port to which packets are sent; nil if the port is kept, or if it is in ``unread``.
  public internal(set) var ports: ClosedRange<UInt16>?
  /// Whether packets are sent to this machine itself.
  public internal(set) var isRedirection = false
  /// Further conditions in the form of nft(8), such as `iifname != "docker0"`. Those that only the packets of one hook
  /// must meet begin with its name: `output: daddr != 127.0.0.0/8`.
  public internal(set) var conditions: [String] = []
  /// The parts of the rule that portstat does not read, such as `map`.
  public internal(set) var unread: [String] = []
  /// The comment of the rule. Any bytes.
  public internal(set) var commentBytes: [UInt8]?

  /// Whether the ports and the target are known.
  public var isUnderstood: Bool { unread.isEmpty }
}

extension ForwardingRule {
  /// The ports that are forwarded, as far as they are known.
  var mappings: [PortMapping] {
    guard isUnderstood, lastAddress == nil else { return [] }
    let tables = transport.map { $0.table.map { [$0] } ?? [] } ?? SocketTable.ID.allCases
    // Every port: as one range, which keeps the numbers.
    let ranges = hostPorts.isEmpty && !tables.isEmpty ? [0 ... .max] : hostPorts
    return tables.flatMap { table in
      ranges.map { range in
        PortMapping(
          table, from: hostNetwork?.singleAddress, ports: range,
          to: address, port: ports?.lowerBound, keepsOffset: false, isLocal: address == nil)
      }
    }
  }
}

extension ForwardingRule {
  /// Narrows the destination ports to those in one of some ranges.
  mutating func narrow(to ranges: [ClosedRange<UInt16>]) {
    let known = hostPorts.isEmpty ? [0 ... .max] : hostPorts
    hostPorts = known.flatMap { known in
      ranges.filter { $0.overlaps(known) }.map { $0.clamped(to: known) }
    }
  }
}
