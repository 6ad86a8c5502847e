import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What the kernel knows about a connection, as scripts get it.
@Suite(.enabled(if: (try? Snapshot.capture(Query(source: .netlink))) != nil, "no sock_diag"))
struct TCPInfoColumnsTests {
  private struct Row: Decodable {
    let localPort: UInt16
    let bytesSent: UInt64?
    let bytesReceived: UInt64?
    let bytesRetransmitted: UInt64?
    /// In milliseconds.
    let rtt: Double?
    let rttMin: Double?
    let rttVariance: Double?
    let mss: UInt64?
    let idleSeconds: Double?
    let bytesReceivedExact: Bool?
  }

  private static let keys =
    "local_port,bytes_sent,bytes_received,bytes_retransmitted,rtt,rtt_min,rtt_variance,mss,idle_seconds,bytes_received_exact"

  /// The row of the only socket with this protocol at its port.
  private func output(_ socket: LiveSocket, _ kind: LiveSocket.Kind, _ arguments: String...) throws
    -> Data
  {
    let selector = "\(kind.rawValue)/127.0.0.1:\(try socket.port)"
    return try Program.portstat.run(["--jsonl", "--columns", Self.keys, selector] + arguments)
      .output
  }

  /// The row of the client. Connections of other tests may have the same local port, with another remote one.
  private func clientOutput(
    _ connection: LiveConnection, source: String = "netlink"
  ) throws -> Data {
    try output(
      connection.client, .tcp, "--remote-port", "\(try connection.listener.port)", "--source",
      source)
  }

  /// A 32-bit number at an offset of `struct tcp_info` (`include/uapi/linux/tcp.h`).
  private func info(of socket: LiveSocket, at offset: Int) throws -> UInt32 {
    var bytes = [UInt8](repeating: 0, count: 256)
    var size = socklen_t(bytes.count)
    try #require(getsockopt(socket.fd, Int32(IPPROTO_TCP), TCP_INFO, &bytes, &size) == 0)
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
  }

  /// A script that adds up the bytes of connections would get other numbers than were transferred, or
  /// those of the other direction.
  @Test func bytesAreThoseThatWereTransferred() throws {
    let connection = try LiveConnection()
    try connection.client.send(1_234)
    try connection.server.send(56)
    let row = try eventually("56 bytes that were received") {
      let row: Row = try SocketRecord.decode(try clientOutput(connection))
      return row.bytesReceived == 56 ? row : nil
    }
    #expect(row.localPort == (try connection.client.port))
    #expect(row.bytesSent == 1_234)
    #expect(row.bytesRetransmitted == 0 && row.bytesReceivedExact == true)
    #expect(row.mss == UInt64(try info(of: connection.client, at: 16)))
    #expect(row.idleSeconds.map { 0..<60 ~= $0 } == true)
  }

  /// A script would take microseconds for milliseconds, and report a network that is a thousand times as
  /// slow.
  @Test func timesAreInMilliseconds() throws {
    let connection = try LiveConnection()
    try connection.client.send(1)
    // tcpi_rtt, tcpi_rttvar and tcpi_min_rtt, in microseconds.
    let times = { try [68, 72, 148].map { try info(of: connection.client, at: $0) } }
    let (row, expected) = try eventually("round-trip times that stay the same") {
      let before = try times()
      let row: Row = try SocketRecord.decode(try clientOutput(connection))
      return try times() == before && before[0] > 0
        ? (row, before) : nil as (Row, [UInt32])?
    }
    #expect([row.rtt, row.rttVariance, row.rttMin] == expected.map { Double($0) / 1000 })
  }

  /// A script would take 0 for a measured value: /proc does not have these, and neither do sockets that
  /// are not connected.
  @Test func withoutAValueTheyAreNull() throws {
    let connection = try LiveConnection()
    let udp = try LiveSocket.bound(.ipv4, .udp)
    let listener = try LiveSocket.listener()
    let nulls = Self.keys.split(separator: ",").dropFirst().map { ",\"\($0)\":null" }.joined()
    for (socket, output) in [
      (connection.client, try clientOutput(connection, source: "procfs")),
      (udp, try output(udp, .udp)), (listener, try output(listener, .tcp, "-l")),
    ] {
      let expected = "{\"local_port\":\(try socket.port)\(nulls)}\n"
      #expect(String(decoding: output, as: UTF8.self) == expected)
    }
  }

  /// `portstat -i 8080` must not be slower to read than `ss -ti`: the columns are there, with units that people
  /// can compare.
  @Test func infoIsInTheTable() throws {
    let connection = try LiveConnection()
    try connection.client.send(30_000)
    let run = {
      try Program.portstat.run(
        "-tin", "tcp/127.0.0.1:\(try connection.client.port)", "--remote-port",
        "\(try connection.listener.port)")
    }
    let lines = try eventually("a delivery rate") {
      let lines = try run().lines.map { $0.split(separator: " ").map(String.init) }
      return lines.count == 2 && lines[1].count == 10 && lines[1][5] != "-" ? lines : nil
    }
    #expect(
      lines[0].joined(separator: " ")
        == "Proto Local Address Foreign Address State RTT Delivery/s Retrans PID Process Class")
    #expect(lines[1][4].contains(/^\d+(\.\d{1,3})?$/), "\(lines[1])")
    #expect(lines[1][5].contains(/^\d{1,3}(\.\d)?[kMGT]?$/), "\(lines[1])")
    #expect(lines[1][6] == "0")
  }

  private struct Event: Decodable {
    struct Rates: Decodable {
      let sendRate: UInt64?
      let receiveRate: UInt64?
    }

    let event: String
    let socket: Rates
  }

  /// A log of events would have rates of the wrong connection, or none, or would invent one for the first
  /// update.
  @Test func ratesAreMeasuredBetweenUpdates() throws {
    let connection = try LiveConnection()
    let program = try BackgroundProgram(
      .portstat,
      [
        "--watch=0.3", "--jsonl", "--columns", "send_rate,receive_rate",
        "tcp/127.0.0.1:\(try connection.client.port)", "--remote-port",
        "\(try connection.listener.port)",
      ])
    try program.waitForLines("the connection") { $0.count == 1 }
    try connection.client.send(60_000)
    try connection.server.send(600)
    try connection.client.endSending()
    let lines = try program.waitForLines("the change") { $0.count == 2 }
    let events: [Event] = try lines.map { try SocketRecord.decode(Data($0.utf8)) }
    #expect(events.map(\.event) == ["opened", "changed"])
    #expect(events[0].socket.sendRate == nil && events[0].socket.receiveRate == nil)
    // An update takes 0.3 seconds or more. If it came between the two calls, it has no rate for one of them.
    let (sent, received) = (events[1].socket.sendRate, events[1].socket.receiveRate)
    #expect(try #require(sent) <= 60_000 * 4 && #require(received) <= 600 * 4)
    #expect(sent ?? 0 > 0 || received ?? 0 > 0)
  }

  /// A listing has no interval. 0 would say that nothing is transferred.
  @Test func aListingHasNoRates() throws {
    let connection = try LiveConnection()
    let output = try Program.portstat.run(
      "-H", "--columns", "state,send_rate,receive_rate",
      "tcp/127.0.0.1:\(try connection.client.port)", "--remote-port",
      "\(try connection.listener.port)")
    #expect(output.text.split(whereSeparator: \.isWhitespace) == ["ESTABLISHED", "-", "-"])
  }
}
