import SocketInspector
import Testing

@testable import portstat

@Suite struct SelectorParserTests {
  private static func network(_ text: String, _ length: Int? = nil) -> IPNetwork? {
    IPAddress(text).flatMap { IPNetwork($0, prefixLength: length ?? $0.bitCount) }
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
    ("80,443", [port(80...80), port(443...443)]),
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
  ]

  /// Users paste spellings from ss, lsof, netstat and URLs.
  @Test(arguments: spellings)
  func everySpellingIsUnderstood(text: String, expected: [Filter.Selector]) throws {
    #expect(try SelectorParser.selectors(text) == expected)
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
    let selectors = try SelectorParser.selectors(name)
    #expect(
      selectors.contains {
        $0.ports?.ports.contains(port) == true && ($0.ports?.table ?? table) == table
      })
  }

  /// A mistaken selector must be rejected, with the part that is wrong, instead of silently listing
  /// other sockets.
  @Test(arguments: [
    ("", "''"), (",", "','"), ("80,", "'80,'"), (":", "':'"), ("65536", "65536"),
    ("99999", "99999"),
    ("-1", "-1"), ("8100-8000", "8000-8100"), ("80-", "80-"), ("-80", "-80"), ("1-2-3", "1-2-3"),
    ("80:", "80"), ("1.2.3:80", "1.2.3"), ("1.2.3.4.5:80", "1.2.3.4.5"),
    ("256.0.0.1:80", "256.0.0.1"),
    ("[::1:80", "[::1"), ("0x50", "0x50"), ("+80", "+80"), (" 80", " 80"),
    ("localhost:80", "localhost"), ("tcp/udp/53", "udp/53"), ("xyzzyxyzzy", "xyzzyxyzzy"),
    ("127.0.0.1:xyzzyxyzzy", "xyzzyxyzzy"), ("10.0.0.0/33:80", "10.0.0.0/33"), ("^80", "^80"),
    ("127.0.0.1:99999", "99999"), ("８０", "８０"),
  ])
  func invalidSelectorsAreRejectedByName(text: String, word: String) {
    let error = #expect(throws: UsageError.self) { try SelectorParser.selectors(text) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  /// The error must quote what the user typed.
  @Test func aMissingColonIsRejectedWithTheOriginalText() {
    let error = #expect(throws: UsageError.self) { try SelectorParser.selectors("[::1]631") }
    #expect(error?.description.contains("[::1]631") == true)
  }

  /// For a backward range, the error must suggest the right order.
  @Test func aBackwardRangeGetsASuggestion() {
    let error = #expect(throws: UsageError.self) { try SelectorParser.selectors("8100-8000") }
    #expect(error?.description.contains("8000-8100") == true)
  }
}
