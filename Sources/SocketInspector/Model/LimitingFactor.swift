/// What keeps a TCP connection from sending faster.
public enum LimitingFactor: String, CaseIterable, Sendable {
  /// The program had nothing to send for more than half of the time.
  case application
  /// The peer's receive window: its program reads too slowly, or its receive buffer is too small.
  case receiver
  /// The local send buffer (`SO_SNDBUF`) is too small to fill the connection.
  case sendBuffer = "send-buffer"
  /// The network: the congestion window, and with it the bandwidth, the delay and lost packets.
  case network
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
  func factor(in span: UInt64) -> LimitingFactor {
    if busy == 0 || busy < span - min(busy, span) { return .application }
    let network = busy - min(busy, receiver &+ sendBuffer)
    if receiver >= sendBuffer, receiver >= network { return .receiver }
    return sendBuffer >= network ? .sendBuffer : .network
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
