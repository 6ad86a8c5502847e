import Testing

@testable import SocketInspector

/// If the kernel's list of addresses was misread, `portstat 10.0.0.0/8:80` would call a port free on which a server
/// answers, or find one for a network that this machine is not in.
@Suite struct AddressMessageTests {
  /// A payload: `struct ifaddrmsg` with attributes, each a type and its value.
  private func payload(_ family: UInt8, _ attributes: [(UInt16, [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = [family, 24, 0x80, 0, 3, 0, 0, 0]
    for (type, value) in attributes {
      bytes.append(native: UInt16(4 + value.count))
      bytes.append(native: type)
      bytes += value + repeatElement(0, count: (4 - value.count % 4) % 4)
    }
    return bytes
  }

  private let ipv6: [UInt8] = [0x20, 0x01, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [9]

  /// On a point-to-point link, IFA_ADDRESS is the other end.
  @Test func theAddressIsTheLocalOne() {
    let label: (UInt16, [UInt8]) = (3, Array("tun0".utf8) + [0])
    let pair = payload(2, [(1, [10, 1, 0, 2]), (2, [10, 1, 0, 1]), label])
    #expect(AddressMessage.address(pair.span) == IPAddress("10.1.0.1"))
    #expect(AddressMessage.address(payload(10, [(1, ipv6)]).span) == IPAddress("2001:db8::9"))
    #expect(AddressMessage.address(payload(2, [(1, ipv6)]).span) == nil)
    #expect(AddressMessage.address(payload(2, [label]).span) == nil)
    #expect(AddressMessage.address(payload(7, [(1, [10, 1, 0, 2])]).span) == nil, "another family")
  }

  /// A message that is cut off anywhere is no address.
  @Test func aMalformedMessageHasNone() {
    let whole = payload(10, [(1, ipv6)])
    for count in 0..<whole.count {
      #expect(AddressMessage.address(Array(whole.prefix(count)).span) == nil, "\(count)")
    }
  }

  /// The kernel's own answer.
  @Test func theAddressesOfThisMachineAreListed() throws {
    let addresses = RouteReader().localAddresses
    let all = addresses.addresses(in: try IPNetwork("0.0.0.0/0"))
    #expect(all.first == IPAddress("127.0.0.1"))
    for address in all {
      #expect(addresses.owner(of: address) != .other, "\(address)")
    }
    // Class E is reserved.
    #expect(addresses.addresses(in: try IPNetwork("247.0.0.0/8")) == [])
    #expect(addresses.addresses(in: try IPNetwork("::1/128")) == [IPAddress("::1")])
  }
}
