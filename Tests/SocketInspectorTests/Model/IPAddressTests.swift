import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct IPAddressTests {
  /// Addresses would not match those that other tools print, which follow RFC 5952.
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"), ("::1", "::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8::0:1", "2001:db8::1"),
    ("2001:0db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ("FE80::ABCD", "fe80::abcd"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("1::", "1::"),
    ("10.0.200.7", "10.0.200.7"), ("0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"),
    ("1:0:1:0:1:0:1:0", "1:0:1:0:1:0:1:0"), ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"),
    ("1:0:0:1:0:0:0:0", "1:0:0:1::"), ("::192.0.2.1", "::c000:201"),
    ("::ffff:0:192.0.2.1", "::ffff:0:c000:201"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"),
    ("::ffff:0.0.0.0", "::ffff:0.0.0.0"), ("::fffe:0:0", "::fffe:0:0"),
    ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("0001:0020:0300:4000:000a:00b0:0c00:d000", "1:20:300:4000:a:b0:c00:d000"),
  ])
  func textFollowsRFC5952(text: String, expected: String) throws {
    #expect(try #require(IPAddress(text)).description == expected)
  }

  /// An address would be printed in another form than by programs that use inet_ntop(3).
  @Test func textAgreesWithInetNtop() {
    var generator = SeededGenerator(seed: 5952)
    for _ in 0..<5_000 {
      var groups = (0..<8).map { _ in UInt64.random(in: 0...0xffff, using: &generator) }
      for index in groups.indices {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0...2: groups[index] = 0
        case 3: groups[index] &= 0xff
        default: break
        }
      }
      let high = groups[..<4].reduce(0) { $0 << 16 | $1 }
      let low = groups[4...].reduce(0) { $0 << 16 | $1 }
      // glibc writes ::c000:201 as ::192.0.2.1, which RFC 5952 does not ask for.
      let isCompatible = high == 0 && low >> 32 == 0
      let address = IPAddress(ipv6: high, low)
      if !isCompatible { #expect(address.description == Self.text(address)) }
      let ipv4 = IPAddress(ipv4: UInt32(truncatingIfNeeded: low))
      #expect(ipv4.description == Self.text(ipv4))
    }
  }

  /// A printed address could not be used as a filter.
  @Test func textIsParsedAsTheSameAddress() {
    var generator = SeededGenerator(seed: 1)
    for shift in 0..<128 {
      let random = (UInt64.random(in: 0 ... .max, using: &generator), generator.next())
      let address =
        shift < 64
        ? IPAddress(ipv6: random.0 >> shift, random.1)
        : IPAddress(ipv6: 0, random.1 >> (shift - 64))
      #expect(IPAddress(address.description) == address)
    }
  }

  /// A mistyped filter would be taken for another address.
  @Test(arguments: [
    "", " ", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4/8",
    "1.2.3.-4", "0x7f.0.0.1", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
    "12345::", "::g", "[::1]", "fe80::1%eth0", "::1.2.3", "::ffff:1.2.3.256", "localhost",
  ])
  func invalidAddressesAreRejected(text: String) {
    #expect(IPAddress(text) == nil)
  }

  /// A filter that contains a NUL would be read only up to it.
  @Test(arguments: ["127.0.0.1\0", "127.0.0.1\0.5", "::1\0x"])
  func anAddressWithANULIsRejected(text: String) {
    #expect(IPAddress(text) == nil)
  }

  /// An IPv4 filter would miss the connections of a dual-stack socket, or match other IPv6
  /// addresses.
  @Test(
    arguments: [
      ("::ffff:192.0.2.1", "192.0.2.1", true), ("::ffff:0.0.0.0", "0.0.0.0", true),
      ("::ffff:255.255.255.255", "255.255.255.255", true), ("::fffe:192.0.2.1", nil, false),
      ("::1:ffff:192.0.2.1", nil, false), ("1::ffff:192.0.2.1", nil, false),
      ("::192.0.2.1", nil, false), ("192.0.2.1", nil, false), ("::", nil, false),
    ] as [(String, String?, Bool)])
  func mappedAddressesHaveAnIPv4Address(text: String, unmapped: String?, isMapped: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.isMapped == isMapped)
    #expect(address.unmapped.description == unmapped ?? address.description)
  }

  /// A socket that listens on all addresses would not be shown as such, or another one would be.
  @Test(arguments: [
    ("0.0.0.0", true), ("::", true), ("::ffff:0.0.0.0", true), ("0.0.0.1", false), ("::1", false),
    ("1::", false), ("::ffff:0.0.0.1", false), ("::fffe:0:0", false), ("1::ffff:0:0", false),
  ])
  func onlyWildcardAddressesAreUnspecified(text: String, expected: Bool) throws {
    #expect(try #require(IPAddress(text)).isUnspecified == expected)
  }

  /// A listing would be sorted as text, with 10.0.0.10 before 10.0.0.9.
  @Test func addressesAreOrderedByFamilyThenNumber() throws {
    let ordered = [
      "0.0.0.0", "0.0.0.1", "9.255.255.255", "10.0.0.9", "10.0.0.10", "127.0.0.1", "128.0.0.0",
      "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "0:0:0:1::", "fe80::", "fe80::1",
      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]
    let addresses = try ordered.map { try #require(IPAddress($0)) }
    for (index, left) in addresses.enumerated() {
      for (other, right) in addresses.enumerated() {
        #expect((left < right) == (index < other), "\(left) \(right)")
      }
    }
  }

  /// `::` and 0.0.0.0, whose bits are the same, would be taken for one address.
  @Test func addressesOfDifferentFamiliesDiffer() {
    #expect(IPAddress(ipv4: 0) != IPAddress(ipv6: 0, 0))
    #expect(IPAddress(ipv4: 1).bitCount == 32)
    #expect(IPAddress(ipv6: 0, 1).bitCount == 128)
  }

  private static func text(_ address: IPAddress) -> String {
    var text = [CChar](repeating: 0, count: 64)
    if address.family == .ipv4 {
      var bytes = UInt32(truncatingIfNeeded: address.low).bigEndian
      inet_ntop(AF_INET, &bytes, &text, 64)
    } else {
      var bytes = [address.high.bigEndian, address.low.bigEndian]
      inet_ntop(AF_INET6, &bytes, &text, 64)
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
