import SocketInspector

/// The columns about what a connection does, mostly from TCP_INFO. Each is requested from the kernel only if it
/// is used.
enum TCPInfoColumns {
  static let all: [Column] = times + amounts + limits + modules

  /// The keys of the columns that `--info` adds to the table.
  ///
  /// - Parameter isWatching: Whether there are rates, because updates follow each other.
  static func tableKeys(isWatching: Bool) -> [String] {
    (isWatching ? ["send_rate", "receive_rate"] : [])
      + ["rtt", "delivery_rate", "retransmits_total"]
  }

  private static let times: [Column] = [
    time(
      "rtt", "RTT", "the smoothed round-trip time, in milliseconds", omission: .last(7)
    ) { $0.roundTripTime },
    time("rtt_min", "Min RTT", "the shortest recent round-trip time, in milliseconds") {
      $0.minimumRoundTripTime
    },
    time("rtt_variance", "RTT Var", "the mean deviation of the round-trip time, in milliseconds") {
      $0.roundTripTimeVariance
    },
    time("idle_seconds", "Idle", "the time since data was last sent or received, in seconds") {
      $0.idleMilliseconds
    },
  ]

  private static let amounts: [Column] = [
    number("bytes_sent", "Sent", "payload bytes sent, without retransmissions") { $0.bytesSent },
    Column(
      "bytes_received", "Received", as: .integer, requires: .tcpInfo,
      "payload bytes received; see bytes_received_exact", null: nullWhen
    ) { socket, _ in .integer(socket.summary?.bytesReceived ?? socket.tcpInfo?.bytesReceived) },
    Column(
      "bytes_received_exact", "Exact", as: .boolean, requires: .tcpInfo,
      """
      whether bytes_received is exact; false if it may be 1 too high, because the kernel may have \
      counted the peer's FIN
      """, null: nullWhen
    ) { socket, _ in
      .boolean(socket.summary?.areBytesReceivedExact ?? socket.tcpInfo?.isBytesReceivedExact)
    },
    number("bytes_retransmitted", "Resent", "payload bytes retransmitted") {
      $0.bytesRetransmitted
    },
    rate("send_rate", "Sent/s", "sent", omission: .last(5), \.send),
    rate("receive_rate", "Recv/s", "received", omission: .last(4), \.receive),
    number("segments_lost", "Lost", "segments in flight that are considered lost") {
      $0.segmentsLost.map(UInt64.init)
    },
    number(
      "retransmits_total", "Retrans",
      "segments retransmitted since the connection was opened", omission: .last(6)
    ) { $0.totalRetransmits.map(UInt64.init) },
  ]

  private static let limits: [Column] = [
    number("congestion_window", "Cwnd", "the congestion window, in segments") {
      $0.congestionWindow.map(UInt64.init)
    },
    number("mss", "MSS", "the maximum segment size for sending, in bytes") {
      $0.maximumSegmentSize.map(UInt64.init)
    },
    number("path_mtu", "Path MTU", "the path MTU, in bytes") { $0.pathMTU.map(UInt64.init) },
    number(
      "delivery_rate", "Delivery/s",
      """
      the most recent rate at which data was delivered, in bytes per second; the table rounds it as \
      send_rate
      """, omission: .last(3), isRounded: true
    ) { $0.deliveryRate },
    number(
      "pacing_rate", "Pacing/s",
      """
      the maximum rate at which the kernel sends, in bytes per second; the table rounds it as \
      send_rate
      """, isRounded: true
    ) { $0.pacingRate },
    Column(
      "limited_by", "Limited By", requires: .rates,
      """
      what kept the connection from sending faster: application (it had nothing to send for more \
      than half of the time), receiver (the peer's window was full), send-buffer (the local SO_SNDBUF \
      was full although the network could take more) or network (the rest); with --watch since the \
      last update, otherwise since the connection was opened
      """,
      choices: LimitingFactor.allCases.map(\.rawValue), null: nullWhen
    ) { socket, _ in .word(socket.limitedBy?.rawValue) },
  ]

  private static let modules: [Column] = [
    Column(
      "congestion_control", "Congestion", requires: .protocolModules,
      """
      the algorithm that controls congestion, such as cubic or bbr; for listening sockets, that of \
      the connections they accept
      """,
      null: "for sockets that are not TCP, in TIME_WAIT and SYN_RECV, or if /proc was read"
    ) { socket, _ in .text(socket.congestionControl) },
    Column(
      "ulp", "ULP", requires: .protocolModules,
      "the protocol that the kernel runs on top of TCP, such as tls or mptcp",
      null: "if there is none, in TIME_WAIT and SYN_RECV, or if /proc was read"
    ) { socket, _ in .text(socket.upperLayerProtocol) },
  ]

  /// The manual says this once for all of these columns.
  static let nullWhen =
    "for sockets that are not TCP connections, if the kernel reports none, or if /proc was read"

  private static func number(
    _ key: String, _ title: String, _ summary: String, omission: Column.Omission = .last(.max),
    isRounded: Bool = false, _ value: @escaping @Sendable (TCPInfo) -> UInt64?
  ) -> Column {
    Column(
      key, title, as: .integer, omission: omission, requires: .tcpInfo, summary, null: nullWhen,
      table: { socket, _ in
        let number = socket.tcpInfo.flatMap(value)
        return isRounded ? Value.rounded(number) : Value.integer(number)
      }
    ) { socket, _ in .integer(socket.tcpInfo.flatMap(value)) }
  }

  /// A rate that is measured between two updates.
  private static func rate(
    _ key: String, _ title: String, _ verb: String, omission: Column.Omission,
    _ value: @escaping @Sendable (TransferRates) -> UInt64?
  ) -> Column {
    Column(
      key, title, as: .integer, omission: omission, requires: .rates,
      """
      payload bytes \(verb) per second since the last update of --watch; the table rounds to three \
      digits, with k for thousands, M for millions, and so on
      """,
      null: """
        without --watch, at the first update that shows the connection, for sockets that are not \
        TCP connections, if the kernel reports none, or if /proc was read
        """,
      table: { socket, _ in Value.rounded(socket.rates.flatMap(value)) }
    ) { socket, _ in .integer(socket.rates.flatMap(value)) }
  }

  /// A time in thousandths of what the column shows. The table shows three digits.
  private static func time(
    _ key: String, _ title: String, _ summary: String, omission: Column.Omission = .last(.max),
    _ value: @escaping @Sendable (TCPInfo) -> UInt32?
  ) -> Column {
    Column(
      key, title, as: .number, omission: omission, requires: .tcpInfo, summary, null: nullWhen,
      table: { socket, _ in
        socket.tcpInfo.flatMap(value).map { .decimal(UInt64($0), withDigits: 3) } ?? .null
      }
    ) { socket, _ in
      socket.tcpInfo.flatMap(value).map { .decimal(UInt64($0), places: 3) } ?? .null
    }
  }
}
