import Testing

@testable import SocketInspector

@Suite struct AddressScopeTests {
  /// A socket that the whole internet can reach would be shown as private.
  @Test(
    arguments: [
      ("0.0.0.0", .any), ("0.0.0.1", .global), ("::", .any), ("::ffff:0.0.0.0", .any),
      ("126.255.255.255", .global), ("127.0.0.0", .loopback), ("127.255.255.255", .loopback),
      ("128.0.0.0", .global), ("::1", .loopback), ("::2", .global), ("::ffff:127.0.0.1", .loopback),
      ("1::1", .global),
      ("169.253.255.255", .global), ("169.254.0.0", .linkLocal), ("169.254.255.255", .linkLocal),
      ("169.255.0.0", .global), ("fe7f:ffff::", .global), ("fe80::", .linkLocal),
      ("febf:ffff::", .linkLocal), ("fec0::", .global),
      ("9.255.255.255", .global), ("10.0.0.0", .private), ("10.255.255.255", .private),
      ("11.0.0.0", .global), ("172.15.255.255", .global), ("172.16.0.0", .private),
      ("172.31.255.255", .private), ("172.32.0.0", .global), ("192.167.255.255", .global),
      ("192.168.0.0", .private), ("192.168.255.255", .private), ("192.169.0.0", .global),
      ("100.63.255.255", .global), ("100.64.0.0", .private), ("100.127.255.255", .private),
      ("100.128.0.0", .global), ("::ffff:192.168.0.1", .private),
      ("fbff:ffff::", .global), ("fc00::", .private), ("fdff:ffff::", .private),
      ("fe00::", .global),
      ("223.255.255.255", .global), ("224.0.0.0", .multicast), ("239.255.255.255", .multicast),
      ("240.0.0.0", .global), ("feff:ffff::", .global), ("ff00::", .multicast),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .multicast), ("255.255.255.255", .global),
      ("8.8.8.8", .global), ("2001:db8::1", .global), ("::ffff:8.8.8.8", .global),
    ] as [(String, AddressScope)])
  func scopesEndWhereTheirRangesDo(address: String, expected: AddressScope) throws {
    #expect(try #require(IPAddress(address)).scope == expected)
  }

  /// Scripts that use the documented names in JSON or on the command line would break.
  @Test func namesAreAsDocumented() {
    #expect(
      AddressScope.allCases.map(\.rawValue) == [
        "loopback", "link-local", "private", "multicast", "any", "global",
      ])
  }
}
