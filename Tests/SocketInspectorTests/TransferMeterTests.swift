import TestSupport
import Testing

@testable import SocketInspector

/// Rates from chosen counters. A wrong one blames the wrong connection for the traffic.
@Suite struct TransferMeterTests {
  private let start = MonotonicTime.now

  private typealias Result = TransferMeter.Result

  /// What netlink reports about connections, which send all the time.
  private func store(
    _ seconds: Double,
    _ connections: [(cookie: UInt64, sent: UInt64, received: UInt64)], peer: UInt16 = 1
  ) -> SocketDetailsStore {
    var store = SocketDetailsStore()
    for connection in connections {
      let info = RecordedInfo([
        (200, connection.sent + 1_000), (208, 1_000), (128, connection.received),
        (168, UInt64(seconds * 1e6)),
      ])
      let details = SocketDetails(
        cookie: connection.cookie, time: start.adding(seconds: seconds), peerMark: peer)
      var socket = SocketEntry(table: .tcp, local: .none, remote: .none, state: nil, inode: 1)
      store.add(details, TCPInfo(info.bytes.span), to: &socket)
    }
    return store
  }

  /// The result for a connection that sent all the time.
  private func measured(_ send: UInt64?, _ receive: UInt64?) -> Result {
    Result(
      rates: TransferRates(send: send, receive: receive), limit: SendLimit(.network, percent: 100))
  }

  /// The time between the updates counts, not the interval that was asked for. Retransmissions are not payload.
  @Test func aRateIsTheDifferenceOverTheTimeBetween() {
    var meter = TransferMeter()
    #expect(meter.measure(store(0, [(7, 500, 90)])) == [Result()])
    #expect(
      meter.measure(store(0.5, [(7, 1_000, 90)])) == [measured(1_000, 0)])
    #expect(
      meter.measure(store(2.5, [(7, 1_003, 5_090)])) == [measured(2, 2_500)])
  }

  /// A new connection on the ports of an older one would show what the older one transferred, or a huge number.
  @Test func onlyTheSameCookieIsCompared() {
    var meter = TransferMeter()
    _ = meter.measure(store(0, [(7, 500, 0), (8, 0, 0)]))
    #expect(
      meter.measure(store(1, [(9, 900, 0), (8, 4, 0)])) == [
        Result(), measured(4, 0),
      ])
    // What was away for an update is not compared with an older one.
    #expect(meter.measure(store(2, [(7, 600, 0)])) == [Result()])
  }

  /// A socket that is connected again keeps its cookie, but its counters begin at 0.
  @Test func aSocketThatWasConnectedAgainHasNoRate() {
    var meter = TransferMeter()
    _ = meter.measure(store(0, [(7, 500, 500)]))
    #expect(
      meter.measure(store(1, [(7, 499, 600)])) == [measured(nil, 100)])
    #expect(meter.measure(store(2, [(7, 900, 900)], peer: 2)) == [Result()])
    meter.reset()
    #expect(meter.measure(store(3, [(7, 900, 900)], peer: 2)) == [Result()])
  }

  /// Two readings at the same time would divide by zero.
  @Test func withoutTimeBetweenThereIsNoRate() {
    var meter = TransferMeter()
    _ = meter.measure(store(1, [(7, 0, 0)]))
    #expect(meter.measure(store(1, [(7, 900, 0)])) == [Result()])
    #expect(meter.measure(store(0, [(7, 900, 0)])) == [Result()])
  }

  /// Old kernels count less. A sum must not lose what is known.
  @Test func sumsAreOfWhatIsKnown() {
    let known = TransferRates(send: 3, receive: nil)
    #expect(known + TransferRates(send: 4, receive: 5) == TransferRates(send: 7, receive: 5))
    #expect(known + TransferRates() == known)
    let most = TransferRates(send: .max, receive: 0)
    #expect(most + known == most)
  }

  /// A connection that was held up an hour ago would be shown as held up now.
  @Test func theLimitIsThatOfTheTimeBetweenTwoUpdates() {
    var meter = TransferMeter()
    func store(_ seconds: Double, _ busy: UInt64, _ receiver: UInt64) -> SocketDetailsStore {
      var store = SocketDetailsStore()
      var socket = SocketEntry(table: .tcp, local: .none, remote: .none, state: nil, inode: 1)
      store.add(
        SocketDetails(cookie: 7, time: start.adding(seconds: seconds), peerMark: 0),
        TCPInfo(RecordedInfo([(168, busy), (176, receiver)]).bytes.span), to: &socket)
      return store
    }
    #expect(meter.measure(store(0, 900_000_000, 800_000_000)).map(\.limit?.factor) == [nil])
    for (seconds, busy, receiver, expected) in [
      (1.0, 900_499_000, 800_499_000, LimitingFactor.application),
      (2, 901_400_000, 800_600_000, .network), (3, 902_300_000, 801_500_000, .receiver),
    ] as [(Double, UInt64, UInt64, LimitingFactor)] {
      #expect(meter.measure(store(seconds, busy, receiver)).map(\.limit?.factor) == [expected])
    }
  }
}
