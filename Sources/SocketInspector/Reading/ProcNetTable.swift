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

  /// Whether the kernel may lose rows between two pieces: UDP goes on by row number, so rows shift
  /// when sockets go away (`udp_seq_start` in `net/ipv4/udp.c`); TCP goes on by hash bucket.
  var losesRows: Bool { transport == .udp }
}
