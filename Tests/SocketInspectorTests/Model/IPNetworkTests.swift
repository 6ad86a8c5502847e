import TestSupport
import Testing

@testable import SocketInspector

@Suite struct IPNetworkTests {
  /// A filter by network would match one bit too few or too many, and so show other sockets or hide
  /// the right ones.
  @Test(
    arguments: [
      ("10.0.0.0", 8, "10.255.255.255", true), ("10.0.0.0", 8, "11.0.0.0", false),
      ("10.0.0.0", 8, "9.255.255.255", false), ("172.16.0.0", 12, "172.31.255.255", true),
      ("172.16.0.0", 12, "172.32.0.0", false), ("192.0.2.128", 25, "192.0.2.127", false),
      ("192.0.2.128", 25, "192.0.2.128", true), ("192.0.2.7", 31, "192.0.2.6", true),
      ("192.0.2.7", 31, "192.0.2.8", false), ("192.0.2.7", 32, "192.0.2.7", true),
      ("192.0.2.7", 32, "192.0.2.6", false), ("0.0.0.0", 0, "255.255.255.255", true),
      ("128.0.0.0", 1, "127.255.255.255", false), ("128.0.0.0", 1, "200.0.0.1", true),
      // Bits after the prefix are ignored.
      ("10.1.2.3", 8, "10.9.9.9", true),
      // IPv4-mapped addresses match IPv4 networks, other IPv6 addresses do not.
      ("10.0.0.0", 8, "::ffff:10.1.2.3", true), ("10.0.0.0", 8, "::ffff:11.1.2.3", false),
      ("0.0.0.0", 0, "::ffff:1.2.3.4", true), ("0.0.0.0", 0, "::1", false),
      ("0.0.0.0", 0, "::", false), ("0.0.0.1", 32, "::1", false),
      ("::ffff:10.0.0.0", 104, "10.1.2.3", true), ("::ffff:10.0.0.0", 104, "11.1.2.3", false),
      ("::ffff:10.0.0.0", 104, "::ffff:10.1.2.3", true),
      ("::ffff:10.0.0.7", 128, "10.0.0.7", true), ("::ffff:0:0", 96, "1.2.3.4", true),
      ("::ffff:0:0", 96, "::1", false), ("::", 0, "::ffff:1.2.3.4", true), ("::", 0, "::1", true),
      ("::", 0, "1.2.3.4", false), ("::ffff:0:0", 95, "1.2.3.4", false),
      ("2001:db8::", 32, "2001:db8:ffff::1", true), ("2001:db8::", 32, "2001:db9::", false),
      ("2001:db8::", 63, "2001:db8:0:1::", true), ("2001:db8::", 64, "2001:db8:0:1::", false),
      ("2001:db8::", 65, "2001:db8::8000:0:0:0", false),
      ("2001:db8::", 64, "2001:db8::ffff:1", true),
      ("fe80::1", 128, "fe80::1", true), ("fe80::1", 128, "fe80::2", false),
      ("fc00::", 7, "fdff::", true), ("fc00::", 7, "fe00::", false),
    ] as [(String, Int, String, Bool)])
  func containsComparesTheFirstBits(
    network: String, length: Int, address: String, expected: Bool
  ) throws {
    let first = try #require(IPAddress(network))
    let network = try #require(IPNetwork(first, prefixLength: length))
    #expect(network.contains(try #require(IPAddress(address))) == expected)
  }

  /// A prefix length that no other test covers would compare the wrong bits.
  @Test func everyPrefixLengthComparesItsBits() throws {
    var generator = SeededGenerator(seed: 11)
    for bits in [32, 128] {
      let address =
        bits == 32
        ? IPAddress(ipv4: UInt32(truncatingIfNeeded: generator.next()))
        : IPAddress(ipv6: generator.next(), generator.next())
      for length in 0...bits {
        let network = try #require(IPNetwork(address, prefixLength: length))
        #expect(network.contains(address))
        for bit in 0..<bits {
          let other = Self.flip(address, bit)
          #expect(network.contains(other) == (bit >= length), "/\(length), bit \(bit)")
        }
      }
    }
  }

  /// A prefix length that is too long for the address would be accepted instead of reported.
  @Test(arguments: [("10.0.0.0", -1), ("10.0.0.0", 33), ("::", 129), ("::ffff:1.2.3.4", 129)])
  func lengthsBeyondTheAddressAreRejected(address: String, length: Int) throws {
    #expect(IPNetwork(try #require(IPAddress(address)), prefixLength: length) == nil)
  }

  /// The address with one bit inverted, counted from the most significant.
  private static func flip(_ address: IPAddress, _ bit: Int) -> IPAddress {
    if address.family == .ipv4 {
      return IPAddress(ipv4: UInt32(truncatingIfNeeded: address.low) ^ 1 << UInt32(31 - bit))
    }
    return bit < 64
      ? IPAddress(ipv6: address.high ^ 1 << UInt64(63 - bit), address.low)
      : IPAddress(ipv6: address.high, address.low ^ 1 << UInt64(127 - bit))
  }
}
