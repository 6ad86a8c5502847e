import Testing

@testable import SocketInspector

@Suite struct IPAddressTests {
  /// An address that is printed another way than RFC 5952 does not match what other tools print.
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"), ("::1", "::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8::0:1", "2001:db8::1"),
    ("2001:0db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ("FE80::ABCD", "fe80::abcd"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("1::", "1::"),
  ])
  func textIsThatOfRFC5952(text: String, expected: String) throws {
    #expect(try #require(IPAddress(text)).description == expected)
  }
}
