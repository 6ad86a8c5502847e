import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Whose messages count as the kernel's. Without this, a process with CAP_NET_ADMIN in a container's
/// network namespace hides its listener from the administrator, or invents one.
@Suite(.serialized, .enabled(if: geteuid() == 0, "only root may send to another's netlink socket"))
struct NetlinkSocketTests {
  private static let netlink: Int32 = 16  // AF_NETLINK
  private static let sockDiag: Int32 = 4  // NETLINK_SOCK_DIAG

  /// `struct sockaddr_nl`.
  private struct Address {
    var family = UInt16(NetlinkSocketTests.netlink)
    var padding: UInt16 = 0
    var port: UInt32 = 0
    var groups: UInt32 = 0
  }

  /// The newest netlink socket of this process: its descriptor and its port.
  private func newest(before: Set<Int32>) throws -> (descriptor: Int32, port: UInt32) {
    for descriptor in Self.descriptors().subtracting(before) {
      var address = Address()
      var length = socklen_t(MemoryLayout<Address>.size)
      let code = withUnsafeMutableBytes(of: &address) {
        getsockname(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
      }
      if code == 0, address.family == UInt16(Self.netlink) { return (descriptor, address.port) }
    }
    throw TimedOut(description: "a netlink socket")
  }

  private static func descriptors() -> Set<Int32> {
    Set((0..<1024).filter { fcntl($0, F_GETFD) >= 0 })
  }

  /// Sends what looks like a message of the kernel's; gives the error, or 0.
  private func forge(to port: UInt32, sequence: UInt32) throws -> Int32 {
    let forger = socket(Self.netlink, Int32(SOCK_RAW.rawValue), Self.sockDiag)
    if forger < 0 { return errno }
    defer { close(forger) }
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(16 + RecordedMessage.udp.count))
    bytes.append(native: UInt16(20))
    bytes.append(native: UInt16(2))  // NLM_F_MULTI
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    bytes += RecordedMessage.udp
    var address = Address(port: port)
    let count = withUnsafeBytes(of: &address) { address in
      sendto(
        forger, bytes, bytes.count, 0, address.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(address.count))
    }
    return count < 0 ? errno : 0
  }

  /// The type of what a listing would read; the request is one that the kernel only acknowledges.
  private func replyType(_ socket: borrowing NetlinkSocket, sequence: UInt32) throws -> UInt16 {
    try socket.send(NetlinkResponse.noOperationRequest(sequence: sequence))
    var buffer = [UInt8](repeating: 0, count: NetlinkSocket.longestAnswer)
    _ = try socket.receive(into: &buffer)
    return buffer.span.native16(at: 4)
  }

  /// What came of three forged messages: what their sender got, and the type of the message that the
  /// socket then takes for the kernel's reply.
  private struct Outcome: Equatable {
    var errors: [Int32] = []
    var replyType: UInt16 = 0
  }

  /// - Parameter isConnected: Whether the socket stays connected to the kernel.
  private func forgeThreeMessages(isConnected: Bool) throws -> Outcome {
    let before = Self.descriptors()
    let socket = try NetlinkSocket(readingFrom: "test")
    let (descriptor, port) = try newest(before: before)
    if !isConnected { Self.disconnect(descriptor) }
    var outcome = Outcome()
    for _ in 0..<3 { outcome.errors.append(try forge(to: port, sequence: 5)) }
    outcome.replyType = try replyType(socket, sequence: 5)
    return outcome
  }

  private static func disconnect(_ descriptor: Int32) {
    var nobody = Address(family: 0)  // AF_UNSPEC
    withUnsafeBytes(of: &nobody) { address in
      _ = connect(
        descriptor, address.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(address.count))
    }
  }

  /// The kernel refuses messages of others before they take up room: a flood cannot hold up a listing.
  @Test func othersCannotSendToTheSocketAtAll() throws {
    let outcome = try forgeThreeMessages(isConnected: true)
    #expect(outcome.errors == [ECONNREFUSED, ECONNREFUSED, ECONNREFUSED])
    #expect(outcome.replyType == 2)  // NLMSG_ERROR: the kernel's acknowledgement
  }

  /// A message that arrived all the same, before the socket was connected, is dropped.
  @Test func messagesOfOthersAreDropped() throws {
    let outcome = try forgeThreeMessages(isConnected: false)
    #expect(outcome == Outcome(errors: [0, 0, 0], replyType: 2))
  }
}
