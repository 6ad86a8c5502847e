import Testing

@testable import SocketInspector

@Suite struct SelectorParsingTests {
  private static func network(
    _ text: String, _ length: Int? = nil, zone: String? = nil
  ) -> IPNetwork? {
    var network = IPAddress(text).flatMap { IPNetwork($0, prefixLength: length ?? $0.bitCount) }
    network?.zone = zone.map(IPNetwork.Zone.name)
    return network
  }

  private static func port(
    _ ports: ClosedRange<UInt16>, _ table: SocketTable.ID? = nil, _ address: IPNetwork? = nil
  ) -> Filter.Selector {
    Filter.Selector(network: address, ports: PortPattern(ports, table: table))
  }

  static let spellings: [(String, [Filter.Selector])] = [
    ("8080", [port(8080...8080)]),
    (":8080", [port(8080...8080)]),
    ("*:8080", [port(8080...8080)]),
    ("0", [port(0...0)]),
    ("65535", [port(65535...65535)]),
    ("8000-8100", [port(8000...8100)]),
    (":8000-8100", [port(8000...8100)]),
    ("80-80", [port(80...80)]),
    ("1024-", [port(1024...65535)]),
    (":49152-", [port(49152...65535)]),
    (":1-1024", [port(1...1024)]),
    ("udp:60000-", [port(60000...65535, .udp)]),
    ("tcp/443", [port(443...443, .tcp)]),
    ("TCP/443", [port(443...443, .tcp)]),
    ("tcp:443", [port(443...443, .tcp)]),
    ("udp:53", [port(53...53, .udp)]),
    ("udp/5000-5010", [port(5000...5010, .udp)]),
    ("127.0.0.1:631", [port(631...631, nil, network("127.0.0.1"))]),
    ("[::1]:631", [port(631...631, nil, network("::1"))]),
    ("[2001:DB8::1]:1-9", [port(1...9, nil, network("2001:db8::1"))]),
    ("10.0.0.7:", [Filter.Selector(network: network("10.0.0.7"))]),
    ("10.0.0.7:*", [Filter.Selector(network: network("10.0.0.7"))]),
    ("10.0.0.7", [Filter.Selector(network: network("10.0.0.7"))]),
    ("[::1]:", [Filter.Selector(network: network("::1"))]),
    ("[::1]", [Filter.Selector(network: network("::1"))]),
    ("::1", [Filter.Selector(network: network("::1"))]),
    ("0.0.0.0:80", [port(80...80, nil, network("0.0.0.0"))]),
    ("10.0.0.0/8:22", [port(22...22, nil, network("10.0.0.0", 8))]),
    ("tcp/127.0.0.1:631", [port(631...631, .tcp, network("127.0.0.1"))]),
    ("udp:[::1]:53", [port(53...53, .udp, network("::1"))]),
    ("tcp6/7443", [port(7443...7443, .tcp, network("::", 0))]),
    ("TCP46:7443", [port(7443...7443, .tcp, network("::", 0))]),
    ("7443/udp4", [port(7443...7443, .udp, network("0.0.0.0", 0))]),
    ("udp6/", [port(0...65535, .udp, network("::", 0))]),
    ("tcp6/[fe80::7]:22", [port(22...22, .tcp, network("fe80::7"))]),
    ("25/tcp", [port(25...25, .tcp)]),
    ("161/UDP", [port(161...161, .udp)]),
    ("137-139/udp", [port(137...139, .udp)]),
    ("10.9.8.7:123/udp", [port(123...123, .udp, network("10.9.8.7"))]),
    ("[::1]:8443/tcp", [port(8443...8443, .tcp, network("::1"))]),
    ("tcp/192.168.4.0/22", [port(0...65535, .tcp, network("192.168.4.0", 22))]),
    ("192.168.4.0/22", [Filter.Selector(network: network("192.168.4.0", 22))]),
    ("2001:db8::/33", [Filter.Selector(network: network("2001:db8::", 33))]),
    ("2001:db8::/33:993", [port(993...993, nil, network("2001:db8::", 33))]),
    ("[2001:db8::]/33:993", [port(993...993, nil, network("2001:db8::", 33))]),
    ("[2001:db8::/33]:993", [port(993...993, nil, network("2001:db8::", 33))]),
    (":::993", [port(993...993, nil, network("::"))]),
    ("::1:993", [Filter.Selector(network: network("::1:993"))]),
    ("::ffff:10.0.0.1:25", [port(25...25, nil, network("::ffff:10.0.0.1"))]),
    ("[fe80::7%wlan0]:5353", [port(5353...5353, nil, network("fe80::7", zone: "wlan0"))]),
    ("fe80::7%wlan0", [Filter.Selector(network: network("fe80::7", zone: "wlan0"))]),
    ("fe80::7%wlan0:5353", [port(5353...5353, nil, network("fe80::7", zone: "wlan0"))]),
    ("[fe80::7%3]", [Filter.Selector(network: network("fe80::7", zone: "3"))]),
    ("127.0.0.54%lo:53", [port(53...53, nil, network("127.0.0.54", zone: "lo"))]),
    ("0.0.0.0%br-lan.7:67/udp", [port(67...67, .udp, network("0.0.0.0", zone: "br-lan.7"))]),
    ("fe80::%wlan0/64", [Filter.Selector(network: network("fe80::", 64, zone: "wlan0"))]),
    (
      "*%veth1:67",
      [
        port(67...67, nil, network("0.0.0.0", 0, zone: "veth1")),
        port(67...67, nil, network("::", 0, zone: "veth1")),
      ]
    ),
    (
      "localhost:5000",
      [
        port(5000...5000, nil, network("127.0.0.0", 8)), port(5000...5000, nil, network("::1")),
      ]
    ),
    (
      "tcp/LocalHost",
      [
        port(0...65535, .tcp, network("127.0.0.0", 8)), port(0...65535, .tcp, network("::1")),
      ]
    ),
  ]

