import Testing

@testable import SocketInspector

@Suite struct PortPatternTests {
  /// `8000-8100` would miss one of its ends, or `tcp/443` would match UDP.
  @Test(
    arguments: [
      (80...80, nil, 80, .tcp, true), (80...80, nil, 80, .udp, true),
      (80...80, nil, 79, .tcp, false),
      (80...80, nil, 81, .tcp, false), (8000...8100, nil, 8000, .tcp, true),
      (8000...8100, nil, 8100, .tcp, true), (8000...8100, nil, 8101, .tcp, false),
      (8000...8100, nil, 7999, .tcp, false), (443...443, .tcp, 443, .tcp, true),
      (443...443, .tcp, 443, .udp, false), (53...53, .udp, 53, .tcp, false),
      (0...65_535, nil, 0, .udp, true), (0...65_535, nil, 65_535, .udp, true),
    ] as [(ClosedRange<UInt16>, SocketTable.ID?, UInt16, SocketTable.ID, Bool)])
  func aPatternIsARangeWithAnOptionalProtocol(
    range: ClosedRange<UInt16>, only: SocketTable.ID?, port: UInt16,
    table: SocketTable.ID, expected: Bool
  ) {
    #expect(PortPattern(range, table: only).matches(port, table) == expected)
  }
}
