internal import CLinux
import Glibc

/// A socket to the kernel's sock_diag(7), which lists the sockets of the network namespace that the
/// calling thread is in.
///
/// Anybody with CAP_NET_ADMIN in that namespace may send messages to it that look like the kernel's
/// (netlink(7)). Two checks exclude them: the socket is connected to the kernel, so that the kernel
/// refuses messages of others (ECONNREFUSED for the sender) and they cannot crowd out a reply; and
/// every message counts only if its sender is the kernel, because one may have arrived before.
struct NetlinkSocket: ~Copyable {
  /// Room for one part of a reply, in bytes: the kernel makes them of 32 KiB at most
  /// (`netlink_recvmsg` in `net/netlink/af_netlink.c`).
  static let longestAnswer = 65_536

  private let number: Int32
  private let name: String

  /// - Parameter name: What is asked for, for error messages.
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

  /// - Throws: ``SystemError`` with `read`.
  func send(_ request: [UInt8]) throws(SystemError) {
    let count = unsafe request.withUnsafeBytes { bytes in
      retryingOnInterrupt { unsafe Glibc.send(number, bytes.baseAddress, bytes.count, 0) }
    }
    if count < 0 { throw SystemError(.read, name, code: Int32(-count)) }
    if count != request.count { throw malformedAnswer }
  }

  /// Receives the next part of a reply, and those after it as far as the buffer has room: the kernel
  /// makes the next part when one is received (`netlink_recvmsg`), so what is done with a part between
  /// two calls is time in which the tables change.
  ///
  /// - Parameters:
  ///   - buffer: At least ``longestAnswer`` bytes.
  ///   - waits: Whether to wait for a first part.
  /// - Returns: Where the parts are in the buffer.
  /// - Throws: ``SystemError`` with `read`, also for a part that did not fit.
  func receive(
    into buffer: inout [UInt8], waits: Bool = true
  ) throws(SystemError) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var end = 0
    while parts.isEmpty || buffer.count - end >= Self.longestAnswer {
      let waitsNow = waits && parts.isEmpty
      guard let count = try receivePart(into: &buffer, at: end, waits: waitsNow) else { break }
      parts.append(end..<end + count)
      end += count
    }
    return parts
  }

  /// Receives one part. Messages that are not the kernel's are dropped.
  ///
  /// - Returns: How many bytes came; nil if none are there and none are waited for.
  private func receivePart(
    into buffer: inout [UInt8], at start: Int, waits: Bool
  ) throws(SystemError) -> Int? {
    while true {
      var sender = sockaddr_nl()
      let count = receive(into: &buffer, at: start, from: &sender, waits: waits)
      if count == -Int(EAGAIN), !waits { return nil }
      guard count >= 0 else { throw SystemError(.read, name, code: Int32(-count)) }
      guard Self.isKernel(sender) else { continue }
      if count > buffer.count - start { throw malformedAnswer }
      return count
    }
  }

  /// Whether a message was sent by the kernel, to this socket and not to a multicast group.
  static func isKernel(_ sender: sockaddr_nl) -> Bool {
    sender.nl_family == sa_family_t(AF_NETLINK) && sender.nl_pid == 0 && sender.nl_groups == 0
  }

  /// - Returns: The whole length of the message, also where that is more than fits, or the negated
  ///   `errno`.
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

  /// What to say of a reply that does not have the kernel's form.
  var malformedAnswer: SystemError { refusal(EBADMSG) }

  /// What to say when the kernel replies with an error.
  func refusal(_ code: Int32) -> SystemError { SystemError(.read, name, code: code) }
}
