import Testing

@testable import SocketInspector

@Suite struct ProcFileParsersTests {
  /// A stat file of proc_pid_stat(5), and what has to be read from it.
  struct StatFile: Sendable {
    let text: String
    let parent: Int32?
    let startTicks: UInt64?
  }

  /// A process can give itself any name; the fields after it have to be found all the same.
  private static let hostileNames: [StatFile] = [
    "bash", "", " ", ")", ") R 1 1", "a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 99 20",
    "two\nlines)\n(x", "\u{1b}]0;x\u{7}", "((((", "\0",
  ].map { name in
    StatFile(
      text: "4711 (\(name)) S 7 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4771289 5 6 7 0 0\n",
      parent: 7, startTicks: 4_771_289)
  }

  private static let damaged: [StatFile] =
    ["", "60", "60 (x", "60 (x)", "60 (x) S", "60 (x) S -1 60", "60 (x) S 99999999999 60"].map {
      StatFile(text: $0, parent: nil, startTicks: nil)
    }
    + ["", " 5", " 20 0 1 0 ", " 20 0 1 0 x", " 20 0 1 0 99999999999999999999 5"].map {
      StatFile(
        text: "60 (x) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8\($0)", parent: 0, startTicks: nil)
    }

  /// The start time of an owner would be wrong, or its parent, which decides whether a note about
  /// hidden owners is printed. A damaged file has to give neither instead of wrong values.
  @Test(arguments: hostileNames + damaged)
  func parentAndStartTimeAreReadAfterTheLastParenthesis(file: StatFile) {
    #expect(read(file.text) { $0.parentPID } == file.parent)
    #expect(read(file.text) { $0.startTicks } == file.startTicks)
  }

  /// A process would be shown with its real user instead of the effective one, whose permissions it
  /// has.
  @Test(
    arguments: [
      ("Name:\tsudo\nUmask:\t0022\nUid:\t1000\t0\t0\t0\nGid:\t1\t2\t3\t4\n", 0),
      ("Name:\tUid:\t7\t8\\nUid:\t9\t9\nUid:\t1000\t1001\t1002\t1003\n", 1001),
      ("Name:\tx\nUid:\t4294967294\t4294967294\t1\t1\n", 4_294_967_294),
      ("Name:\tx\nUid:\t1\n", nil), ("Name:\tx\nUid:\t1 2\n", nil), ("Uid:\t1\t2\n", nil),
      ("Name:\tx\nUid:\t1\t4294967296\n", nil), ("", nil), ("\nUid:", nil),
    ] as [(String, UInt32?)])
  func theEffectiveUserIsTheSecondNumber(status: String, expected: UInt32?) {
    #expect(read(status) { $0.effectiveUserID } == expected)
  }

  /// Processes of different services would be taken for one, or the other way round, with either
  /// version of control groups.
  @Test(
    arguments: [
      ("0::/system.slice/a.service\n", "/system.slice/a.service"), ("0::/\n", "/"),
      ("2:cpu,cpuacct:/x\n1:name=systemd:/a\n0::/b\n", "/b"), ("0::/\n1:name=systemd:/a", "/a"),
      ("3:memory:/x\n1:name=systemd:/\n0::/\n", "/"), ("1:name=systemd:/a (deleted)\n", "/a"),
      (
        "2:cpu:/docker/\(ControlGroupTests.id)\n1:name=systemd:/\n",
        "/docker/\(ControlGroupTests.id)"
      ),
      (
        "1:name=systemd:/docker/\(ControlGroupTests.id)\n0::/system.slice/containerd.service\n",
        "/docker/\(ControlGroupTests.id)"
      ),
      ("4:memory:/x\n0::/a:b\n", "/a:b"), ("4:memory:/x\n", nil), ("0:", nil), ("", nil),
    ] as [(String, String?)])
  func theControlGroupIsThatOfTheService(text: String, expected: String?) {
    #expect(read(text) { $0.controlGroup } == expected.map { Array($0.utf8) })
  }

