import SocketInspector

/// The columns with what is known about a socket when it has closed, which a stream of events has by default. They
/// are null in other events, so that sums over all events are right.
enum SummaryColumns {
  static let all: [Column] = [
    Column(
      "bytes_sent", "Sent", as: .integer, requires: .tcpInfo,
      "payload bytes sent, without retransmissions", null: nullWhen
    ) { socket, _ in .integer(socket.summary?.bytesSent) },
    Column(
      "bytes_received", "Received", as: .integer, requires: .tcpInfo, "payload bytes received",
      null: nullWhen
    ) { socket, _ in .integer(socket.summary?.bytesReceived) },
    Column(
      "bytes_received_exact", "Exact", as: .boolean, requires: .tcpInfo,
      "whether bytes_received is exact", null: nullWhen
    ) { socket, _ in .boolean(socket.summary?.areBytesReceivedExact) },
    Column(
      "rtt", "RTT", as: .number, requires: .tcpInfo,
      "the smoothed round-trip time at the end, in milliseconds", null: nullWhen
    ) { socket, _ in decimal(socket.summary?.roundTripTime.map(UInt64.init)) },
    seenSeconds,
  ]

  /// Also for `--columns`.
  static let seenSeconds = Column(
    "seen_seconds", "Seen", as: .number,
    """
    in a closed event, the time from the first update that saw the socket until it closed, in seconds
    """, null: "in other events, in listings, or if no update saw the socket"
  ) { socket, _ in decimal(socket.summary?.seenMilliseconds) }

  private static let nullWhen =
    "in events other than closed, for sockets that were not TCP connections, or if it is unknown"

  private static func decimal(_ thousandths: UInt64?) -> Value {
    thousandths.map { .decimal($0, places: 3) } ?? .null
  }
}
