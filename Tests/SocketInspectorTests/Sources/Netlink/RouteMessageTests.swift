import Testing

@testable import SocketInspector

/// If the kernel's answer was misread, a selector with an address would hide the server that answers there, or find
/// one for the address of another machine.
@Suite struct RouteMessageTests {
  /// A payload: `struct rtmsg` of a type with attributes, each a type and its value.
  private func payload(_ type: UInt8, _ attributes: [(UInt16, [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = [2, 32, 0, 0, 255, 2, 254, type, 0, 0, 0, 0]
    for (type, value) in attributes {
      bytes.append(native: UInt16(4 + value.count))
      bytes.append(native: type)
      bytes += value + repeatElement(0, count: (4 - value.count % 4) % 4)
    }
    return bytes
  }

  private func number(_ value: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(native: value)
    return bytes
  }

  @Test func theOwnerIsThatOfTheRoute() {
    let device: (UInt16, [UInt8]) = (4, number(7))
    let destination: (UInt16, [UInt8]) = (1, [10, 0, 0, 7])
    let owners: [UInt8: LocalAddresses.Owner] = [
      1: .other, 2: .device(7), 3: .group, 4: .device(7), 5: .group, 6: .other,
    ]
    for (type, owner) in owners {
      let bytes = payload(type, [destination, device])
      #expect(RouteMessage.owner(bytes.span) == owner, "\(type)")
    }
    // Without a device, and cut off anywhere.
    #expect(RouteMessage.owner(payload(2, [destination]).span) == .unknown)
    let whole = payload(2, [destination, device])
    for count in 0..<whole.count {
      let owner = RouteMessage.owner(Array(whole.prefix(count)).span)
      #expect(owner == .unknown, "\(count)")
    }
  }

  @Test func aRequestHasTheAddressInNetworkOrder() {
    let ipv4 = RouteMessage.request(IPAddress(ipv4: 0x0a01_0207), sequence: 9)
    #expect(ipv4.count == 36 && ipv4.span.native32(at: 0) == 36 && ipv4.span.native32(at: 8) == 9)
    #expect(ipv4[16...17] == [2, 32] && ipv4.suffix(4) == [10, 1, 2, 7])
    let ipv6 = RouteMessage.request(IPAddress(ipv6: 0x2001_0db8 << 32, 0x0102), sequence: 9)
    #expect(ipv6.count == 48 && ipv6[16...17] == [10, 128])
    #expect(ipv6.suffix(16) == [0x20, 0x01, 0x0d, 0xb8] + Array(repeating: 0, count: 10) + [1, 2])
  }

  /// 127.0.0.0/8 belongs to the loopback device even if that is down, and 192.0.2.0/24 to nobody (RFC 5737).
  @Test func theAddressesOfThisMachineAreKnown() throws {
    let addresses = RouteReader().localAddresses
    let loopback = try #require(IPAddress("127.8.0.1"))
    #expect(addresses.owner(of: loopback) == .device(1))
    #expect(addresses.owner(of: IPAddress(ipv6: 0, 1)) == .device(1))
    let other = addresses.owner(of: try #require(IPAddress("192.0.2.99")))
    #expect([.other, .unknown].contains(other), "\(other)")
  }
}
