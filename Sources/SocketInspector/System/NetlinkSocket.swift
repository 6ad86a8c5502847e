internal import CLinux
import Glibc

/// A netlink socket for sock_diag(7), rtnetlink(7) or nfnetlink, with which the kernel lists the sockets, finds the
/// routes, and lists the rules of the packet filter of the network namespace of the calling thread.
///
/// Any process with CAP_NET_ADMIN in that namespace can send messages to it that look like those of the
/// kernel, see netlink(7). They are excluded in two ways. The socket is connected to the kernel, which then
/// rejects messages from others with ECONNREFUSED, so that they cannot fill the receive buffer. And a message
/// is only accepted if its sender is the kernel, because one may have arrived before the socket was
/// connected.
struct NetlinkSocket: ~Copyable, Sendable {
  /// What the kernel is asked for.
  enum Family: Int32 {
    /// Sockets: NETLINK_SOCK_DIAG.
    case socketDiagnostics = 4
    /// Addresses and routes: NETLINK_ROUTE.
    case route = 0
    /// Rules of the packet filter, and tracked connections: NETLINK_NETFILTER.
    case netfilter = 12
  }

  /// The buffer size for one part of a response, in bytes. The kernel makes parts of at most 32 KiB
  /// (`netlink_recvmsg` in `net/netlink/af_netlink.c`).
  static let maxPartSize = 65_536

  /// The descriptor.
  let number: Int32
  private let name: String
  /// The multicast groups that the socket has joined, as a mask: group N is bit N - 1.
  private let groups: UInt32

