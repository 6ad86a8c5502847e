/// The timer that the kernel runs for a TCP socket: columns `tr` and `tm->when` of
/// `/proc/net/tcp`.
public struct SocketTimer: Hashable, Sendable {
  /// What happens when a timer expires.
  public enum Kind: Hashable, Sendable {
    /// 1: retransmission, early retransmission, loss probe, and the SYN-ACK's timer.
    case retransmit
    /// 2: keepalive.
    case keepalive
    /// 2 of an orphaned FIN_WAIT2: `tcp_fin_timeout`, less the 60 s that TIME_WAIT takes over.
    case finTimeout
    /// 3: the end of TIME_WAIT.
    case timeWait
    /// 4: probe of a zero window.
    case zeroWindowProbe
    /// A timer of a newer kernel, by its number.
    case unknown(UInt8)

    /// `retransmit`, `keepalive`, `fin-timeout` …; an unknown timer's number.
    public var label: String {
      switch self {
      case .retransmit: "retransmit"
      case .keepalive: "keepalive"
      case .finTimeout: "fin-timeout"
      case .timeWait: "time-wait"
      case .zeroWindowProbe: "zero-window-probe"
      case .unknown(let number): String(number)
      }
    }
  }

  /// Which timer is running.
  public var kind: Kind
  /// The time left, in hundredths of a second (the kernel's USER_HZ ticks).
  public var hundredths: UInt32

  /// Creates a timer that expires in so many hundredths of a second.
  public init(kind: Kind, hundredths: UInt32) {
    self.kind = kind
    self.hundredths = hundredths
  }

  /// Creates a timer from the kernel's number; nil for 0, which means that none is running.
  init?(number: UInt8, hundredths: UInt32, isOrphanedFinWait2: Bool) {
    switch number {
    case 0: return nil
    case 1: kind = .retransmit
    case 2: kind = isOrphanedFinWait2 ? .finTimeout : .keepalive
    case 3: kind = .timeWait
    case 4: kind = .zeroWindowProbe
    default: kind = .unknown(number)
    }
    self.hundredths = hundredths
  }
}
