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
  /// A socket that is bound to a port and neither listens nor connects: since Linux 6.8, over
  /// netlink alone, and listed only where it is asked for. The kernel calls it 7, as ``closed``.
  case boundInactive
  /// A state that a newer kernel has, by its number.
  case unknown(UInt8)

  /// The states with a name, in the order of their numbers: `named[0]` is number 1.
  public static let named: [SocketState] = [
    .established, .synSent, .synReceived, .finWait1, .finWait2, .timeWait, .closed, .closeWait,
    .lastAck, .listen, .closing,
  ]

  /// The bits of the kernel's numbers for this state, in a mask of states for sock_diag(7).
  var bits: UInt32 {
    switch self {
    case .synReceived: 1 << 3 | 1 << 12
    case .boundInactive: 1 << 13
    case .unknown(let number): number < 32 ? 1 << UInt32(number) : 0
    default: Self.named.firstIndex(of: self).map { 1 << UInt32($0 + 1) } ?? 0
    }
  }

  /// The state with this number. 12 is the kernel's `TCP_NEW_SYN_RECV`, which it shows as 3.
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
