import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Only messages from the kernel count. Otherwise a process with CAP_NET_ADMIN in the network
/// namespace of a container could hide its listener from the administrator, or invent one.
@Suite(
  .serialized, .enabled(if: geteuid() == 0, "only root may send to the netlink socket of another"))
struct NetlinkSocketTests {
  // From `linux/socket.h` and `linux/netlink.h`.
  private static let netlink: Int32 = 16  // AF_NETLINK
  private static let sockDiag: Int32 = 4  // NETLINK_SOCK_DIAG
  private static let error: UInt16 = 2  // NLMSG_ERROR, which also acknowledges

  /// `struct sockaddr_nl`.
  private struct Address {
    var family = UInt16(NetlinkSocketTests.netlink)
    var padding: UInt16 = 0
    var port: UInt32 = 0
    var groups: UInt32 = 0
  }

  /// The port ID of a netlink socket: getsockname(2).
  private static func port(of descriptor: Int32) throws -> UInt32 {
    var address = Address()
    var length = socklen_t(MemoryLayout<Address>.size)
    let code = withUnsafeMutableBytes(of: &address) {
      getsockname(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    try #require(code == 0 && address.family == UInt16(netlink))
    return address.port
  }

  /// Sends a message that looks like one from the kernel.
  ///
  /// - Returns: The `errno` of sendto(2), or 0.
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

  /// The type of the first message that a listing would read, after a request that the kernel only
  /// acknowledges.
  private func replyType(_ socket: borrowing NetlinkSocket, sequence: UInt32) throws -> UInt16 {
    try socket.send(NetlinkResponse.noOperationRequest(sequence: sequence))
    var buffer = [UInt8](repeating: 0, count: NetlinkSocket.maxPartSize)
    _ = try socket.receive(into: &buffer)
    return buffer.span.native16(at: 4)
  }

  /// The result of three forged messages: the errors that their sender got, and the type of the
  /// message that the socket accepts as the reply of the kernel.
  private struct Outcome: Equatable {
    var errors: [Int32] = []
    var replyType: UInt16 = 0
  }

  /// - Parameter isConnected: Whether the socket stays connected to the kernel.
  private func forgeThreeMessages(isConnected: Bool) throws -> Outcome {
    let socket = try NetlinkSocket(readingFrom: "test")
    let number = socket.number
    let port = try Self.port(of: number)
    if !isConnected { Self.disconnect(number) }
    var outcome = Outcome()
    for _ in 0..<3 { outcome.errors.append(try forge(to: port, sequence: 5)) }
    outcome.replyType = try replyType(socket, sequence: 5)
    return outcome
  }

  private static func disconnect(_ descriptor: Int32) {
    var unspecified = Address(family: 0)  // AF_UNSPEC
    withUnsafeBytes(of: &unspecified) { address in
      _ = connect(
        descriptor, address.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(address.count))
    }
  }

  /// A flood of forged messages would fill the receive buffer and block a listing. The kernel
  /// refuses them because the socket is connected.
  @Test func othersCannotSendToTheSocket() throws {
    let outcome = try forgeThreeMessages(isConnected: true)
    #expect(outcome.errors == [ECONNREFUSED, ECONNREFUSED, ECONNREFUSED])
    #expect(outcome.replyType == Self.error)
  }

  /// A forged message that arrived before the socket was connected would be read as a reply.
  @Test func messagesOfOthersAreDropped() throws {
    let outcome = try forgeThreeMessages(isConnected: false)
    #expect(outcome == Outcome(errors: [0, 0, 0], replyType: Self.error))
  }
}
