import TestSupport
import Testing

@testable import SocketInspector

/// The last numbers of a connection. What is read wrongly here cannot be read again.
@Suite struct DestroyedSocketTests {
  private static let recorded = RecordedMessage.destroyed
  /// Where the value of the attribute INET_DIAG_PROTOCOL, and where that of INET_DIAG_INFO begins.
  private static let (protocolStart, infoStart) = (76, 84)

  /// Testing macros cannot take a span.
  private static func parse(_ message: [UInt8]) -> DestroyedSocket? {
    DestroyedSocket(message.span)
  }

  private static func changed(_ changes: [Int: UInt8]) -> [UInt8] {
    recorded.enumerated().map { changes[$0.offset] ?? $0.element }
  }

  @Test func aRecordedMessageIsRead() throws {
    let socket = try #require(Self.parse(Self.recorded))
    #expect(socket.kind == .connection && socket.interfaceIndex == 0)
    #expect(socket.local == SocketAddress.ip(.init(ipv4: 0x7f00_0001), port: 60236))
    #expect(socket.remote == SocketAddress.ip(.init(ipv4: 0x7f00_0001), port: 57987))
    #expect(socket.cookie == 64872)
    let info = try #require(socket.info)
    // Before the peer's FIN, because this end closed first.
    #expect(info.bytesSent == 1234 && info.bytesReceived == 321)
    #expect(info.roundTripTime != nil)
  }

  /// Listeners and refused connects are no closed connections, and the counters of an aborted one are
  /// unknown, not 0.
  @Test func kindsAreToldApart() throws {
    let noPort: [Int: UInt8] = [6: 0, 7: 0]
    let space = Self.infoStart + 96
    let noSpace = Dictionary(uniqueKeysWithValues: (space..<space + 4).map { ($0, UInt8(0)) })
    let aborted = try #require(Self.parse(Self.changed(noPort)))
    #expect(aborted.kind == .aborted && aborted.info == nil)
    let refused = try #require(Self.parse(Self.changed(noSpace)))
    #expect(refused.kind == .unconnected && refused.info == nil)
    let listener = try #require(
      Self.parse(Self.changed(noPort.merging(noSpace) { $1 })))
    #expect(listener.kind == .unconnected)
    // Without tcp_info, the remote port is all there is.
    let short = Array(Self.recorded.prefix(72))
    #expect(Self.parse(short)?.kind == .connection)
    #expect(Self.parse(Array(Self.changed(noPort).prefix(72)))?.kind == .unconnected)
  }

  /// A message that is cut or about something else must be counted as malformed, not read as a connection.
  @Test func otherMessagesAreRejected() {
    #expect(Self.parse(Self.changed([Self.protocolStart: 17])) == nil)  // UDP
    #expect(Self.parse(Self.changed([1: 1])) == nil)  // ESTABLISHED
    #expect(Self.parse(Self.changed([0: 1])) == nil)  // AF_UNIX
    let ends = [72, 80, Self.recorded.count]
    for count in 0..<Self.recorded.count where !ends.contains(count) && !(77..<80 ~= count) {
      #expect(Self.parse(Array(Self.recorded.prefix(count))) == nil, "\(count)")
    }
  }
}