  /// Opens a socket.
  ///
  /// - Parameters:
  ///   - family: What the kernel is asked for.
  ///   - name: The name for error messages: what is read from the socket.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  init(
    _ family: Family = .socketDiagnostics, readingFrom name: String
  ) throws(SystemError) {
    try self.init(family, joining: 0, bufferSize: nil, readingFrom: name)
  }

  /// Takes a socket that was opened in another network namespace.
  ///
  /// - Parameter number: Its descriptor, which this value closes.
  /// - Throws: ``SystemError`` with `read`.
  init(taking number: Int32, readingFrom name: String) throws(SystemError) {
    try self.init(number, groups: 0, name)
  }

  /// Opens a socket without connecting it.
  ///
  /// - Returns: The descriptor, or the negated `errno`.
  static func openDescriptor(_ family: Family = .socketDiagnostics) -> Int32 {
    retryingOnInterrupt {
      socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), family.rawValue)
    }
  }

  /// Opens a socket that receives what the kernel sends to multicast groups.
  ///
  /// - Parameters:
  ///   - groups: The groups as a mask; 0 for none.
  ///   - bufferSize: The size of the receive buffer, in bytes; nil for the default.
  ///   - name: The name for error messages: what is read from the socket.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  init(
    _ family: Family = .socketDiagnostics, joining groups: UInt32, bufferSize: Int32?,
    readingFrom name: String
  ) throws(SystemError) {
    let number = Self.openDescriptor(family)
    guard number >= 0 else { throw SystemError(.read, name, code: -number) }
    if let bufferSize { Self.setBufferSize(number, bufferSize) }
    try self.init(number, groups: groups, name)
  }

  private init(_ number: Int32, groups: UInt32, _ name: String) throws(SystemError) {
    // The kernel sends to groups only after the socket has an address (`sock_diag_bind`).
    let bound = groups == 0 ? 0 : unsafe Self.call(bind, number, groups: groups)
    let code = bound < 0 ? bound : unsafe Self.call(connect, number, groups: 0)
    guard code >= 0 else {
      close(number)
      throw SystemError(.read, name, code: -code)
    }
    self.number = number
    self.name = name
    self.groups = groups
  }

  deinit { close(number) }

  /// Calls connect(2), which makes the kernel the only peer, or bind(2), which joins groups, with port 0.
  ///
  /// - Returns: 0, or the negated `errno`.
  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ number: Int32,
    groups: UInt32
  ) -> Int32 {
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    address.nl_groups = groups
    return unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        retryingOnInterrupt {
          unsafe function(number, address, socklen_t(MemoryLayout<sockaddr_nl>.size))
        }
      }
    }
  }

  /// Sets the size of the receive buffer: beyond the limit `net.core.rmem_max` if permitted
  /// (SO_RCVBUFFORCE in socket(7)), otherwise up to it.
  private static func setBufferSize(_ number: Int32, _ size: Int32) {
    var size = size
    let length = socklen_t(MemoryLayout<Int32>.size)
    if unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUFFORCE, &size, length) == 0 { return }
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUF, &size, length)
  }

  /// How many messages the kernel has dropped because the receive buffer was full, modulo 2^32:
  /// `SK_MEMINFO_DROPS` of SO_MEMINFO (`linux/sock_diag.h`, since Linux 4.12).
  var dropCount: UInt32 {
    var numbers = InlineArray<9, UInt32>(repeating: 0)
    var length = socklen_t(MemoryLayout<InlineArray<9, UInt32>>.size)
    let code = unsafe getsockopt(number, SOL_SOCKET, SO_MEMINFO, &numbers, &length)
    return code == 0 && length >= 36 ? numbers[8] : 0
  }

  /// Sends a request.
  ///
  /// - Throws: ``SystemError`` with `read`.
  func send(_ request: [UInt8]) throws(SystemError) {
    let count = unsafe request.withUnsafeBytes { bytes in
      retryingOnInterrupt { unsafe Glibc.send(number, bytes.baseAddress, bytes.count, 0) }
    }
    if count < 0 { throw SystemError(.read, name, code: Int32(-count)) }
    if count != request.count { throw malformedResponse }
  }

  /// Receives the next part of a response, and as many after it as the buffer has room for.
  ///
  /// The kernel produces a part when the previous one is received (`netlink_recvmsg`). Receiving them without
  /// a break leaves the tables less time to change between two parts.
  ///
  /// - Parameters:
  ///   - buffer: At least ``maxPartSize`` bytes.
  ///   - waits: Whether to wait for the first part.
  /// - Returns: The ranges of the parts in the buffer.
  /// - Throws: ``SystemError`` with `read`, also if a part does not fit into the buffer.
  func receive(
    into buffer: inout [UInt8], waits: Bool = true
  ) throws(SystemError) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var end = 0
    while parts.isEmpty || buffer.count - end >= Self.maxPartSize {
      let waitsNow = waits && parts.isEmpty
      guard let count = try receivePart(into: &buffer, at: end, waits: waitsNow) else { break }
      parts.append(end..<end + count)
      end += count
    }
    return parts
  }

  /// Receives one part. Messages that were not sent by the kernel are dropped.
  ///
  /// - Returns: The length of the part in bytes; nil if there is none and `waits` is false.
  private func receivePart(
    into buffer: inout [UInt8], at start: Int, waits: Bool
  ) throws(SystemError) -> Int? {
    while true {
      var sender = sockaddr_nl()
      let count = receive(into: &buffer, at: start, from: &sender, waits: waits)
      if count == -Int(EAGAIN), !waits { return nil }
      guard count >= 0 else { throw SystemError(.read, name, code: Int32(-count)) }
      guard Self.isKernel(sender, groups) else { continue }
      if count > buffer.count - start { throw malformedResponse }
      return count
    }
  }

  /// Whether a message was sent by the kernel, to this socket or to one of its multicast groups.
  private static func isKernel(_ sender: sockaddr_nl, _ groups: UInt32) -> Bool {
    sender.nl_family == sa_family_t(AF_NETLINK) && sender.nl_pid == 0
      && sender.nl_groups & ~groups == 0
  }

  /// - Returns: The length of the message, even if it does not fit into the buffer, or the negated `errno`.
  private func receive(
    into buffer: inout [UInt8], at start: Int, from sender: inout sockaddr_nl, waits: Bool
  ) -> Int {
    unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &sender) { sender in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        var part = unsafe iovec(iov_base: room.baseAddress, iov_len: room.count)
        return unsafe withUnsafeMutablePointer(to: &part) { part in
          var message = unsafe msghdr()
          unsafe message.msg_name = UnsafeMutableRawPointer(sender)
          unsafe message.msg_namelen = socklen_t(MemoryLayout<sockaddr_nl>.size)
          unsafe message.msg_iov = part
          unsafe message.msg_iovlen = 1
          let flags = Int32(MSG_TRUNC) | (waits ? 0 : Int32(MSG_DONTWAIT))
          return retryingOnInterrupt { unsafe recvmsg(number, &message, flags) }
        }
      }
    }
  }

  /// The error for a response that is malformed.
  var malformedResponse: SystemError { error(EBADMSG) }

  /// The error if the kernel responds with an `errno`.
  func error(_ code: Int32) -> SystemError { SystemError(.read, name, code: code) }
}
