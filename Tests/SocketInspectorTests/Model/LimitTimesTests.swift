import Testing

@testable import SocketInspector

/// What limits a connection. A wrong word sends the reader to the wrong machine.
@Suite struct LimitTimesTests {
  @Test(arguments: [
    // busy, receiver, send buffer, span, in milliseconds
    (0, 0, 0, 1000, LimitingFactor.application), (499, 499, 0, 1000, .application),
    (500, 0, 0, 1000, .network), (1000, 400, 100, 1000, .network),
    (1000, 501, 100, 1000, .receiver), (1000, 100, 501, 1000, .sendBuffer),
    (1000, 500, 0, 1000, .receiver), (1000, 0, 500, 1000, .sendBuffer),
    (1000, 1000, 0, 1000, .receiver), (0, 0, 0, 0, .application), (5, 0, 0, 0, .network),
    // Ticks of the kernel may end after the span.
    (1004, 0, 1004, 1000, .sendBuffer), (10, 20, 30, 10, .sendBuffer),
  ])
  func theLargestPartOfTheBusyTimeCounts(
    busy: UInt64, receiver: UInt64, sendBuffer: UInt64, span: UInt64, expected: LimitingFactor
  ) {
    let times = LimitTimes(
      busy: busy * 1000, receiver: receiver * 1000, sendBuffer: sendBuffer * 1000)
    #expect(times.limit(in: span * 1000).factor == expected)
  }

  /// "Limited by the receiver" alone does not say whether that is the whole story.
  @Test(
    arguments: [
      (0, 0, 0, 1000, 0), (120, 0, 0, 1000, 12), (800, 568, 0, 1000, 71), (800, 0, 800, 1000, 100),
      (800, 100, 100, 1000, 75), (0, 0, 0, 0, 0), (10, 20, 0, 10, 100),
    ] as [(UInt64, UInt64, UInt64, UInt64, Int)])
  func thePartOfTheTimeIsKnown(
    busy: UInt64, receiver: UInt64, sendBuffer: UInt64, span: UInt64, percent: Int
  ) {
    let times = LimitTimes(busy: busy, receiver: receiver, sendBuffer: sendBuffer)
    #expect(times.limit(in: span).percent == percent)
  }

  /// Numbers of a broken kernel must not end the program.
  @Test func anyNumberIsTolerated() {
    let most = LimitTimes(busy: .max, receiver: .max, sendBuffer: .max)
    _ = [0, 1, UInt64.max].map(most.limit)
    _ = LimitTimes(busy: 1, receiver: .max, sendBuffer: .max).limit(in: 1)
  }

  /// A socket that was connected again begins at 0.
  @Test func timesThatWentBackAreUnknown() {
    let earlier = LimitTimes(busy: 5, receiver: 3, sendBuffer: 1)
    let later = LimitTimes(busy: 9, receiver: 4, sendBuffer: 1)
    #expect(later.since(earlier) == LimitTimes(busy: 4, receiver: 1, sendBuffer: 0))
    #expect(earlier.since(later) == nil)
  }
}
