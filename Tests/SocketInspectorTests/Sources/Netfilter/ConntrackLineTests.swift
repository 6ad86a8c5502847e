import Testing

@testable import SocketInspector

/// Lines of `/proc/net/nf_conntrack`. A line that is misread would show a connection between the wrong machines.
@Suite struct ConntrackLineTests {
  private static let masqueraded =
    "ipv4     2 tcp      6 431999 ESTABLISHED src=10.1.0.2 dst=10.2.0.2 sport=57036 dport=80 "
    + "src=10.2.0.2 dst=10.2.0.1 sport=80 dport=57036 [ASSURED] mark=0 zone=0 use=2"

  private func parse(_ line: String) throws(ParseError) -> AddressTranslation {
    let bytes = Array(line.utf8)
    return try ConntrackLine.parse(bytes.span)
  }

  @Test func aConnectionIsMasqueraded() throws {
    let translation = try parse(Self.masqueraded)
    #expect(translation.transport == .tcp && translation.state == "ESTABLISHED")
    #expect(translation.original.source.description == "10.1.0.2:57036")
    #expect(translation.translated.source.description == "10.2.0.1:57036")
    #expect(translation.translated.destination == translation.original.destination)
    #expect(translation.kind == .source && translation.secondsLeft == 431_999)
    #expect(translation.isReplied && translation.isAssured)
  }

  /// Recordings of old kernels, accounting, offloaded flows and other protocols must be readable too.
  @Test(arguments: [
    (
      "tcp      6 117 SYN_SENT src=10.0.0.2 dst=192.0.2.7 sport=1 dport=2 [UNREPLIED] "
        + "src=192.0.2.7 dst=198.51.100.1 sport=2 dport=1 use=1",
      "tcp SYN_SENT 117 10.0.0.2:1 192.0.2.7:2 198.51.100.1:1 192.0.2.7:2 false"
    ),
    (
      "ipv4     2 udp      17 29 src=10.0.0.2 dst=192.0.2.7 sport=1 dport=53 packets=3 bytes=180 "
        + "src=10.9.0.1 dst=10.0.0.2 sport=5353 dport=1 packets=2 bytes=90 mark=0 use=2",
      "udp - 29 10.0.0.2:1 192.0.2.7:53 10.0.0.2:1 10.9.0.1:5353 true"
    ),
    (
      "ipv6     10 icmpv6   58 29 src=fd00::2 dst=2001:db8::1 type=128 code=0 id=7 "
        + "src=2001:db8::1 dst=2001:db8::9 type=129 code=0 id=7 mark=0 use=2",
      "icmpv6 - 29 [fd00::2]:0 [2001:db8::1]:0 [2001:db8::9]:0 [2001:db8::1]:0 true"
    ),
    (
      "ipv4     2 tcp      6 src=10.0.0.2 dst=192.0.2.7 sport=1 dport=2 "
        + "src=192.0.2.7 dst=198.51.100.1 sport=2 dport=1 [OFFLOAD] mark=0 use=2",
      "tcp - - 10.0.0.2:1 192.0.2.7:2 198.51.100.1:1 192.0.2.7:2 true"
    ),
    (
      "ipv4     2 gre      47 179 timeout=180, stream_timeout=600 src=10.0.0.2 dst=192.0.2.7 "
        + "srckey=0x1 dstkey=0x2 src=192.0.2.7 dst=198.51.100.1 srckey=0x2 dstkey=0x1 use=1",
      "gre - 179 10.0.0.2:0 192.0.2.7:0 198.51.100.1:0 192.0.2.7:0 true"
    ),
  ])
  func formsOfTheLine(line: String, expected: String) throws {
    let found = try parse(line)
    let (original, translated) = (found.original, found.translated)
    let seconds = found.secondsLeft.map(String.init) ?? "-"
    #expect(
      "\(found.transport.name) \(found.state ?? "-") \(seconds) \(original.source) "
        + "\(original.destination) \(translated.source) \(translated.destination) "
        + "\(found.isReplied)" == expected)
  }

  /// A damaged recording must give a note with the place, not a wrong connection.
  @Test func malformedLinesAreRefusedWithTheirPlace() {
    func problem(_ line: String) -> String? {
      do throws(ParseError) {
        _ = try parse(line)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(problem("") == "invalid protocol at column 1")
    #expect(problem("ipv4 2 tcp six 1 src=1.2.3.4") == "invalid protocol at column 12")
    #expect(
      problem(Self.masqueraded.replacing("dst=10.2.0.1", with: "dst=x"))
        == "invalid addresses at column 102")
    #expect(problem(String(Self.masqueraded.prefix(80))) == "invalid addresses at column 81")
    for count in 0..<108 {
      let part = String(Self.masqueraded.prefix(count))
      #expect(problem(part) != nil, "\(part)")
    }
  }
}
