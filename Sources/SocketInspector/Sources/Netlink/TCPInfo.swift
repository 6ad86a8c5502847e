/// What the kernel knows about a TCP connection: `struct tcp_info` of `linux/tcp.h`, filled by `tcp_get_info` in
/// the kernel's `net/ipv4/tcp.c`.
///
/// The structure grew over time. A value that this kernel does not report, or reports as unset, is nil.
public struct TCPInfo: Sendable {
  /// The structure up to `tcpi_bytes_retrans`.
  private static let wordCount = 54

  private var words = InlineArray<54, UInt32>(repeating: 0)
  /// How many words the kernel reported.
  private let count: Int
  /// Whether the send buffer has no room for more data, so that a program that has more waits; false if that was
  /// not read.
  var isSendBufferFull = false

  /// - Parameter attribute: The value of the attribute INET_DIAG_INFO, of any length.
  init(_ attribute: Span<UInt8>) {
    count = min(attribute.count / 4, Self.wordCount)
    for index in 0..<count { words[index] = attribute.native32(at: index * 4) }
  }

  /// - Parameter offset: In bytes, as in `struct tcp_info`.
  private func number32(at offset: Int) -> UInt32? {
    offset / 4 < count ? words[offset / 4] : nil
  }

  private func number8(at offset: Int) -> UInt8? {
    number32(at: offset).map { word in
      let shift = UInt32(offset % 4 * 8)
      return UInt8(truncatingIfNeeded: word >> (ByteOrder.native == .little ? shift : 24 - shift))
    }
  }

  /// A number of 64 bits. All ones mean that there is none: rates are unlimited or were never measured.
  private func number64(at offset: Int) -> UInt64? {
    guard let first = number32(at: offset), let second = number32(at: offset + 4) else {
      return nil
    }
    let (low, high) = ByteOrder.native == .little ? (first, second) : (second, first)
    let number = UInt64(high) << 32 | UInt64(low)
    return number == .max ? nil : number
  }

  /// The state when the numbers were read (`tcpi_state`).
  private var state: SocketState? { number8(at: 0).map(SocketState.init(number:)) }

  /// Whether the handshake is not complete. Some numbers are meaningless until then.
  private var isHandshake: Bool { state == .synSent || state == .synReceived }

  /// Whether the connection was ever established, even if the kernel has cleared the other numbers since:
  /// whether `tcpi_rcv_space` is set, which `tcp_init_buffer_space` in `net/ipv4/tcp_input.c` does at the end of
  /// the handshake, and which aborting a connection leaves alone. nil if the kernel does not report it.
  var wasEstablished: Bool? { number32(at: 96).map { $0 != 0 } }

  // MARK: Times

  /// The smoothed round-trip time, in microseconds; nil before the first measurement (`tcpi_rtt`).
  public var roundTripTime: UInt32? { number32(at: 68).flatMap { $0 == 0 ? nil : $0 } }

  /// The mean deviation of the round-trip time, in microseconds; nil before the first measurement
  /// (`tcpi_rttvar`).
  public var roundTripTimeVariance: UInt32? { roundTripTime == nil ? nil : number32(at: 72) }

  /// The shortest round-trip time of the last minutes, in microseconds; nil before the first measurement
  /// (`tcpi_min_rtt`, reported since Linux 4.6).
  public var minimumRoundTripTime: UInt32? {
    number32(at: 148).flatMap { $0 == 0 || $0 == .max ? nil : $0 }
  }

  /// The time since data was last sent or received, in milliseconds: the smaller of `tcpi_last_data_sent` and
  /// `tcpi_last_data_recv`. nil before the handshake is complete, where the kernel counts from its own start.
  public var idleMilliseconds: UInt32? {
    guard !isHandshake, let sent = number32(at: 44), let received = number32(at: 52) else {
      return nil
    }
    return min(sent, received)
  }

  // MARK: Amounts

  /// The bytes of payload that the program sent, without retransmissions: `tcpi_bytes_sent` less
  /// `tcpi_bytes_retrans` (since Linux 4.19).
  public var bytesSent: UInt64? {
    guard let sent = number64(at: 200), let again = bytesRetransmitted else { return nil }
    return sent >= again ? sent - again : 0
  }

  /// The bytes of payload that were sent again (`tcpi_bytes_retrans`, since Linux 4.19).
  public var bytesRetransmitted: UInt64? { number64(at: 208) }

  /// The bytes of payload that were received (`tcpi_bytes_received`, since Linux 4.1), without the peer's FIN,
  /// which the kernel counts as one byte (`tcp_rcv_nxt_update` in `net/ipv4/tcp_input.c`). 1 too high if the
  /// FIN was counted and ``isBytesReceivedExact`` is false.
  public var bytesReceived: UInt64? {
    number64(at: 128).map { $0 > 0 && state?.followsPeersFIN == true ? $0 - 1 : $0 }
  }

  /// Whether ``bytesReceived`` is exact. False for a connection that has ended, because its last state, which
  /// shows whether the peer's FIN arrived, is no longer known. nil without a number.
  public var isBytesReceivedExact: Bool? { bytesReceived.map { _ in state != .closed } }

  /// The segments that are in flight and considered lost now (`tcpi_lost`).
  public var segmentsLost: UInt32? { number32(at: 32) }

  /// The segments with payload that were sent, retransmissions included (`tcpi_data_segs_out`, since
  /// Linux 4.6).
  package var dataSegmentsSent: UInt32? { number32(at: 156) }

  /// The retransmitted segments in the life of the connection (`tcpi_total_retrans`).
  public var totalRetransmits: UInt32? { number32(at: 100) }

