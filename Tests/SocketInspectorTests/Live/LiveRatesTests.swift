import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Rates of real connections.
@Suite(.enabled(if: (try? Snapshot.capture(Query(source: .netlink))) != nil, "no sock_diag"))
struct LiveRatesTests {
  private func series(_ port: UInt16, _ source: SourcePreference = .netlink) -> SnapshotSeries {
    var query = Query(requirements: .rates, source: source)
    query.filter.ports.included = [PortPattern(port...port)]
    return SnapshotSeries(query)
  }

  /// The client of a connection.
  private func client(_ connection: LiveConnection, in snapshot: Snapshot) throws -> Socket? {
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    return snapshot.sockets.first { $0.local.port == local && $0.remote.port == remote }
  }

  /// An administrator looks for the process that fills the line.
  @Test(arguments: LiveSocket.Family.available)
  func whatWasSentBetweenTwoUpdatesIsTheRate(family: LiveSocket.Family) throws {
    let connection = try LiveConnection(family)
    var series = series(try connection.listener.port)
    try connection.client.send(50_000)
    try connection.server.receive(50_000)
    let before = ContinuousClock.now
    let first = try series.next()
    let afterFirst = ContinuousClock.now
    #expect(try client(connection, in: first)?.rates == nil)
    #expect(first.rates == nil)
    #expect(try client(connection, in: first)?.cookie != nil)

    usleep(50_000)
    try connection.client.send(30_000)
    try connection.server.receive(30_000)
    try connection.server.send(2_000)
    try connection.client.receive(2_000)
    let beforeSecond = ContinuousClock.now
    let second = try series.next()
    let after = ContinuousClock.now
    let rates = try #require(try client(connection, in: second)?.rates)
    let sent = try [first, second].map { try client(connection, in: $0)?.tcpInfo?.bytesSent }
    #expect(sent == [50_000, 80_000])
    let shortest = (beforeSecond - afterFirst) / .seconds(1)
    let longest = (after - before) / .seconds(1)
    for (rate, count) in [(rates.send, 30_000.0), (rates.receive, 2_000)] {
      let rate = Double(try #require(rate))
      #expect(count / longest - 1...count / shortest + 1 ~= rate, "\(rate)")
    }
    let server = try #require(
      second.sockets.first { $0.remote.port == (try? connection.client.port) }?.rates)
    let sum = try #require(second.rates)
    #expect(sum.send == rates.send.flatMap { send in server.send.map { send + $0 } })
    #expect(server.receive != nil && sum == rates + server)

    let idle = try series.next()
    #expect(try client(connection, in: idle)?.rates == TransferRates(send: 0, receive: 0))
  }

  /// The rate of a connection that ended would be shown for the next one on the same ports.
  @Test func aConnectionOnReusedPortsHasNoRateAtFirst() throws {
    let listener = try LiveSocket.listener()
    let port = try listener.port
    func connect(from local: UInt16) throws -> LiveConnection {
      let client = try LiveSocket()
      try client.set(SO_REUSEADDR, to: 1)
      try client.bind(port: local)
      try client.connect(to: port)
      return LiveConnection(listener, client, try listener.accept())
    }
    var series = series(port)
    var last: UInt64?
    var local: UInt16 = 0
    for _ in 0..<3 {
      let connection = try connect(from: local)
      local = try connection.client.port
      try connection.client.send(100)
      try connection.server.receive(100)
      let new = try #require(try client(connection, in: try series.next()))
      #expect(new.rates == nil)
      #expect(new.cookie != nil && new.cookie != last)
      last = new.cookie
      // Nothing was sent since, so a rate other than 0 would be that of the older connection.
      var rates: TransferRates?
      for _ in 0..<3 where rates == nil {
        rates = try client(connection, in: try series.next())?.rates
      }
      #expect(rates?.send == 0, "\(String(describing: rates))")
      for socket in [connection.client, connection.server] { try socket.reset() }
    }
  }

  /// 0 would say that nothing was transferred.
  @Test func withoutCountersThereIsNoRate() throws {
    let connection = try LiveConnection()
    let port = try connection.listener.port
    let udp = try LiveSocket.bound(.ipv4, .udp)
    for (port, source) in [(port, SourcePreference.procfs), (try udp.port, .netlink)] {
      var series = series(port, source)
      for _ in 0..<2 {
        let snapshot = try series.next()
        let sockets = snapshot.sockets.filter { source == .procfs || $0.table == .udp }
        #expect(!sockets.isEmpty && sockets.allSatisfy { $0.rates == nil })
      }
    }
    var series = series(port)
    _ = try series.next()
    // An earlier connection to the same port may be in TIME_WAIT.
    let open = try series.next().sockets.filter { $0.inode != 0 }
    #expect(open.count >= 2 && open.allSatisfy { ($0.rates == nil) == ($0.state == .listen) })
    // A series that stops measuring does not compare with old counters later.
    series.query.requirements = .tcpInfo
    #expect(try series.next().sockets.allSatisfy { $0.rates == nil })
    series.query.requirements = .rates
    #expect(try series.next().sockets.allSatisfy { $0.rates == nil })
  }

