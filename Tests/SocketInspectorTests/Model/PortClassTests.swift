import Testing

@testable import SocketInspector

@Suite struct PortClassTests {
  /// A port at the limit of a range would get the wrong class. RFC 6335: registered ports are 1024
  /// to 49151.
  @Test(
    arguments: [
      (0, .wellKnown), (1, .wellKnown), (1_023, .wellKnown), (1_024, .registered),
      (49_151, .registered), (49_152, .dynamic), (65_535, .dynamic),
    ] as [(UInt16, PortClass)])
  func classesEndAsInRFC6335(port: UInt16, expected: PortClass) {
    #expect(PortClass(port) == expected)
  }

  /// Scripts that use the documented names in JSON or on the command line would break.
  @Test func namesAreThoseOfRFC6335() {
    #expect(PortClass.allCases.map(\.rawValue) == ["well-known", "registered", "dynamic"])
  }
}