  // MARK: Limits and rates

  /// The congestion window, in segments (`tcpi_snd_cwnd`).
  public var congestionWindow: UInt32? { number32(at: 80) }

  /// What limited the connection over its life, as far as that is known.
  ///
  /// The kernel does not report the age of a connection. The time that the program left it idle is taken to be
  /// the time since data was last sent (`tcpi_last_data_sent`), or 0 while data is waiting or not acknowledged;
  /// earlier pauses are not known. What would be ``LimitingFactor/network`` is something else if TCP could send
  /// more than it has: ``LimitingFactor/sendBuffer`` if the buffer is full (which is read only for
  /// ``Requirements/rates``), ``LimitingFactor/application`` if it is not.
  public var limitedBy: LimitingFactor? { sendLimit?.factor }

  /// ``limitedBy``, and how much.
  var sendLimit: SendLimit? {
    guard let times = limitTimes, let lastSent = number32(at: 44),
      let unacknowledged = number32(at: 24), let unsent = number32(at: 144)
    else { return nil }
    let idle = unacknowledged == 0 && unsent == 0 ? UInt64(lastSent) * 1000 : 0
    return refined(times.limit(in: times.busy &+ idle), transmissions)
  }

  /// How many segments with payload were sent in all, and how many of them again; 0 if that is unknown.
  struct Transmissions: Equatable, Sendable {
    var all: UInt32 = 0
    var again: UInt32 = 0

    /// Whether so many were lost that the network is to blame: more than 1 in 100.
    fileprivate var showsLosses: Bool { UInt64(again) * 100 > all }

    /// Those since an earlier time.
    func since(_ earlier: Transmissions) -> Transmissions {
      Transmissions(all: all &- earlier.all, again: again &- earlier.again)
    }
  }

  /// The segments in the life of the connection.
  var transmissions: Transmissions {
    Transmissions(all: dataSegmentsSent ?? 0, again: totalRetransmits ?? 0)
  }

  /// What limited a connection, if the times say that it was the network: the kernel counts all the
  /// remaining time as that. It counts time for the send buffer only from the moment when everything in the
  /// buffer was sent and the program waits already, which a buffer that is smaller than a segment, than the first
  /// flight of data or than what is sent at once by pacing rarely sees (`tcp_cwnd_validate` in the kernel's
  /// `net/ipv4/tcp_output.c`).
  ///
  /// - Parameter transmissions: Those in the span of time.
  func refined(_ limit: SendLimit, _ transmissions: Transmissions) -> SendLimit {
    if limit.factor != .network || transmissions.showsLosses || segmentsLost ?? 0 > 0 {
      return limit
    }
    if isSendBufferFull { return fitsWindow ? SendLimit(.sendBuffer, percent: nil) : limit }
    return isShortOfData || wasShortOfData ? SendLimit(.application, percent: nil) : limit
  }

  /// Whether everything in the send buffer fits into the congestion window, so that a larger buffer would help. The
  /// kernel makes buffers that the program did not set larger than the window (`tcp_sndbuf_expand` in
  /// `net/ipv4/tcp_input.c`).
  private var fitsWindow: Bool {
    guard let unsent = number32(at: 144), let segment = maximumSegmentSize, segment > 0,
      let window = congestionWindow, let unacknowledged = number32(at: 24)
    else { return false }
    let segments = (UInt64(unsent) + UInt64(segment) - 1) / UInt64(segment)
    return UInt64(unacknowledged) + segments <= UInt64(window)
  }

  /// Whether TCP could send more than it has: less than a segment is unsent, and the congestion window has room. These
  /// are conditions of `tcp_rate_check_app_limited` in the kernel's `net/ipv4/tcp_rate.c`, for which a full buffer is
  /// no different from a program without data.
  private var isShortOfData: Bool {
    guard let unsent = number32(at: 144), let segment = maximumSegmentSize, unsent < segment,
      let window = congestionWindow, let unacknowledged = number32(at: 24)
    else { return false }
    return unacknowledged < window
  }

  /// Whether the program had nothing more to send when the delivery rate was last measured
  /// (`tcpi_delivery_rate_app_limited`, a field of one bit).
  private var wasShortOfData: Bool {
    let bit: UInt8 = ByteOrder.native == .little ? 1 : 0x80
    return number8(at: 7).map { $0 & bit != 0 } ?? false
  }

  /// How long the connection had data to send, and what held it back meanwhile (since Linux 4.9);
  /// nil before the handshake is complete.
  var limitTimes: LimitTimes? {
    guard !isHandshake, let busy = number64(at: 168), let receiver = number64(at: 176),
      let sendBuffer = number64(at: 184)
    else { return nil }
    return LimitTimes(busy: busy, receiver: receiver, sendBuffer: sendBuffer)
  }

  /// The maximum segment size for sending, in bytes (`tcpi_snd_mss`).
  public var maximumSegmentSize: UInt32? { number32(at: 16) }

  /// The path MTU, in bytes (`tcpi_pmtu`).
  public var pathMTU: UInt32? { number32(at: 60) }

  /// The most recent rate at which data was delivered, in bytes per second; nil before the first measurement
  /// (`tcpi_delivery_rate`, since Linux 4.9).
  public var deliveryRate: UInt64? { number64(at: 160).flatMap { $0 == 0 ? nil : $0 } }

  /// The rate at which the kernel sends at most, in bytes per second; nil if it is unlimited
  /// (`tcpi_pacing_rate`, since Linux 3.15).
  public var pacingRate: UInt64? { number64(at: 104) }
}