  /// A handshake, its connection and its entry in TIME_WAIT would be counted as three sockets.
  @Test func theCookieStaysTheSameUntilTheEnd() throws {
    let connection = try LiveConnection()
    let (port, local) = (try connection.listener.port, try connection.client.port)
    var query = Query(requirements: .cookie, source: .netlink)
    query.filter.ports.included = [PortPattern(port...port)]
    let find = { (state: SocketState) in
      try eventually("\(state)") {
        try Snapshot.capture(query).sockets.first {
          $0.local.port == local && $0.remote.port == port && $0.state == state
        }
      }
    }
    let open = try find(.established)
    #expect(open.cookie != nil && open.tcpInfo == nil)
    connection.client.close()
    connection.server.close()
    #expect(try find(.timeWait).cookie == open.cookie)
    query.requirements = []
    #expect(try Snapshot.capture(query).sockets.allSatisfy { $0.cookie == nil })
  }

  /// The rate is what people draw and what alarms compare with. What was sent and received until each reading is
  /// exact, because nothing is sent during a reading; only the moment of the reading is not, so the readings have to
  /// be quick: together, they take less than 2 % of the time between them.
  @Test func aPacedSenderIsMeasuredWithinTwoPercent() throws {
    let connection = try LiveConnection()
    let port = try connection.client.port
    let sender = PacedSender(from: connection.client.fd, to: connection.server.fd, bytes: 5_000)
    defer { sender.stop() }
    var series = series(port)
    var pause: UInt32 = 1
    let (snapshot, count, time) = try eventually("updates that were quick enough") {
      let first = try sender.read { () throws(SystemError) in try series.next() }
      sleep(pause)
      pause = min(pause * 2, 16)
      let second = try sender.read { () throws(SystemError) in try series.next() }
      // The kernel was asked at some time in each reading.
      let longest = (second.end - first.start) / .seconds(1)
      let shortest = (second.start - first.end) / .seconds(1)
      let count = second.sent - first.sent
      return count > 0 && longest < shortest * 1.02
        ? (second.snapshot, Double(count), shortest...longest) : nil
    }
    let server = snapshot.sockets.first { $0.remote.port == port }
    for rate in [try client(connection, in: snapshot)?.rates?.send, server?.rates?.receive] {
      let rate = Double(try #require(rate))
      // Rates are whole numbers.
      let expected = count / time.upperBound - 1...count / time.lowerBound + 1
      #expect(expected ~= rate, "\(rate), \(expected)")
    }
  }
}

/// Sends a steady flow from one socket to another, and knows how much it has sent.
private final class PacedSender: Sendable {
  private let state = LockedValue((sent: 0, isStopped: false))

  /// A snapshot, and how much had been sent and received when it was taken.
  struct Reading: Sendable {
    let snapshot: Snapshot
    let sent: Int
    let start: ContinuousClock.Instant
    let end: ContinuousClock.Instant
  }

  /// - Parameter bytes: What is sent every 5 milliseconds.
  init(from client: Int32, to server: Int32, bytes: Int) {
    Thread.detachNewThread { [state] in
      var payload = [UInt8](repeating: 0x61, count: bytes)
      var due = ContinuousClock.now
      var isStopped = false
      while !isStopped {
        // Counted and received under the lock, so that nobody sees one without the other.
        isStopped = state.withLock { state in
          let count = send(client, payload, bytes, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
          if count > 0, recv(server, &payload, count, Int32(MSG_WAITALL)) == count {
            state.sent += count
          }
          return state.isStopped
        }
        due = max(due + .milliseconds(5), .now)
        usleep(UInt32(max((due - .now) / .microseconds(1), 0)))
      }
    }
  }

  /// Takes a snapshot while nothing is sent.
  func read(_ take: () throws(SystemError) -> Snapshot) throws -> Reading {
    try state.withLock { state in
      let start = ContinuousClock.now
      return Result { () throws(SystemError) in
        Reading(snapshot: try take(), sent: state.sent, start: start, end: .now)
      }
    }.get()
  }

  func stop() { state.withLock { $0.isStopped = true } }
}
