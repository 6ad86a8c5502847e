import Glibc
import TestSupport
import Testing

@testable import SocketInspector

/// How a response of the kernel ends, and the bytes of requests.
@Suite(.enabled(if: UInt16(littleEndian: 1) == 1)) struct NetlinkResponseTests {
  /// A listing would end after the first part of a table.
  @Test func aResponseContinuesUntilTheEndMessage() {
    let part = message(20, RecordedMessage.udp) + message(20, RecordedMessage.udp)
    #expect(read(part) == .more)
    #expect(payloads(part) == [RecordedMessage.udp, RecordedMessage.udp])
    #expect(read(message(3, [0, 0, 0, 0])) == .complete)
    #expect(read(message(3, [])) == .complete)
    #expect(read(part + message(3, [0, 0, 0, 0])) == .complete)
  }

  /// A refused request would look like an empty table, instead of a reason to read /proc or to
  /// report the error.
  @Test func refusalsHaveTheirErrorNumber() {
    // Without the protocol, the kernel ends the dump with an error; without the family, it sends one.
    #expect(read(message(3, bytes(-ENOENT))) == .refused(ENOENT))
    let request = zeros(16)
    for code in [ENOENT, EINVAL, EPERM] {
      #expect(read(message(2, bytes(-code) + request)) == .refused(code))
    }
    // An error number of 0 is an acknowledgment.
    #expect(read(message(2, bytes(0) + request)) == .more)
  }

  /// A truncated response would be taken for a short table.
  @Test func truncatedResponsesAreMalformed() {
    let whole = message(20, RecordedMessage.finWait2)
    for count in 0..<whole.count { #expect(read(Array(whole.prefix(count))) == .malformed) }
    for cut in 1..<16 { #expect(read(whole + whole.prefix(cut)) == .malformed) }
    #expect(read(message(4, [])) == .malformed)  // NLMSG_OVERRUN
    #expect(read(message(20, []), takes: false) == .malformed)
    #expect(read(message(2, [0, 0, 0, 0x80])) == .malformed)
    #expect(read(message(2, [1, 0, 0, 0])) == .malformed)
    var endless = whole
    endless[0] = 0  // with length 0, reading would never end
    #expect(read(endless) == .malformed)
  }

  /// A late response to an earlier request would be taken for that to the current one.
  @Test func responsesToOtherRequestsAreSkipped() {
    #expect(read(message(3, bytes(-ENOENT), sequence: 6)) == .more)
    #expect(payloads(message(20, [1], sequence: 6) + message(20, [2])) == [[2]])
    #expect(payloads(message(1, [1])) == [])
  }

  /// TCP sockets of one family would be missing: one request returns those of both, and the kernel
  /// recognizes it by its type and length.
  @Test func aTCPRequestCoversBothFamilies() throws {
    let request = InetDiagRequest(
      diag: try #require(SocketTable.tcp.diag), family: .ipv6, states: 0x1ffe, ports: nil,
      extra: .info)
    #expect(
      request.bytes(sequence: 5) == [
        76, 0, 0, 0, 18, 0, 1, 3, 5, 0, 0, 0, 0, 0, 0, 0,  // TCPDIAG_GETSOCK, REQUEST | DUMP
        2, 0, 0, 2,  // AF_INET, lengths of addresses, INFO
      ] + zeros(48) + [0xfe, 0x1f, 0, 0, 0, 0, 0, 0])
  }

  /// The kernel would return UDP sockets of the wrong family, or all ports.
  @Test func aUDPRequestNamesTheFamily() throws {
    let ports = InetDiagBytecode([[.init(.local, 53...53)]])
    let request = InetDiagRequest(
      diag: try #require(SocketTable.udp.diag), family: .ipv6, states: 0x80, ports: ports,
      extra: .memory)
    #expect(
      request.bytes(sequence: 258) == [
        92, 0, 0, 0, 20, 0, 1, 3, 2, 1, 0, 0, 0, 0, 0, 0,  // SOCK_DIAG_BY_FAMILY
        10, 17, 0x40, 0, 0x80, 0, 0, 0,  // AF_INET6, UDP, SKMEMINFO, states
      ] + zeros(48) + [
        20, 0, 1, 0,  // BYTECODE
        2, 8, 20, 0, 0, 0, 53, 0,  // S_GE 53, else reject
        3, 8, 12, 0, 0, 0, 53, 0,  // S_LE 53, else reject
      ])
  }

  private func read(_ part: [UInt8], takes: Bool = true) -> NetlinkResponse.Ending {
    NetlinkResponse(sequence: 7).read(part.span) { _ in takes }
  }

  private func payloads(_ part: [UInt8]) -> [[UInt8]] {
    var payloads: [[UInt8]] = []
    _ = NetlinkResponse(sequence: 7).read(part.span) { payload in
      payloads.append(payload.indices.map { payload[$0] })
      return true
    }
    return payloads
  }

  private func message(_ type: UInt8, _ payload: [UInt8], sequence: UInt8 = 7) -> [UInt8] {
    let length = 16 + payload.count
    return [UInt8(length & 0xff), UInt8(length >> 8), 0, 0, type, 0, 2, 0, sequence, 0, 0, 0]
      + zeros(4) + payload + zeros((4 - payload.count % 4) % 4)
  }

  private func bytes(_ code: Int32) -> [UInt8] {
    withUnsafeBytes(of: code.littleEndian) { Array($0) }
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
