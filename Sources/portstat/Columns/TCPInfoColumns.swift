import SocketInspector

/// The columns from TCP_INFO, which is requested from the kernel only if one of them is used.
enum TCPInfoColumns {
  static let all: [Column] = [
    time("rtt", "RTT", "the smoothed round-trip time, in milliseconds") {
      $0.roundTripTime
    },
    time(
      "rtt_min", "Min RTT", "the shortest recent round-trip time, in milliseconds"
    ) { $0.minimumRoundTripTime },
    time(
      "rtt_variance", "RTT Var", "the mean deviation of the round-trip time, in milliseconds"
    ) { $0.roundTripTimeVariance },
    number("bytes_sent", "Sent", "payload bytes sent, without retransmissions") {
      $0.bytesSent
    },
    number(
      "bytes_received", "Received",
      "payload bytes received; 1 too high if the kernel counted the peer's FIN"
    ) { $0.bytesReceived },
    number("bytes_retransmitted", "Resent", "payload bytes retransmitted") {
      $0.bytesRetransmitted
    },
    number("segments_lost", "Lost", "segments in flight that are considered lost") {
      $0.segmentsLost.map(UInt64.init)
    },
    number(
      "retransmits_total", "Total Retransmits",
      "segments retransmitted since the connection was opened"
    ) { $0.totalRetransmits.map(UInt64.init) },
    number("congestion_window", "Cwnd", "the congestion window, in segments") {
      $0.congestionWindow.map(UInt64.init)
    },
    number("mss", "MSS", "the maximum segment size for sending, in bytes") {
      $0.maximumSegmentSize.map(UInt64.init)
    },
    number("path_mtu", "Path MTU", "the path MTU, in bytes") { $0.pathMTU.map(UInt64.init) },
    number(
      "delivery_rate", "Delivery Rate",
      "the most recent rate at which data was delivered, in bytes per second"
    ) { $0.deliveryRate },
    number(
      "pacing_rate", "Pacing Rate",
      "the maximum rate at which the kernel sends, in bytes per second"
    ) { $0.pacingRate },
    rate("send_rate", "Sent/s", "sent", \.send),
    rate("receive_rate", "Recv/s", "received", \.receive),
    time(
      "idle_seconds", "Idle", "the time since data was last sent or received, in seconds"
    ) { $0.idleMilliseconds },
  ]

  /// The manual says this once for all of these columns.
  static let nullWhen =
    "for sockets that are not TCP connections, if the kernel reports none, or if /proc was read"

  private static func number(
    _ key: String, _ title: String, _ summary: String,
    _ value: @escaping @Sendable (TCPInfo) -> UInt64?
  ) -> Column {
    Column(key, title, as: .integer, requires: .tcpInfo, summary, null: nullWhen) { socket, _ in
      .integer(socket.tcpInfo.flatMap(value))
    }
  }

  /// A rate that is measured between two updates.
  private static func rate(
    _ key: String, _ title: String, _ verb: String,
    _ value: @escaping @Sendable (TransferRates) -> UInt64?
  ) -> Column {
    Column(
      key, title, as: .integer, requires: .rates,
      """
      payload bytes \(verb) per second since the last update of --watch; the table rounds to three \
      digits, with k for thousands, M for millions, and so on
      """,
      null: """
        without --watch, at the first update that shows the connection, for sockets that are not \
        TCP connections, if the kernel reports none, and if /proc was read
        """,
      table: { socket, _ in socket.rates.flatMap(value).map(Value.rounded) ?? .null }
    ) { socket, _ in .integer(socket.rates.flatMap(value)) }
  }

  /// A time in thousandths of what the column shows.
  private static func time(
    _ key: String, _ title: String, _ summary: String,
    _ value: @escaping @Sendable (TCPInfo) -> UInt32?
  ) -> Column {
    Column(key, title, as: .number, requires: .tcpInfo, summary, null: nullWhen) { socket, _ in
      socket.tcpInfo.flatMap(value).map { .decimal(UInt64($0), places: 3) } ?? .null
    }
  }
}