  /// Names of units would be unknown where the unified hierarchy is mounted elsewhere, or below a path with a
  /// blank.
  @Test func mountedControlGroupsAreFound() {
    let text = """
      31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
      32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
      41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:4 master:1 - cgroup2 cgroup2 rw
      42 31 0:38 /a\\134b /mnt/my\\040groups rw - cgroup2 none rw
      43 31 0:38 /
      44 31 0:38 / /x rw cgroup2

      """
    let mounts = read(text) { $0.controlGroupMounts }
    #expect(mounts.map { String(decoding: $0.root, as: UTF8.self) } == ["/", "/a\\b"])
    #expect(
      mounts.map { String(decoding: $0.point, as: UTF8.self) }
        == ["/sys/fs/cgroup/unified", "/mnt/my groups"])
  }

  /// A wrong boot time would shift the start time of every process.
  @Test(
    arguments: [
      ("cpu  1 2 3\nintr 5 btime 7\nctxt 9\nbtime 1763712000\nprocesses 5\n", 1_763_712_000),
      ("cpu  1\nbtime 18446744073709551615\n", nil), ("cpu  1\nbtime \n", nil),
      ("cpu  1\nctxt 2\n", nil), ("", nil), ("\nbtime 5", 5),
    ] as [(String, Int64?)])
  func bootTimeIsFoundAtTheStartOfItsLine(stat: String, expected: Int64?) {
    #expect(read(stat) { $0.bootTime } == expected)
  }

  /// A wrong range of ephemeral ports would show services that do not exist.
  @Test(
    arguments: [
      ("32768\t60999\n", 32768...60999), ("1024\t1024\n", 1024...1024), ("0\t65535", 0...65535),
      ("60999\t32768\n", nil), ("32768 60999\n", nil), ("32768\n", nil), ("32768\t65536\n", nil),
      ("-1\t5\n", nil), ("", nil),
    ] as [(String, ClosedRange<UInt16>?)])
  func portRangeIsTwoNumbersWithATab(text: String, expected: ClosedRange<UInt16>?) {
    #expect(read(text) { $0.portRange } == expected)
  }

  /// Memory is reserved for this number of rows: one that is too small costs time, and one that
  /// overflows would crash the program.
  @Test(
    arguments: [
      ("sockets: used 208\nTCP: inuse 1 orphan 0 tw 17 alloc 1 mem 3\nUDP: inuse 0 mem 0\n", 225),
      ("sockets: used 208\n", nil), ("TCP: inuse 1 orphan 0 tw 17 alloc 1\n", nil),
      ("sockets: used x\nTCP: inuse 1 orphan 0 tw 17\n", nil), ("", nil),
      ("sockets: used 18446744073709551616\nTCP: inuse 1 orphan 0 tw 17\n", nil),
      ("sockets: used 18446744073709551615\nTCP: inuse 1 orphan 0 tw 1\n", nil),
    ] as [(String, UInt64?)])
  func socketCountIncludesTimeWait(text: String, expected: UInt64?) {
    #expect(read(text) { $0.socketCount } == expected)
  }

  /// Linux 6.9 would be taken for a later version than 6.17.
  @Test(
    arguments: [
      ("6.17.0-rc1\n", [6, 17]), ("6.9\n", [6, 9]), ("2.6.32-754.el6.x86_64", [2, 6]),
      ("10.0.1", [10, 0]), ("6", nil), ("6.", nil), (".17", nil), ("v6.17", nil), ("", nil),
    ] as [(String, [UInt64]?)])
  func kernelReleaseIsItsFirstTwoNumbers(text: String, expected: [UInt64]?) {
    #expect(read(text) { $0.kernelRelease.map { [$0.major, $0.minor] } } == expected)
  }

  private func read<Value>(_ text: String, _ parser: (Span<UInt8>) -> Value) -> Value {
    let bytes = Array(text.utf8)
    return parser(bytes.span)
  }
}
