/// The state of a TCP connection (RFC 9293, section 3.3.2); the numbers are those of the kernel's
/// `include/net/tcp_states.h`.
public enum SocketState: Hashable, Sendable {
  case established
  case synSent
  case synReceived
  case finWait1
  case finWait2
  case timeWait
  case closed
  case closeWait
  case lastAck
  case listen
  case closing
  /// Bound to a port, neither listening nor connected: since Linux 6.8, listed over netlink only, and only
  /// on request. The kernel uses number 7, as for ``closed``.
  case boundInactive
  /// A state of a newer kernel, by its number.
  case unknown(UInt8)

  /// The named states in the order of their numbers: `named[0]` is number 1.
  public static let named: [SocketState] = [
    .established, .synSent, .synReceived, .finWait1, .finWait2, .timeWait, .closed, .closeWait,
    .lastAck, .listen, .closing,
  ]

  /// Whether the peer's FIN has arrived in this state, and the connection has not ended.
  var followsPeersFIN: Bool { self == .closeWait || self == .lastAck || self == .closing }

  /// The state's bits in a mask of states for sock_diag(7).
  var bits: UInt32 {
    switch self {
    case .synReceived: 1 << 3 | 1 << 12
    case .boundInactive: 1 << 13
    case .unknown(let number): number < 32 ? 1 << UInt32(number) : 0
    default: Self.named.firstIndex(of: self).map { 1 << UInt32($0 + 1) } ?? 0
    }
  }

  /// Creates a state from its number. 12 is `TCP_NEW_SYN_RECV`, which the kernel shows as 3.
  public init(number: UInt8) {
    switch number {
    case 1...11: self = Self.named[Int(number) - 1]
    case 12: self = .synReceived
    default: self = .unknown(number)
    }
  }

  /// Linux's name, as in netstat: `ESTABLISHED`, `FIN_WAIT1`; an unknown state's number.
  public var label: String {
    switch self {
    case .established: "ESTABLISHED"
    case .synSent: "SYN_SENT"
    case .synReceived: "SYN_RECV"
    case .finWait1: "FIN_WAIT1"
    case .finWait2: "FIN_WAIT2"
    case .timeWait: "TIME_WAIT"
    case .closed: "CLOSE"
    case .closeWait: "CLOSE_WAIT"
    case .lastAck: "LAST_ACK"
    case .listen: "LISTEN"
    case .closing: "CLOSING"
    case .boundInactive: "BOUND_INACTIVE"
    case .unknown(let number): String(number)
    }
  }
}
