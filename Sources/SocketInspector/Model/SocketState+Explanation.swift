extension SocketState {
  /// What the state means, for readers who do not know TCP, in whole sentences.
  public var explanation: String {
    switch self {
    case .established:
      "Both ends can send data. A UDP socket in this state is connected to one peer."
    case .synSent:
      """
      The local end has requested a connection and is waiting for a reply. If the state persists, a \
      firewall is probably dropping the packets.
      """
    case .synReceived:
      """
      The peer has requested a connection, the local end has replied, and the peer's \
      acknowledgment is outstanding.
      """
    case .finWait1:
      "The local end closed the connection first and is waiting for the peer's acknowledgment."
    case .finWait2:
      """
      The local end closed the connection first, the peer has acknowledged it, and the local end \
      is waiting for the peer to close.
      """
    case .timeWait:
      """
      Both ends have closed the connection, the local end first. The kernel keeps the entry for 60 \
      seconds (fixed in Linux), so that late packets are not mistaken for those of a new connection.
      """
    case .closed: "Not connected."
    case .closeWait:
      """
      The peer has closed the connection, and the local program has not. If the state persists, \
      the program probably forgot to close its socket.
      """
    case .lastAck:
      """
      The peer closed the connection first, then the local end did and is waiting for the peer's \
      acknowledgment.
      """
    case .listen: "The program accepts connections on this port."
    case .closing:
      """
      Both ends closed the connection at the same time, and the local end is waiting for the peer's \
      acknowledgment.
      """
    case .boundInactive:
      """
      Bound to a port, but neither listening nor connected. Only netlink lists these sockets, since \
      Linux 6.8.
      """
    case .unknown: "A state of a newer kernel, which portstat does not know."
    }
  }
}
