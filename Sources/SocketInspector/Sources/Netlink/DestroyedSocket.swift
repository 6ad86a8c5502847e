/// A TCP socket that the kernel has destroyed: a message of the multicast groups SKNLGRP_INET_TCP_DESTROY and
/// SKNLGRP_INET6_TCP_DESTROY of sock_diag(7), which `sock_diag_broadcast_destroy` in the kernel's
/// `net/core/sock_diag.c` sends when the last reference to a full socket is gone.
///
/// A full socket is destroyed when its connection becomes an entry in TIME_WAIT, or FIN_WAIT2 without an
/// owner, or ends in another way. The message has the layout of ``InetDiagMessage`` with the state CLOSE, and
/// without inode, user and control group.
package struct DestroyedSocket: Sendable {
  /// What the socket was used for.
  package enum Kind: Equatable, Sendable {
    /// It was never connected: a listener, a bound or unused socket, or one whose connect(2) failed.
    case unconnected
    /// A connection that was aborted on this machine: by close(2) with SO_LINGER 0, or because the listener
    /// was closed before it accepted the connection. The kernel has cleared the remote port and every counter
    /// (`tcp_disconnect` in `net/ipv4/tcp.c`).
    case aborted
    case connection
  }

  package let kind: Kind
  package let local: SocketAddress
  /// Without a port for ``Kind/aborted``, and possibly for ``Kind/unconnected``.
  package let remote: SocketAddress
  /// The number that identifies the socket since the machine started, as in listings over netlink.
  package let cookie: UInt64
  /// The index of the network interface that the socket was bound to; 0 without one.
  package let interfaceIndex: UInt32
  /// What the kernel knew at the end; nil unless it was a ``Kind/connection``, because the counters of others
  /// are not those of a connection.
  package let info: TCPInfo?

  /// Parses the payload of a message.
  ///
  /// - Returns: nil if it is malformed, about a socket of another protocol, or about one that still has an
  ///   inode.
  package init?(_ message: Span<UInt8>) {
    let format = InetDiagMessage(.tcp)
    guard let socket = format.parse(message), socket.state == .closed, socket.inode == 0,
      InetDiagMessage.protocolNumber(message) ?? Self.tcp == Self.tcp
    else { return nil }
    let info = format.info(message, of: socket)
    local = socket.local
    remote = socket.remote
    interfaceIndex = socket.interfaceIndex ?? 0
    cookie = InetDiagMessage.cookie(message)
    let wasConnected = info?.wasEstablished ?? (socket.remote.port ?? 0 != 0)
    if !wasConnected {
      kind = .unconnected
    } else if socket.remote.port ?? 0 == 0 {
      kind = .aborted
    } else {
      kind = .connection
    }
    self.info = kind == .connection ? info : nil
  }

  /// IPPROTO_TCP.
  private static let tcp: UInt8 = 6
}
