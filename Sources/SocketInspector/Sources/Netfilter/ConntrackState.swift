/// The states of a protocol as the kernel tracks them.
struct ConntrackState {
  /// The attribute that has the state: `CTA_PROTOINFO_…` in `linux/netfilter/nfnetlink_conntrack.h`.
  let attribute: UInt16
  private let names: [String]

  /// The name of a state in `/proc/net/nf_conntrack`; the number of one that a newer kernel has.
  func name(_ number: UInt8) -> String {
    Int(number) < names.count ? names[Int(number)] : String(number)
  }

  /// By protocol. The names are those of `nf_conntrack_proto_tcp.c`, `nf_conntrack_proto_sctp.c` and
  /// `nf_conntrack_proto_dccp.c` in the kernel's `net/netfilter`.
  static let all: [TransportProtocol: ConntrackState] = [
    .tcp: ConntrackState(
      attribute: 1,
      names: [
        "NONE", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK",
        "TIME_WAIT", "CLOSE", "SYN_SENT2",
      ]),
    .dccp: ConntrackState(
      attribute: 2,
      names: [
        "NONE", "REQUEST", "RESPOND", "PARTOPEN", "OPEN", "CLOSEREQ", "CLOSING", "TIMEWAIT",
        "IGNORE", "INVALID",
      ]),
    .sctp: ConntrackState(
      attribute: 3,
      names: [
        "NONE", "CLOSED", "COOKIE_WAIT", "COOKIE_ECHOED", "ESTABLISHED", "SHUTDOWN_SENT",
        "SHUTDOWN_RECD", "SHUTDOWN_ACK_SENT", "HEARTBEAT_SENT",
      ]),
  ]
}
