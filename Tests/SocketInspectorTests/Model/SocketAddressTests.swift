import Testing

@testable import SocketInspector

@Suite struct SocketAddressTests {
  /// An IPv6 address could not be told from its port.
  @Test(
    arguments: [
      ("0.0.0.0", 0, "0.0.0.0:0"), ("255.255.255.255", 65_535, "255.255.255.255:65535"),
      ("::", 22, "[::]:22"), ("::ffff:192.0.2.1", 80, "[::ffff:192.0.2.1]:80"),
      (
        "1111:2222:3333:4444:5555:6666:7777:8888", 65_535,
        "[1111:2222:3333:4444:5555:6666:7777:8888]:65535"
      ),
    ] as [(String, UInt16, String)])
  func textHasBracketsAroundIPv6(address: String, port: UInt16, expected: String) {
    #expect(endpoint(address, port).description == expected)
  }

  /// A peer with an address or a port only would be shown as `*:*`.
  @Test(
    arguments: [
      ("0.0.0.0", 0, true), ("::", 0, true), ("::ffff:0.0.0.0", 0, true), ("0.0.0.0", 1, false),
      ("::", 1, false), ("0.0.0.1", 0, false), ("::1", 0, false),
    ] as [(String, UInt16, Bool)])
  func aPeerWithAddressOrPortIsSet(address: String, port: UInt16, expected: Bool) {
    #expect(endpoint(address, port).isUnset == expected)
  }

  /// A socket of a table without IP addresses would be shown with `0.0.0.0:0`.
  @Test func aSocketWithoutAddressHasNoText() {
    let address = SocketAddress.none
    #expect(address.description.isEmpty)
    #expect(address.ip == nil && address.port == nil)
    #expect(address.isUnset)
    #expect(endpoint("255.255.255.255", 65_535) < address)
    #expect(!(address < address))
  }
}
