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
  }

  /// Linux 2.6 reports 104 bytes, newer kernels more than this program knows.
  @Test func anOlderKernelReportsLess() {
    for count in 0...Self.numbered.count {
      let bytes = Array(Self.numbered.prefix(count))
      let info = TCPInfo(bytes.span)
      #expect((info.roundTripTime == nil) == (count < 72))
      #expect((info.pacingRate == nil) == (count < 112))
      #expect((info.bytesSent == nil) == (count < 216))
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
}
