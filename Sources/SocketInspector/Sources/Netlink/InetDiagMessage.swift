/// Parses a message of sock_diag(7) about a socket: `struct inet_diag_msg` in `linux/inet_diag.h`, filled by
/// the kernel's `net/ipv4/inet_diag.c`, `tcp_diag.c` and `udp_diag.c`.
///
///     family, state, timer, retrans (1 byte each)
///     local port, remote port (2), local address, remote address (16), interface (4), cookie (8)
///     expires (4, milliseconds), receive queue, send queue, uid, inode (4)
///     attributes: length (2, with this head), type (2), value
///
/// Ports and addresses are in network byte order, everything else in native byte order.
package struct InetDiagMessage {
  /// The length without attributes.
  static let length = 72

  /// Types of attributes: `enum` in `linux/inet_diag.h`.
  private enum Attribute {
    /// `struct tcp_info` of `linux/tcp.h`.
    static let info: UInt16 = 2
    /// The name of the congestion control, terminated by NUL.
    static let congestionControl: UInt16 = 4
    /// `SK_MEMINFO_…` of `linux/sock_diag.h`; the ninth number counts drops, the fourth is the size of the send
    /// buffer, the sixth how much of it is in use, in bytes.
    static let memory: UInt16 = 7
    /// Of 8 bits: the protocol of a socket in a notification.
    static let protocolNumber: UInt16 = 10
    static let isIPv6Only: UInt16 = 11
    /// Attributes about the upper-layer protocol; the first, of type INET_ULP_INFO_NAME, is its name.
    static let upperLayerProtocol: UInt16 = 19
    static let upperLayerProtocolName: UInt16 = 1
    /// Of 64 bits: the inode number of the control group's directory, since Linux 5.8.
    static let controlGroup: UInt16 = 21
  }

  let table: SocketTable.ID
  /// Whether the dump was for bound sockets only, to which the kernel gives the number of CLOSE.
  var isBoundInactive = false
  /// As for ``ProcNetInetLine``.
  var kernelReportsOrphanUID = true

  /// Parses the payload of a message; nil if it is malformed.
  ///
  /// A SYN_RECV entry has no user, because the kernel reports 0.
  package func parse(_ message: Span<UInt8>) -> SocketEntry? {
    guard message.count >= Self.length, let family = Self.family(message[0]) else { return nil }
    let number = message[1]
    let inode = message.native32(at: 68)
    var socket = SocketEntry(
      table: table,
      local: Self.endpoint(message, family, address: 8, port: 4),
      remote: Self.endpoint(message, family, address: 24, port: 6),
      state: table.facts.state(number: number),
      receiveQueue: Self.clamped(message.native32(at: 56)),
      sendQueue: Self.clamped(message.native32(at: 60)), inode: UInt64(inode))
    socket.interfaceIndex = message.native32(at: 40)
    if table.facts.isConnectionOriented { addConnection(message, to: &socket) }
    socket.clearStaleValues()
    guard addAttributes(message, to: &socket) else { return nil }
    let userID = message.native32(at: 64)
    if socket.state != .synReceived || inode != 0,
      socket.hasMeaningfulUserID(userID, always: kernelReportsOrphanUID)
    {
      socket.userID = userID
    }
    return socket
  }

  private func addConnection(_ message: Span<UInt8>, to socket: inout SocketEntry) {
    if isBoundInactive, socket.state == .closed { socket.state = .boundInactive }
    if socket.state == .listen {
      // In place of the send queue, the kernel reports the limit of a listener's accept queue.
      socket.backlog = socket.sendQueue
      socket.sendQueue = 0
    }
    let timer = message[2]
    socket.timer = SocketTimer(
      number: timer, hundredths: Self.clamped(message.native32(at: 52)) / 10,
      isOrphanedFinWait2: socket.inode == 0 && socket.state == .finWait2)
    // Without tcp_info, there is one number for the two columns of /proc.
    if socket.isTimeWaitEntry || socket.state == .synReceived {
      socket.retransmits = UInt32(message[3])
      socket.probes = 0
    } else if timer == 1 {
      socket.retransmits = UInt32(message[3])
    } else if timer == 2 || timer == 4 {
      socket.probes = UInt32(message[3])
    }
  }

  /// - Returns: Whether every attribute is within the message.
  private func addAttributes(_ message: Span<UInt8>, to socket: inout SocketEntry) -> Bool {
    let details = table.facts.diag?.details
    return Self.forEachAttribute(message) { type, value in
      let start = value.lowerBound
      switch type {
      case Attribute.info where details == .info && value.count >= 4:
        socket.retransmits = UInt32(message[start + 2])  // tcpi_retransmits
        socket.probes = UInt32(message[start + 3])  // tcpi_probes
      case Attribute.memory
      where (details == .memory || socket.state == .listen) && value.count >= 36:
        socket.drops = message.native32(at: start + 32)
      case Attribute.isIPv6Only where !value.isEmpty: socket.isIPv6Only = message[start] != 0
      default: break
      }
    }
  }

  /// What the message says besides the row.
  ///
  /// - Parameters:
  ///   - message: The message that ``parse(_:)`` accepted.
  ///   - time: When it was received.
  func details(
    _ message: Span<UInt8>, at time: MonotonicTime
  ) -> SocketDetails {
    let (local, remote) = (message.bigEndian16(at: 4), message.bigEndian16(at: 6))
    return SocketDetails(
      cookie: Self.cookie(message), time: time, peerMark: local &* 31 &+ remote)
  }

  /// The number of the control group in which the socket was created: the inode number of its directory in the
  /// unified hierarchy. nil if the message does not name it, as in TIME_WAIT and SYN_RECV, and for the root of the
  /// hierarchy, which is what the kernel reports for processes that are only in other hierarchies
  /// (`inet_diag_msg_attrs_fill` in `net/ipv4/inet_diag.c`).
  func controlGroup(_ message: Span<UInt8>) -> UInt64? {
    var number: UInt64?
    _ = Self.forEachAttribute(message) { type, value in
      guard type == Attribute.controlGroup, value.count >= 8 else { return }
      number = message.native64(at: value.lowerBound)
    }
    return number == Self.rootControlGroup ? nil : number
  }

  private static let rootControlGroup: UInt64 = 1

  /// The names of the congestion control and of the upper-layer protocol, such as `cubic` and `tls`: where
  /// they are in the message; empty without.
  func moduleNames(
    _ message: Span<UInt8>
  ) -> (congestionControl: Range<Int>, upperLayerProtocol: Range<Int>) {
    var names = (congestionControl: 0..<0, upperLayerProtocol: 0..<0)
    _ = Self.forEachAttribute(message) { type, value in
      switch type {
      case Attribute.congestionControl:
        names.congestionControl = Self.text(message, value)
      case Attribute.upperLayerProtocol:
        _ = Self.forEachAttribute(message, in: value) { type, value in
          guard type == Attribute.upperLayerProtocolName else { return }
          names.upperLayerProtocol = Self.text(message, value)
        }
      default: break
      }
    }
    return names
  }

  /// The part of an attribute before the first NUL.
  private static func text(_ message: Span<UInt8>, _ value: Range<Int>) -> Range<Int> {
    let end = value.first { message[$0] == 0 } ?? value.upperBound
    return value.lowerBound..<end
  }

  /// The number that identifies a socket since the machine started: two words of 32 bits, the lower one first
  /// (`sock_diag_save_cookie` in the kernel's `net/core/sock_diag.c`).
  static func cookie(_ message: Span<UInt8>) -> UInt64 {
    UInt64(message.native32(at: 48)) << 32 | UInt64(message.native32(at: 44))
  }

  /// The TCP_INFO of a connection; nil if the message has none, as for TIME_WAIT and handshakes, and for
  /// listeners, whose numbers mean something else.
  func info(_ message: Span<UInt8>, of socket: SocketEntry) -> TCPInfo? {
    if socket.isListening || socket.state == .boundInactive { return nil }
    var info: TCPInfo?
    var isSendBufferFull = false
    _ = Self.forEachAttribute(message) { type, value in
      if type == Attribute.info { info = TCPInfo(message.extracting(value)) }
      if type == Attribute.memory { isSendBufferFull = Self.isSendBufferFull(message, value) }
    }
    info?.isSendBufferFull = isSendBufferFull
    return info
  }

  /// Whether more than two thirds of the send buffer are in use. A program that waits for room continues only below
  /// that (`sk_stream_is_writeable` in the kernel's `include/net/sock.h`), and for poll(2) the socket is not
  /// writable.
  private static func isSendBufferFull(_ message: Span<UInt8>, _ memory: Range<Int>) -> Bool {
    guard memory.count >= 24 else { return false }
    let size = Int64(message.native32(at: memory.lowerBound + 12))
    let used = Int64(message.native32(at: memory.lowerBound + 20))
    return used + used / 2 > size
  }

  /// The number of the socket's protocol; nil if the message does not name it.
  static func protocolNumber(_ message: Span<UInt8>) -> UInt8? {
    var number: UInt8?
    _ = forEachAttribute(message) { type, value in
      if type == Attribute.protocolNumber, !value.isEmpty { number = message[value.lowerBound] }
    }
    return number
  }

  /// - Returns: Whether every attribute is within the message.
  @inline(__always)
  private static func forEachAttribute(
    _ message: Span<UInt8>, in range: Range<Int>? = nil,
    _ body: (_ type: UInt16, _ value: Range<Int>) -> Void
  ) -> Bool {
    message.forEachAttribute(in: range ?? min(length, message.count)..<message.count, body)
  }

  private static func family(_ number: UInt8) -> IPAddress.Family? {
    switch number {
    case 2: .ipv4  // AF_INET
    case 10: .ipv6  // AF_INET6
    default: nil
    }
  }

  private static func endpoint(
    _ message: Span<UInt8>, _ family: IPAddress.Family, address: Int, port: Int
  ) -> SocketAddress {
    SocketAddress.ip(
      family == .ipv4
        ? IPAddress(ipv4: message.bigEndian32(at: address))
        : IPAddress(ipv6: message.bigEndian64(at: address), message.bigEndian64(at: address + 8)),
      port: message.bigEndian16(at: port))
  }

  /// A number that is signed in the kernel: a queue that is just being emptied may be negative.
  private static func clamped(_ value: UInt32) -> UInt32 { value > UInt32(Int32.max) ? 0 : value }
}

extension InetDiagMessage {
  package init(_ table: SocketTable.ID) {
    self.init(table: table)
  }
}
