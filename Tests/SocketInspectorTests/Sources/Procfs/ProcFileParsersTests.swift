import Testing

@testable import SocketInspector

@Suite struct ProcFileParsersTests {
  private static let tail =
    " S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4771289 5 6 18446744073709551615 0 0\n"

  /// A process can call itself anything; its start time must come from the right column.
  @Test(arguments: [
    "bash", "", " ", ")", ") R 1 1", "a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 99 20",
    "two\nlines)\n(x", "\u{1b}]0;x\u{7}", "((((", "\0",
  ])
  func theStartTimeIsCountedFromTheLastParenthesis(name: String) {
    let stat = Array("4711 (\(name))\(Self.tail)".utf8)
    let ticks = stat.span.startTicks
    #expect(ticks == 4_771_289)
  }

  /// Half a file gives no time rather than a wrong one.
  @Test(arguments: [
    "", "4711", "4711 (bash", "4711 (bash)", "4711 (bash) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8",
    "4711 (bash) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 ",
    "4711 (bash) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 x",
    "4711 (bash) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 99999999999999999999 5",
  ])
  func aStatFileThatEndsEarlyGivesNoStartTime(stat: String) {
    let bytes = Array(stat.utf8)
    let ticks = bytes.span.startTicks
    #expect(ticks == nil)
  }

  /// The user whose rights the process has is the effective one.
  @Test(
    arguments: [
      ("Name:\tsudo\nUmask:\t0022\nUid:\t1000\t0\t0\t0\nGid:\t1\t2\t3\t4\n", 0),
      ("Name:\tUid:\t7\t8\\nUid:\t9\t9\nUid:\t1000\t1001\t1002\t1003\n", 1001),
      ("Name:\tx\nUid:\t4294967294\t4294967294\t1\t1\n", 4_294_967_294),
      ("Name:\tx\nUid:\t1\n", nil), ("Name:\tx\nUid:\t1 2\n", nil), ("Uid:\t1\t2\n", nil),
      ("Name:\tx\nUid:\t1\t4294967296\n", nil), ("", nil), ("\nUid:", nil),
    ] as [(String, UInt32?)])
  func theEffectiveUserIsTheSecondNumber(status: String, expected: UInt32?) {
    let bytes = Array(status.utf8)
    let userID = bytes.span.effectiveUserID
    #expect(userID == expected)
  }

  /// A wrong start of the machine moves the start of every process.
  @Test(
    arguments: [
      ("cpu  1 2 3\nintr 5 btime 7\nctxt 9\nbtime 1763712000\nprocesses 5\n", 1_763_712_000),
      ("cpu  1\nbtime 18446744073709551615\n", nil), ("cpu  1\nbtime \n", nil),
      ("cpu  1\nctxt 2\n", nil), ("", nil), ("\nbtime 5", 5),
    ] as [(String, Int64?)])
  func bootTimeIsFoundAtTheStartOfItsLine(stat: String, expected: Int64?) {
    let bytes = Array(stat.utf8)
    let time = bytes.span.bootTime
    #expect(time == expected)
  }

  /// Which local ports are ephemeral: a wrong range names services that are none.
  @Test(
    arguments: [
      ("32768\t60999\n", 32768...60999), ("1024\t1024\n", 1024...1024), ("0\t65535", 0...65535),
      ("60999\t32768\n", nil), ("32768 60999\n", nil), ("32768\n", nil), ("32768\t65536\n", nil),
      ("-1\t5\n", nil), ("", nil),
    ] as [(String, ClosedRange<UInt16>?)])
  func portRangeIsTwoNumbersWithATab(text: String, expected: ClosedRange<UInt16>?) {
    let bytes = Array(text.utf8)
    let range = bytes.span.portRange
    #expect(range == expected)
  }

  /// Room for rows is made by it: too little costs time, and a number out of range must not be taken.
  @Test(
    arguments: [
      ("sockets: used 208\nTCP: inuse 1 orphan 0 tw 17 alloc 1 mem 3\nUDP: inuse 0 mem 0\n", 225),
      ("sockets: used 208\n", nil), ("TCP: inuse 1 orphan 0 tw 17 alloc 1\n", nil),
      ("sockets: used x\nTCP: inuse 1 orphan 0 tw 17\n", nil), ("", nil),
      ("sockets: used 18446744073709551616\nTCP: inuse 1 orphan 0 tw 17\n", nil),
      ("sockets: used 18446744073709551615\nTCP: inuse 1 orphan 0 tw 1\n", nil),
    ] as [(String, UInt64?)])
  func socketsAreCountedWithTheirLastTraces(text: String, expected: UInt64?) {
    let bytes = Array(text.utf8)
    let count = bytes.span.socketCount
    #expect(count == expected)
  }

  /// 6.9 comes before 6.17: releases are numbers, not decimal fractions.
  @Test(
    arguments: [
      ("6.17.0-rc1\n", [6, 17]), ("6.9\n", [6, 9]), ("2.6.32-754.el6.x86_64", [2, 6]),
      ("10.0.1", [10, 0]), ("6", nil), ("6.", nil), (".17", nil), ("v6.17", nil), ("", nil),
    ] as [(String, [UInt64]?)])
  func kernelReleaseIsItsFirstTwoNumbers(text: String, expected: [UInt64]?) {
    let bytes = Array(text.utf8)
    let release = bytes.span.kernelRelease.map { [$0.major, $0.minor] }
    #expect(release == expected)
  }
}
