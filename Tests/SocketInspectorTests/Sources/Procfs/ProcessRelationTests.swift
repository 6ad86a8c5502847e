import Testing

@testable import SocketInspector

@Suite struct ProcessRelationTests {
  /// A process can call itself anything; a wrong parent makes a note on every listing, or none.
  @Test(
    arguments: [
      ("60 (nginx) S 7 60 60 0", 7), ("60 (a) S 9 1) S 7 60", 7), ("60 (\n) R 0 60", 0),
      ("60 (x) S 7", 7), ("60 (x) S", nil), ("60 (x)", nil), ("60 (x", nil), ("", nil),
      ("60 (x) S -1 60", nil), ("60 (x) S 99999999999 60", nil),
    ] as [(String, Int32?)])
  func theParentIsCountedFromTheLastParenthesis(stat: String, expected: Int32?) {
    let bytes = Array(stat.utf8)
    let parent = bytes.span.parentPID
    #expect(parent == expected)
  }

  /// Processes of other units must not look like those of one, with either version of cgroups.
  @Test(
    arguments: [
      ("0::/system.slice/a.service\n", "/system.slice/a.service"), ("0::/\n", "/"),
      ("2:cpu,cpuacct:/x\n1:name=systemd:/a\n0::/b\n", "/a"), ("0::/b\n1:name=systemd:/a", "/a"),
      ("4:memory:/x\n0::/a:b\n", "/a:b"), ("4:memory:/x\n", nil), ("0:", nil), ("", nil),
    ] as [(String, String?)])
  func theControlGroupIsThatOfTheUnit(text: String, expected: String?) {
    let bytes = Array(text.utf8)
    let path = bytes.span.controlGroup
    #expect(path == expected.map { Array($0.utf8) })
  }
}
