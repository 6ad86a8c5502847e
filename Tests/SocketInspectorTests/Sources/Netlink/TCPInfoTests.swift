import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// A number from the wrong place of the structure is a plausible, wrong round-trip time.
@Suite struct TCPInfoTests {
  /// The structure in native byte order: the 32-bit word at offset N contains N.
  private static let numbered = (0..<75).flatMap { word -> [UInt8] in
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(word * 4))
    return bytes
  }

  private func number64(at offset: UInt64) -> UInt64 {
    UInt16(littleEndian: 1) == 1 ? (offset + 4) << 32 | offset : offset << 32 | (offset + 4)
  }

  @Test func everyValueIsReadAtItsOffset() {
    let info = TCPInfo(Self.numbered.span)
    #expect(info.maximumSegmentSize == 16 && info.segmentsLost == 32)
    #expect(info.idleMilliseconds == 44 && info.pathMTU == 60)
    #expect(info.roundTripTime == 68 && info.roundTripTimeVariance == 72)
    #expect(info.congestionWindow == 80 && info.totalRetransmits == 100)
    #expect(info.minimumRoundTripTime == 148)
    #expect(info.pacingRate == number64(at: 104))
    #expect(info.bytesReceived == number64(at: 128))
    #expect(info.deliveryRate == number64(at: 160))
    #expect(info.bytesRetransmitted == number64(at: 208))
    #expect(
      info.limitTimes
        == LimitTimes(
          busy: number64(at: 168), receiver: number64(at: 176), sendBuffer: number64(at: 184)))
  }

  /// Linux 2.6 reports 104 bytes, newer kernels more than this program knows.
  @Test func anOlderKernelReportsLess() {
    for count in 0...Self.numbered.count {
      let bytes = Array(Self.numbered.prefix(count))
      let info = TCPInfo(bytes.span)
      #expect((info.roundTripTime == nil) == (count < 72))
      #expect((info.pacingRate == nil) == (count < 112))
      #expect((info.bytesSent == nil) == (count < 216))
      #expect((info.bytesReceived == nil) == (count < 136))
      #expect((info.isBytesReceivedExact == nil) == (count < 136))
      #expect((info.limitedBy == nil) == (count < 192))
    }
  }

  /// 0 ms would mean a very fast peer, and 18 EB/s a very fast network.
  @Test func whatTheKernelHasNotMeasuredIsNil() {
    let unset = TCPInfo([UInt8](repeating: 0xff, count: 280).span)
    #expect(unset.pacingRate == nil && unset.deliveryRate == nil)
    #expect(unset.minimumRoundTripTime == nil && unset.bytesReceived == nil)
    let zero = TCPInfo([UInt8](repeating: 0, count: 280).span)
    #expect(zero.roundTripTime == nil && zero.roundTripTimeVariance == nil)
    #expect(zero.minimumRoundTripTime == nil && zero.deliveryRate == nil)
    #expect(zero.bytesSent == 0 && zero.bytesReceived == 0)
  }

  /// The states with which a connection ends: has the peer's FIN been counted?
  private static let states: [(number: UInt8, counted: UInt64, isExact: Bool)] = [
    (1, 0, true),  // ESTABLISHED
    (4, 0, true),  // FIN_WAIT1
    (5, 0, true),  // FIN_WAIT2
    (7, 0, false),  // CLOSE
    (8, 1, true),  // CLOSE_WAIT
    (9, 1, true),  // LAST_ACK
    (11, 1, true),  // CLOSING
  ]

  /// An accounting log would count a byte for the end of each connection, or claim to be exact when it is not.
  @Test(arguments: states)
  func theFINIsNotPayload(number: UInt8, counted: UInt64, isExact: Bool) {
    var recorded = RecordedInfo([(128, 500)])
    recorded.set(number, at: 0)
    let info = TCPInfo(recorded.bytes.span)
    #expect(info.bytesReceived == 500 - counted)
    #expect(info.isBytesReceivedExact == isExact)
    recorded.set(0 as UInt64, at: 128)
    #expect(TCPInfo(recorded.bytes.span).bytesReceived == 0)
  }

  /// An attempt to connect would be shown as idle for as long as the machine has been running.
  @Test func aHandshakeHasNoIdleTime() {
    var recorded = RecordedInfo([(168, 5_000_000)])
    recorded.set(14_790_492 as UInt32, at: 44)
    recorded.set(14_790_000 as UInt32, at: 52)
    for number in [2, 3] as [UInt8] {
      recorded.set(number, at: 0)
      let info = TCPInfo(recorded.bytes.span)
      #expect(info.idleMilliseconds == nil && info.limitedBy == nil && info.limitTimes == nil)
    }
    recorded.set(1 as UInt8, at: 0)
    #expect(TCPInfo(recorded.bytes.span).idleMilliseconds == 14_790_000)
  }

  /// A program that sends a little now and then would be told that the network is slow.
  @Test func aProgramThatRanOutOfDataIsTheLimit() {
    for (receiver, expected) in [(0, LimitingFactor.application), (300_000, .receiver)] {
      var recorded = RecordedInfo([(168, 400_000), (176, UInt64(receiver))])
      recorded.set(1 as UInt8, at: 0)
      recorded.set(UInt16(littleEndian: 1) == 1 ? 1 : 0x80 as UInt8, at: 7)
      #expect(TCPInfo(recorded.bytes.span).limitedBy == expected)
    }
  }

  /// With a small send buffer, the network would be blamed, and nobody would make the buffer larger.
  @Test(
    arguments: [
      // unsent bytes, unacknowledged and lost segments, retransmissions among 1000, whether the buffer is full
      (0, 1, 0, 0, true, LimitingFactor.sendBuffer), (1447, 9, 0, 0, true, .sendBuffer),
      (1448 * 4, 6, 0, 0, true, .sendBuffer), (1448 * 4 + 1, 6, 0, 0, true, .network),
      (0, 10, 0, 10, true, .sendBuffer), (0, 11, 0, 0, true, .network),
      // With losses, the network is to blame, even if the buffer has nothing more to send for a moment.
      (0, 1, 0, 11, true, .network), (0, 9, 1, 0, true, .network), (0, 1, 0, 11, false, .network),
      (0, 1, 0, 0, false, .application), (90_000, 10, 0, 0, false, .network),
      (90_000, 10, 4, 0, true, .network),
    ] as [(UInt32, UInt32, UInt32, UInt32, Bool, LimitingFactor)])
  func aFullBufferThatIsSmallerThanTheWindowIsTheLimit(
    unsent: UInt32, unacknowledged: UInt32, lost: UInt32, resent: UInt32, isFull: Bool,
    expected: LimitingFactor
  ) {
    var recorded = RecordedInfo([(168, 400_000)])
    recorded.set(1 as UInt8, at: 0)
    for (number, offset) in [
      (1448, 16), (unacknowledged, 24), (lost, 32), (10, 80), (resent, 100), (unsent, 144),
      (1000, 156),
    ] as [(UInt32, Int)] {
      recorded.set(number, at: offset)
    }
    var info = TCPInfo(recorded.bytes.span)
    info.isSendBufferFull = isFull
    #expect(info.limitedBy == expected)
    // What the times say otherwise is certain.
    for factor in LimitingFactor.allCases where factor != .network {
      let limit = SendLimit(factor, percent: 60)
      #expect(info.refined(limit, info.transmissions) == limit)
    }
  }

  /// An idle connection would be blamed on the network, because of what it sent an hour ago.
  @Test func theLifeOfAConnectionIncludesItsLastPause() {
    var recorded = RecordedInfo([(168, 400_000), (176, 300_000)])
    recorded.set(1 as UInt8, at: 0)
    for (milliseconds, expected) in [
      (0, LimitingFactor.receiver), (399, .receiver), (401, .application),
    ] {
      recorded.set(UInt32(milliseconds), at: 44)
      #expect(TCPInfo(recorded.bytes.span).limitedBy == expected)
    }
    // Data is on its way, or waits for the peer to read: this is no pause.
    for offset in [24, 144] {
      var waiting = recorded
      waiting.set(3 as UInt32, at: offset)
      #expect(TCPInfo(waiting.bytes.span).limitedBy == .receiver)
    }
  }
}
