internal import CLinux
import Glibc

/// A netlink socket for sock_diag(7), with which the kernel lists the sockets of the network namespace of the
/// calling thread.
///
/// Any process with CAP_NET_ADMIN in that namespace can send messages to it that look like those of the
/// kernel, see netlink(7). They are excluded in two ways. The socket is connected to the kernel, which then
/// rejects messages from others with ECONNREFUSED, so that they cannot fill the receive buffer. And a message
/// is only accepted if its sender is the kernel, because one may have arrived before the socket was
/// connected.
struct NetlinkSocket: ~Copyable {
  /// The buffer size for one part of a response, in bytes. The kernel makes parts of at most 32 KiB
  /// (`netlink_recvmsg` in `net/netlink/af_netlink.c`).
  static let maxPartSize = 65_536

  /// The descriptor.
  let number: Int32
  private let name: String

  /// Opens a socket.
  ///
  /// - Parameter name: The name for error messages: what is read from the socket.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  init(readingFrom name: String) throws(SystemError) {
    let number = retryingOnInterrupt {
      socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_SOCK_DIAG)
    }
    guard number >= 0 else { throw SystemError(.read, name, code: -number) }
    let code = Self.connectToKernel(number)
    guard code >= 0 else {
      close(number)
      throw SystemError(.read, name, code: -code)
    }
    self.number = number
    self.name = name
  }

  deinit { close(number) }

  /// - Returns: 0, or the negated `errno`.
  private static func connectToKernel(_ number: Int32) -> Int32 {
    var kernel = sockaddr_nl()  // port 0, no groups
    kernel.nl_family = sa_family_t(AF_NETLINK)
    return unsafe withUnsafePointer(to: &kernel) { kernel in
      unsafe kernel.withMemoryRebound(to: sockaddr.self, capacity: 1) { kernel in
        retryingOnInterrupt {
          unsafe connect(number, kernel, socklen_t(MemoryLayout<sockaddr_nl>.size))
        }
      }
    }
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
      guard Self.isKernel(sender) else { continue }
      if count > buffer.count - start { throw malformedResponse }
      return count
    }
  }

  /// Whether a message was sent by the kernel, to this socket and not to a multicast group.
  static func isKernel(_ sender: sockaddr_nl) -> Bool {
    sender.nl_family == sa_family_t(AF_NETLINK) && sender.nl_pid == 0 && sender.nl_groups == 0
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
