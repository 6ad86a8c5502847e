import TestSupport
import Testing

@testable import SocketInspector

/// Rates from chosen counters. A wrong one blames the wrong connection for the traffic.
@Suite struct TransferMeterTests {
  private let start = MonotonicTime.now

  /// What netlink reports about connections.
  private func store(
    _ seconds: Double,
    _ connections: [(cookie: UInt64, sent: UInt64, received: UInt64)], peer: UInt16 = 1
  ) -> SocketDetailsStore {
    var store = SocketDetailsStore()
    for connection in connections {
      let info = RecordedInfo([
        (200, connection.sent + 1_000), (208, 1_000), (128, connection.received),
      ])
      let details = SocketDetails(
        cookie: connection.cookie, time: start.adding(seconds: seconds), peerMark: peer)
      var socket = SocketEntry(table: .tcp, local: .none, remote: .none, state: nil, inode: 1)
      store.add(details, TCPInfo(info.bytes.span), to: &socket)
    }
    return store
  }

  /// The time between the updates counts, not the interval that was asked for. Retransmissions are not payload.
  @Test func aRateIsTheDifferenceOverTheTimeBetween() {
    var meter = TransferMeter()
    #expect(meter.measure(store(0, [(7, 500, 90)])) == [TransferRates()])
    #expect(
      meter.measure(store(0.5, [(7, 1_000, 90)])) == [TransferRates(send: 1_000, receive: 0)])
    #expect(
      meter.measure(store(2.5, [(7, 1_003, 5_090)])) == [TransferRates(send: 2, receive: 2_500)])
  }

  /// A new connection on the ports of an older one would show what the older one transferred, or a huge number.
  @Test func onlyTheSameCookieIsCompared() {
    var meter = TransferMeter()
    _ = meter.measure(store(0, [(7, 500, 0), (8, 0, 0)]))
    #expect(
      meter.measure(store(1, [(9, 900, 0), (8, 4, 0)])) == [
        TransferRates(), TransferRates(send: 4, receive: 0),
      ])
    // What was away for an update is not compared with an older one.
    #expect(meter.measure(store(2, [(7, 600, 0)])) == [TransferRates()])
  }

  /// A socket that is connected again keeps its cookie, but its counters begin at 0.
  @Test func aSocketThatWasConnectedAgainHasNoRate() {
    var meter = TransferMeter()
    _ = meter.measure(store(0, [(7, 500, 500)]))
    #expect(
      meter.measure(store(1, [(7, 499, 600)])) == [TransferRates(send: nil, receive: 100)])
    #expect(meter.measure(store(2, [(7, 900, 900)], peer: 2)) == [TransferRates()])
    meter.reset()
    #expect(meter.measure(store(3, [(7, 900, 900)], peer: 2)) == [TransferRates()])
  }

  /// Two readings at the same time would divide by zero.
  @Test func withoutTimeBetweenThereIsNoRate() {
    var meter = TransferMeter()
    _ = meter.measure(store(1, [(7, 0, 0)]))
    #expect(meter.measure(store(1, [(7, 900, 0)])) == [TransferRates()])
    #expect(meter.measure(store(0, [(7, 900, 0)])) == [TransferRates()])
  }

  /// Old kernels count less. A sum must not lose what is known.
  @Test func sumsAreOfWhatIsKnown() {
    let known = TransferRates(send: 3, receive: nil)
    #expect(known + TransferRates(send: 4, receive: 5) == TransferRates(send: 7, receive: 5))
    #expect(known + TransferRates() == known)
    let most = TransferRates(send: .max, receive: 0)
    #expect(most + known == most)
  }
}
