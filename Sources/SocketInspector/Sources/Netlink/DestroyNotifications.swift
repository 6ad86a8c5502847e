/// Receives a notification for every TCP socket that the kernel destroys in the network namespace of the
/// calling thread. No privilege is needed.
///
/// The kernel queues notifications in the receive buffer of a socket. If that is full, it drops further ones
/// until everything was read. Each notification takes about 1 KiB there, so that the default limit
/// (`net.core.rmem_max`) leaves room for a few hundred: read whenever ``descriptor`` is readable, not only at
/// each update.
package struct DestroyNotifications: ~Copyable, Sendable {
  /// The groups as a mask: SKNLGRP_INET_TCP_DESTROY is group 1, SKNLGRP_INET6_TCP_DESTROY is group 3
  /// (`linux/sock_diag.h`).
  private static let groups: UInt32 = 1 << 0 | 1 << 2
  /// The requested size of the receive buffer, in bytes.
  private static let bufferSize: Int32 = 8 << 20
  private static let name = "destroyed TCP sockets over netlink"

  private let socket: NetlinkSocket
  private var buffer = [UInt8](repeating: 0, count: NetlinkSocket.maxPartSize)
  /// The drop count of the socket when it was last read.
  private var drops: UInt32 = 0
  /// Whether the kernel has reported a loss since the count was updated.
  private var hasOverrun = false
  /// How many notifications the kernel has dropped because they were not read in time. Before Linux 4.12, which does
  /// not count them, 1 for each time that the receive buffer was full.
  package private(set) var lostCount: UInt64 = 0
  /// How many notifications were malformed.
  package private(set) var malformedCount: UInt64 = 0

  /// Begins to receive.
  ///
  /// - Parameter bufferSize: The size of the receive buffer, in bytes; as far as the kernel permits.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  package init(bufferSize: Int32 = Self.bufferSize) throws(SystemError) {
    socket = try NetlinkSocket(
      joining: Self.groups, bufferSize: bufferSize, readingFrom: Self.name)
  }

  /// The descriptor, for poll(2): readable if there are notifications, or if some were lost.
  package var descriptor: Int32 { socket.number }

  /// Reads what has arrived, without waiting.
  ///
  /// - Parameters:
  ///   - limit: The maximum number of datagrams to read, so that a storm does not delay an update forever.
  ///   - body: Receives each destroyed socket.
  /// - Throws: ``SystemError`` with `read`.
  package mutating func read(
    limit: Int = 100_000, _ body: (DestroyedSocket) -> Void
  ) throws(SystemError) {
    for _ in 0..<limit {
      guard let part = try nextPart() else { break }
      if part.isEmpty { continue }
      var malformed: UInt64 = 0
      // Notifications answer no request, so that their sequence number is 0.
      let ending = NetlinkResponse(sequence: 0).read(buffer.span.extracting(part)) { payload in
        if let destroyed = DestroyedSocket(payload) { body(destroyed) } else { malformed += 1 }
        return true
      }
      malformedCount += malformed + (ending == .malformed ? 1 : 0)
    }
    countLost()
  }

  /// Receives the next datagram.
  ///
  /// - Returns: Its range in the buffer, empty if the kernel reports a loss instead; nil if there is none.
  private mutating func nextPart() throws(SystemError) -> Range<Int>? {
    do throws(SystemError) {
      return try socket.receive(into: &buffer, waits: false).first
    } catch {
      // ENOBUFS: the receive buffer was full (netlink(7)). Later datagrams can be read.
      if error.code == SystemError.lostMessages {
        hasOverrun = true
        return 0..<0
      }
      throw error
    }
  }

  private mutating func countLost() {
    let now = socket.dropCount
    lostCount += now == 0 && hasOverrun ? 1 : UInt64(now &- drops)
    (drops, hasOverrun) = (now, false)
  }
}
