import Testing

@testable import SocketInspector

@Suite struct PortClassTests {
  /// RFC 6335's limits: 1024 is not well-known, 49151 not dynamic.
  @Test(
    arguments: [
      (0, .wellKnown), (1, .wellKnown), (1_023, .wellKnown), (1_024, .registered),
      (49_151, .registered), (49_152, .dynamic), (65_535, .dynamic),
    ] as [(UInt16, PortClass)])
  func classesEndWhereIANASaysSo(port: UInt16, expected: PortClass) {
    #expect(PortClass(port) == expected)
  }

  /// The words stand in JSON and on the command line.
  @Test func namesAreThoseOfTheRFC() {
    #expect(PortClass.allCases.map(\.rawValue) == ["well-known", "registered", "dynamic"])
  }
}
