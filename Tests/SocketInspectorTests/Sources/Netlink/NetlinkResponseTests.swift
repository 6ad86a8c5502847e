import TestSupport
import Testing

@testable import SocketInspector

/// How an answer of the kernel ends, and what is asked of it.
@Suite(.enabled(if: UInt16(littleEndian: 1) == 1)) struct NetlinkResponseTests {
  /// The rows of a whole table come in many parts; the end is a message of its own.
  @Test func aPartGoesOnUntilTheEndComes() {
    let part = message(20, RecordedMessage.udp) + message(20, RecordedMessage.udp)
    #expect(read(part) == .more)
    #expect(payloads(part) == [RecordedMessage.udp, RecordedMessage.udp])
    #expect(read(message(3, [0, 0, 0, 0])) == .complete)
    #expect(read(message(3, [])) == .complete)
    #expect(read(part + message(3, [0, 0, 0, 0])) == .complete)
  }

  /// Each refusal has to lead to /proc, or to a message that says why.
  @Test func refusalsAreTold() {
    // A protocol that the kernel lacks: the dump ends with -ENOENT. A family: an error message.
    #expect(read(message(3, [0xfe, 0xff, 0xff, 0xff])) == .refused(2))
    let request = [UInt8](repeating: 0, count: 16)
    #expect(read(message(2, [0xfe, 0xff, 0xff, 0xff] + request)) == .refused(2))
    #expect(read(message(2, [0xea, 0xff, 0xff, 0xff] + request)) == .refused(22))
    #expect(read(message(2, [0xff, 0xff, 0xff, 0xff] + request)) == .refused(1))
    // An acknowledgement is no error.
    #expect(read(message(2, [0, 0, 0, 0] + request)) == .more)
  }

  /// What is cut is not taken for a short table.
  @Test func whatIsCutIsMalformed() {
    let whole = message(20, RecordedMessage.finWait2)
    for count in 0..<whole.count { #expect(read(Array(whole.prefix(count))) == .malformed) }
    for cut in 1..<16 { #expect(read(whole + whole.prefix(cut)) == .malformed) }
    #expect(read(message(4, [])) == .malformed)  // NLMSG_OVERRUN
    #expect(read(message(20, []), takes: false) == .malformed)
    #expect(read(message(2, [0, 0, 0, 0x80])) == .malformed)
    #expect(read(message(2, [1, 0, 0, 0])) == .malformed)
    var endless = whole
    endless[0] = 0  // a length of 0 would never get on
    #expect(read(endless) == .malformed)
  }

  /// A late answer to an earlier request belongs to that.
  @Test func answersToOthersArePassedOver() {
    #expect(read(message(3, [0xfe, 0xff, 0xff, 0xff], sequence: 6)) == .more)
    #expect(payloads(message(20, [1], sequence: 6) + message(20, [2])) == [[2]])
    #expect(payloads(message(1, [1])) == [])
  }

  /// One request gives TCP of both families; the kernel knows it by this number and length.
  @Test func aRequestForTCPIsThatOfBothFamilies() throws {
    let request = InetDiagRequest(
      diag: try #require(SocketTable.tcp.diag), family: .ipv6, states: 0x1ffe, ports: nil,
      extra: .info)
    #expect(
      request.bytes(sequence: 5) == [
        76, 0, 0, 0, 18, 0, 1, 3, 5, 0, 0, 0, 0, 0, 0, 0,  // TCPDIAG_GETSOCK, REQUEST | DUMP
        2, 0, 0, 2,  // AF_INET, lengths of addresses, INFO
      ] + zeros(48) + [0xfe, 0x1f, 0, 0, 0, 0, 0, 0])
  }

  @Test func aRequestForUDPNamesTheFamily() throws {
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
        2, 8, 20, 0, 0, 0, 53, 0,  // S_GE 53, else refuse
        3, 8, 12, 0, 0, 0, 53, 0,  // S_LE 53, else refuse
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

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
