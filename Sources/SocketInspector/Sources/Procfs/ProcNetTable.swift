/// A table of sockets under `/proc/self/net`.
struct ProcNetTable: Sendable {
  /// The name of its file.
  let name: String
  let transport: TransportProtocol
  let family: IPAddress.Family

  static let all = [
    ProcNetTable(name: "tcp", transport: .tcp, family: .ipv4),
    ProcNetTable(name: "tcp6", transport: .tcp, family: .ipv6),
    ProcNetTable(name: "udp", transport: .udp, family: .ipv4),
    ProcNetTable(name: "udp6", transport: .udp, family: .ipv6),
  ]
}
