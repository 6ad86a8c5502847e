/// What keeps a TCP connection from sending faster.
public enum LimitingFactor: String, CaseIterable, Sendable {
  /// The program had nothing to send for more than half of the time, or sends as fast as it produces data.
  case application
  /// The peer's receive window: its program reads too slowly, or its receive buffer is too small.
  case receiver
  /// The local send buffer (`SO_SNDBUF`) is too small to fill the connection.
  case sendBuffer = "send-buffer"
  /// The network: the congestion window, and with it the bandwidth, the delay and lost packets.
  case network
}

/// What limits a connection, and how much.
package struct SendLimit: Equatable, Sendable {
  package let factor: LimitingFactor
  /// The part of the time for which it had data to send, if the factor is ``LimitingFactor/application``;
  /// otherwise the part of that time in which the factor limited it. In percent, 0 to 100; nil if the factor is
  /// known from what the socket has to send, not from times.
  package let percent: Int?

  package init(_ factor: LimitingFactor, percent: Int?) {
    self.factor = factor
    self.percent = percent
  }

  fileprivate init(_ factor: LimitingFactor, _ part: UInt64, of whole: UInt64) {
    let share = whole == 0 ? 0 : min(Double(part) / Double(whole), 1)
    self.init(factor, percent: Int((share * 100).rounded()))
  }
}

/// How long a connection had data to send, and what held it back in that time, in microseconds: `tcp_info`'s
/// `tcpi_busy_time`, `tcpi_rwnd_limited` and `tcpi_sndbuf_limited` (`tcp_get_info_chrono_stats` in the kernel's
/// `net/ipv4/tcp.c`). The first includes the others. The kernel measures them in ticks of 1 to 10 milliseconds.
struct LimitTimes: Equatable, Sendable {
  var busy: UInt64
  var receiver: UInt64
  var sendBuffer: UInt64

  /// What limited the connection in a span of time that these times are a part of.
  ///
  /// - Parameter span: In microseconds.
  func limit(in span: UInt64) -> SendLimit {
    if busy == 0 || busy < span - min(busy, span) {
      return SendLimit(.application, busy, of: span)
    }
    let network = busy - min(busy, receiver &+ sendBuffer)
    if receiver >= sendBuffer, receiver >= network {
      return SendLimit(.receiver, receiver, of: busy)
    }
    return sendBuffer >= network
      ? SendLimit(.sendBuffer, sendBuffer, of: busy) : SendLimit(.network, network, of: busy)
  }

  /// The times since an earlier reading; nil if they went back.
  func since(_ earlier: LimitTimes) -> LimitTimes? {
    guard busy >= earlier.busy, receiver >= earlier.receiver, sendBuffer >= earlier.sendBuffer
    else { return nil }
    return LimitTimes(
      busy: busy - earlier.busy, receiver: receiver - earlier.receiver,
      sendBuffer: sendBuffer - earlier.sendBuffer)
  }
}
