/// What is known about a socket when it has closed.
public struct ConnectionSummary: Hashable, Sendable {
  /// The bytes of payload that the program sent, without retransmissions; as seen at the last update if the
  /// kernel has lost the final number. nil for sockets that are not TCP connections, and if nothing is known.
  public var bytesSent: UInt64?
  /// The bytes of payload that were received, in the cases of ``bytesSent``.
  public var bytesReceived: UInt64?
  /// Whether ``bytesReceived`` is the number of bytes of payload. Otherwise it may be 1 too high, because the
  /// kernel counts the peer's FIN, or is the number of the last update. nil without such a number.
  public var areBytesReceivedExact: Bool?
  /// The smoothed round-trip time at the end, in microseconds; nil if it was never measured.
  public var roundTripTime: UInt32?
  /// The time from the first update that saw the socket until it closed, in milliseconds; nil if no update
  /// saw it.
  public var seenMilliseconds: UInt64?

  /// Creates a summary; nil for what is unknown.
  public init(
    bytesSent: UInt64? = nil, bytesReceived: UInt64? = nil, areBytesReceivedExact: Bool? = nil,
    roundTripTime: UInt32? = nil, seenMilliseconds: UInt64? = nil
  ) {
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
    self.areBytesReceivedExact = areBytesReceivedExact
    self.roundTripTime = roundTripTime
    self.seenMilliseconds = seenMilliseconds
  }
}

extension ConnectionSummary {
  /// Uses the final numbers of a connection.
  ///
  /// - Parameters:
  ///   - lastState: The state at the last update; nil if no update saw the connection.
  ///   - peer: What is known about the other end of the connection, if it is on this machine.
  mutating func set(_ final: TCPInfo, lastState: SocketState?, peer: PeerCounters) {
    bytesSent = final.bytesSent
    roundTripTime = final.roundTripTime
    guard let counted = final.bytesReceived else { return }
    let exact = Self.bytesReceived(counted, lastState: lastState, peer: peer)
    bytesReceived = exact ?? counted
    areBytesReceivedExact = exact != nil
  }

  /// Uses the numbers of the last update, because the final ones are unknown. 0 bytes then were only not sent yet.
  mutating func set(lastSeen: TCPInfo) {
    bytesSent = lastSeen.bytesSent == 0 ? nil : lastSeen.bytesSent
    bytesReceived = lastSeen.bytesReceived == 0 ? nil : lastSeen.bytesReceived
    areBytesReceivedExact = bytesReceived == nil ? nil : false
    roundTripTime = lastSeen.roundTripTime
  }

  /// The bytes of payload that were received; nil if it is unknown whether the kernel counted the peer's FIN.
  ///
  /// The FIN counts as one byte if it arrived while the full socket existed (`tcp_rcv_nxt_update` in the
  /// kernel's `net/ipv4/tcp_input.c`), after everything that the peer sent. So it counts if the socket was
  /// ever in a state that it leads to, and if the number is greater than what the peer sent in all; it does
  /// not count if the peer is known to have sent that much.
  static func bytesReceived(
    _ counted: UInt64, lastState: SocketState?, peer: PeerCounters
  ) -> UInt64? {
    if counted == 0 { return 0 }
    if lastState?.followsPeersFIN == true { return counted - 1 }
    if let sent = peer.sentAtLeast, counted <= sent { return counted }
    // A difference of more than 1 means that it was not the peer.
    if let sent = peer.sentAfterwards, sent + 1 >= counted { return min(counted, sent) }
    return nil
  }
}

/// What the other end of a connection sent, if it is on this machine.
struct PeerCounters {
  /// Bytes of payload that it had sent at some time; nil if that is unknown.
  var sentAtLeast: UInt64?
  /// Bytes of payload that it had sent when this end had closed, or later; nil if that is unknown.
  var sentAfterwards: UInt64?
}
