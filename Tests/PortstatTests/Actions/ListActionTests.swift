import Foundation
import TestSupport
import Testing

/// Listings: which sockets and columns, in which order and format.
@Suite struct ListActionTests {
  private func run(_ tree: String, _ arguments: String...) throws -> Program.Run {
    try Program.portstat.run(["--proc", Fixtures.path(tree)] + arguments)
  }

  /// The chosen columns must come in the chosen order in every format.
  @Test func chosenColumnsComeInTheChosenOrder() throws {
    let columns = "--columns=state,local_port,protocol"
    #expect(try run("web-server", columns, "-H", "0.0.0.0:80").text == "LISTEN  80  tcp\n")
    #expect(
      try run("web-server", columns, "--csv", "0.0.0.0:80").text
        == "state,local_port,protocol\r\nLISTEN,80,tcp\r\n")
    #expect(
      try run("web-server", columns, "--jsonl", "0.0.0.0:80").text
        == #"{"state":"LISTEN","local_port":80,"protocol":"tcp"}"# + "\n")
    #expect(
      try run("web-server", columns, "0.0.0.0:80").lines.first == "State   Local Port  Proto")
  }

  /// Scripts that read the table need it without headings.
  @Test func headingsCanBeOmitted() throws {
    let (whole, bare) = (try run("web-server"), try run("web-server", "-H"))
    #expect(whole.lines.first?.hasPrefix("Proto  Local Address ") == true)
    #expect(bare.lines.count == whole.lines.count - 1)
    #expect(bare.lines.allSatisfy { $0.hasPrefix("tcp") || $0.hasPrefix("udp") })
    let csv = try run("web-server", "--csv", "-H").text
    #expect(try run("web-server", "--csv").text.hasSuffix(csv) && csv.hasPrefix("tcp,"))
  }

  /// `awk '{print $6}'` must print the same column of every row, and `column -t` must not move any.
  @Test(
    arguments: Fixtures.names.filter { $0 != "hostile-names" }, ["-a", "-aneo", "-aneopW", "-tul"])
  func everyRowHasTheSameNumberOfFields(tree: String, options: String) throws {
    let lines = try run(tree, options).lines.map { $0.split(separator: " ") }
    let heading = try #require(lines.first)
    // "Local Address" and "Foreign Address" are two words each.
    let count = heading.count - heading.count { $0 == "Address" }
    for line in lines.dropFirst() { #expect(line.count == count, "\(line)") }
  }

  /// Rows must be sorted by one column after another. Rows without a value come last in both
  /// directions.
  @Test func rowsAreSorted() throws {
    let ports = try run(
      "web-server", "-H", "--sort=local_port:desc", "--columns=local_port", "-l"
    ).lines.compactMap { Int($0.filter { $0 != " " }) }
    #expect(ports.count == 12 && ports == ports.sorted(by: >))
    let rows = try CSVReader.rows(
      try run(
        "web-server", "--csv", "-H", "--sort=protocol:desc,local_port",
        "--columns=protocol,local_port"
      ).text)
    #expect(rows.prefix(5).allSatisfy { $0[0] == "udp" } && rows.count == 22)
    let tcp = rows.filter { $0[0] == "tcp" }.compactMap { Int($0[1]) }
    #expect(tcp == tcp.sorted() && tcp.count == 17)
    for order in ["", ":desc"] {
      let states = try run(
        "web-server", "-H", "--sort=remote_port\(order)", "--columns=remote_port")
      #expect(states.lines.suffix(12).allSatisfy { $0.hasSuffix("-") })
      #expect(!states.lines.prefix(10).contains { $0.hasSuffix("-") })
    }
  }

  /// `-n` must print numbers only, as in netstat and ss.
  @Test func numericPrintsNoNames() throws {
    let (text, named) = (
      try run("web-server", "-ne", "-H").text, try run("web-server", "-e", "-H").text
    )
    for name in ["https", "postgresql", "root"] {
      #expect(!text.contains(name) && named.contains(name), "\(name)")
    }
    #expect(text.contains("0.0.0.0:443"))
    let heading = try #require(try run("web-server", "-n").lines.first)
    #expect(!heading.contains("Service") && heading.hasSuffix("  Class"))
    #expect(try run("web-server", "-n", "--json").text.contains(#""service":null"#))
  }

  /// Each filter must find the right sockets in the recording of a web server.
  @Test(arguments: [
    (["80"], ["0.0.0.0:80", "[::]:80"]), (["http"], ["0.0.0.0:80", "[::]:80"]),
    (["80", "-4"], ["0.0.0.0:80", "[::]:80"]), (["udp:53"], ["127.0.0.53:53"]),
    (["127.0.0.1:"], ["127.0.0.1:3000", "127.0.0.1:5432", "127.0.0.1:8080"]),
    (["[::1]:5432"], ["[::1]:5432"]),
    (["80-81", "5432"], ["0.0.0.0:80", "127.0.0.1:5432", "[::]:80", "[::1]:5432"]),
    (["--scope=multicast"], ["224.0.0.251:5353"]),
    (["--local", "224.0.0.0/4"], ["224.0.0.251:5353"]),
    (["--process=data*"], ["127.0.0.1:5432", "[::1]:5432"]), (["--user=65522"], ["127.0.0.1:3000"]),
    (["--local-port", "^1-4999,^5353"], ["127.0.0.1:5432", "127.0.0.1:8080", "[::1]:5432"]),
    (
      ["--class=well-known", "-t", "--scope=any"],
      ["0.0.0.0:80", "0.0.0.0:443", "[::]:80", "[::]:443"]
    ),
    (["--pid=12", "--local=::/0"], ["[::1]:5432"]),
    (["--process=^web-server,^name-*", "-4"], ["127.0.0.1:3000", "127.0.0.1:5432"]),
  ])
  func filtersFindTheRightSockets(arguments: [String], expected: [String]) throws {
    let run = try Program.portstat.run(
      ["--proc", Fixtures.path("web-server"), "-lH", "--columns=local"] + arguments)
    #expect(run.lines == expected)
  }

  /// A filter on the remote end must not match sockets without one.
  @Test(arguments: [
    (["--remote-port=443"], 2), (["--remote-port=^443"], 20), (["--port=443"], 6),
    (["--remote=198.51.100.0/24"], 2), (["--remote=^127.0.0.0/8"], 18),
    (["--direction=inbound"], 4),
    (["--direction=outbound"], 6), (["--direction=^listening"], 10), (["--state=connected"], 10),
    (["--state=unconnected"], 3), (["--state", "listen,established", "-t"], 17),
    (["--remote-port=443", "--pid=13", "-6"], 1),
  ])
  func filtersOnTheRemoteEndSkipListeners(arguments: [String], count: Int) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path("web-server"), "-H"] + arguments)
    #expect(run.lines.count == count, "\(run.text)")
  }

  /// An IPv4 filter must match IPv4-mapped addresses of IPv6 sockets: to the user it is the same
  /// address.
  @Test func ipv4FiltersFindMappedAddresses() throws {
    #expect(try run("ipv6-mapped", "-H", "--remote", "203.0.113.9").lines.count == 3)
    #expect(try run("ipv6-mapped", "-H", "--remote", "::ffff:203.0.113.0/120").lines.count == 3)
    #expect(try run("ipv6-mapped", "-H", "127.0.0.1:8082", "-l").lines.count == 1)
  }

  /// Kernels before 4.x print an expired timer as a negative number without its sign, which depends
  /// on their clock rate and word size. None of these is a remaining time.
  @Test(arguments: [
    ("32 bits, 100 Hz", "FFFFFFFE"), ("32 bits, 250 Hz", "66666665"),
    ("32 bits, 1000 Hz", "19999999"), ("64 bits, 100 Hz", "FFFFFFFFFFFFFFFE"),
    ("64 bits, 250 Hz", "1AD7F29ABCA"), ("64 bits, 1000 Hz", "1999999999999999"),
  ])
  func anExpiredTimerHasNoTimeLeft(kernel: String, ticks: String) throws {
    let tree = try TemporaryDirectory()
    try tree.write(
      """
      heading
       0: 0100007F:0050 0100007F:C000 01 0:0 01:\(ticks) 0 0 0 77 2 f6b1a080 20 4 0 10 -1

      """, to: "self/net/tcp")
    let run = try Program.portstat.run(
      "--proc", tree.path, "-H", "--columns=timer_seconds,timer")
    #expect(run.text == "0  retransmit(0.00/0/0)\n")
  }
}