  /// Users paste spellings from ss, lsof, netstat and URLs.
  @Test(arguments: spellings)
  func everySpellingIsUnderstood(text: String, expected: [Filter.Selector]) throws {
    #expect(try Filter.Selector.selectors(text) == expected)
  }

  /// A service name must match all of its ports, in both protocols if it has both.
  @Test(arguments: [
    ("https", UInt16(443), SocketTable.ID.tcp), ("https", 443, .udp), ("dns", 53, .udp),
    ("dns", 53, .tcp), ("domain", 53, .udp), ("postgres", 5432, .tcp), ("postgresql", 5432, .tcp),
    ("http", 80, .tcp), ("ssh", 22, .tcp), ("SSH", 22, .tcp), (":ssh", 22, .tcp),
    ("127.0.0.1:ssh", 22, .tcp), ("tcp/ssh", 22, .tcp), ("redis", 6379, .tcp), ("vnc", 5905, .tcp),
    ("ms_wbt_server", 3389, .tcp),
  ])
  func serviceNamesMatchTheirPorts(name: String, port: UInt16, table: SocketTable.ID) throws {
    let selectors = try Filter.Selector.selectors(name)
    #expect(
      selectors.contains {
        $0.ports?.ports.contains(port) == true && ($0.ports?.table ?? table) == table
      })
  }

  /// A mistaken selector must be rejected, with the part that is wrong, instead of silently listing
  /// other sockets.
  @Test(arguments: [
    ("", "empty value"), (":", "':'"), ("65536", "65536"),
    ("99999", "99999"),
    ("-1", "-1"), ("8100-8000", "8000-8100"), ("-80", "-80"), ("-", "-"), ("1-2-3", "1-2-3"),
    ("80:", "80"), ("1.2.3:80", "1.2.3"), ("1.2.3.4.5:80", "1.2.3.4.5"),
    ("256.0.0.1:80", "256.0.0.1"),
    ("[::1:80", "[::1"), ("0x50", "0x50"), ("+80", "+80"), (" 80", " 80"),
    ("tcp/udp/53", "udp/53"), ("xyzzyxyzzy", "xyzzyxyzzy"),
    ("127.0.0.1:xyzzyxyzzy", "xyzzyxyzzy"), ("10.0.0.0/33:80", "10.0.0.0/33"), ("^80", "^80"),
    ("tcp/25/udp", "tcp/25/udp"), ("/tcp", "/tcp"), ("udp", "udp/PORT"), ("10.9.8", "10.9.8"),
    ("2001:db8::/129", "0 to 128"), ("10.0.0.0/", "10.0.0.0/"), ("10.0.0.0/+8", "10.0.0.0/+8"),
    ("fe80::1%", "interface"), ("[fe80::1%]:22", "interface"), ("%", "interface"),
    ("1.2.3.4/8/tcp/9", "8/tcp/9"),
    ("127.0.0.1:99999", "99999"), ("８０", "８０"),
  ])
  func invalidSelectorsAreRejectedByName(text: String, word: String) {
    let error = #expect(throws: FilterTextError.self) { try Filter.Selector.selectors(text) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  /// The error must quote what the user typed.
  @Test func aMissingColonIsRejectedWithTheOriginalText() {
    let error = #expect(throws: FilterTextError.self) {
      try Filter.Selector.selectors("[::1]631")
    }
    #expect(error?.description.contains("[::1]631") == true)
  }

  /// The error for a number in the place of an address must say how to write the port.
  @Test func aPortInThePlaceOfAnAddressIsExplained() {
    let error = #expect(throws: FilterTextError.self) { try Filter.Selector.selectors("8443:") }
    #expect(
      error?.description == """
        invalid address '8443': expected an address or a network such as 10.0.0.0/8; for port 8443 use \
        :8443
        """)
  }

  /// A program that uses the library would get only the first of several conditions.
  @Test func aSingleSelectorHasASingleCondition() throws {
    #expect(
      try Filter.Selector("tcp/8443") == Self.port(8443...8443, .tcp))
    #expect(throws: FilterTextError.self) { try Filter.Selector("localhost:8443") }
    #expect(throws: FilterTextError.self) { try Filter.Selector("clickhouse") }
    #expect(throws: FilterTextError.self) { try PortPattern("clickhouse") }
    #expect(try PortPattern("3000-") == PortPattern(3000...65535))
  }

  /// `portstat ^ssh,1000-` would list what the user excluded.
  @Test func listsAndExclusionsAreParsed() throws {
    let criterion = try Criterion<Filter.Selector>("1000-,^10.0.0.0/8,udp:53,^::1")
    #expect(criterion.included == [Self.port(1000...65535), Self.port(53...53, .udp)])
    #expect(
      criterion.excluded.map(\.network) == [Self.network("10.0.0.0", 8), Self.network("::1")])
    for text in ["", ",", "80,", "^", "80,^"] {
      let error = #expect(throws: FilterTextError.self) { try Criterion<Filter.Selector>(text) }
      #expect(error?.description.contains(text.isEmpty ? "empty value" : "'\(text)'") == true)
    }
  }

  /// `[fe80::1%eth0]:22` would list sockets of other interfaces, or none.
  @Test func aZoneSelectsSocketsOfItsInterface() throws {
    var filter = Filter()
    filter.selectors = try Filter.Selector.selectors("[fe80::7%wlan0]:5353")
    #expect(filter.interfaceNames == ["wlan0"])
    let resolved = filter.resolvingInterfaces { $0 == "wlan0" ? 4 : nil }
    #expect(resolved.interfaceNames.isEmpty)
    var socket = SocketEntry(
      table: .udp, local: .ip(IPAddress(ipv6: 0xfe80 << 48, 7), port: 5353), remote: .none,
      state: nil, inode: 9)
    #expect(resolved.matches(socket), "a socket from /proc, whose interface is unknown")
    socket.interfaceIndex = 4
    #expect(resolved.matches(socket))
    #expect(!filter.matches(socket), "the name was not looked up")
    socket.interfaceIndex = 5
    #expect(!resolved.matches(socket))
  }
}
