import Testing

@testable import SocketInspector

@Suite struct ServiceTableTests {
  private struct Line {
    var port: Int
    var tables: String
    var name: String
  }

  private static let lines = ServiceTable.services.split(separator: "\n").map { line in
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    return words.count == 3
      ? Line(port: Int(words[0]) ?? -1, tables: words[1], name: words[2])
      : Line(port: -1, tables: "", name: String(line))
  }

  private static let aliases = ServiceTable.aliases.split(separator: "\n").map { line in
    line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  }

  /// Services after an out-of-order line would have no name: the table is searched by bisection.
  @Test func linesAreSortedByPort() {
    #expect(Self.lines.count > 1_000)
    #expect(Self.lines.allSatisfy { (0...65_535).contains($0.port) })
    for (line, next) in zip(Self.lines, Self.lines.dropFirst()) where line.port > next.port {
      Testing.Issue.record("\(line) is before \(next)")
    }
  }

  /// A port with two names would be shown with either.
  @Test func everyPortAndTransportIsListedOnce() {
    var seen: Set<String> = []
    for line in Self.lines {
      #expect(!line.tables.isEmpty)
      for table in line.tables {
        #expect("tusd".contains(table), "\(line)")
        #expect(seen.insert("\(line.port)\(table)").inserted, "\(line)")
      }
    }
  }

  /// A service name would break scripts or overflow its column. RFC 6335, section 5.1, limits the
  /// characters and the length.
  @Test func namesHaveTheSyntaxOfTheRFC() {
    let letters = Set("abcdefghijklmnopqrstuvwxyz")
    let included = letters.union("0123456789-")
    for line in Self.lines {
      let isValid =
        (1...15).contains(line.name.utf8.count) && line.name.allSatisfy(included.contains)
        && line.name.contains(where: letters.contains) && line.name.first != "-"
        && line.name.last != "-" && !line.name.contains("--")
      #expect(isValid, "\(line)")
    }
  }

  /// An alias would not be found: they are searched in order, in lowercase, and have ports in a
  /// fixed syntax.
  @Test func aliasesAreSortedUniqueAndReadable() throws {
    #expect(Self.aliases.count > 100)
    let included = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    let word = /([0-9]+)(?:-([0-9]+))?([tusd]+)/
    for (line, next) in zip(Self.aliases, Self.aliases.dropFirst()) where line[0] >= next[0] {
      Testing.Issue.record("\(line[0]) is before \(next[0])")
    }
    for line in Self.aliases {
      #expect(!line[0].isEmpty && line[0].allSatisfy(included.contains), "\(line)")
      #expect(line.count > 1, "\(line)")
      for ports in line.dropFirst() {
        let match = try #require(ports.wholeMatch(of: word), "\(line)")
        let first = try #require(UInt16(match.1))
        let last = try #require(match.2.map { UInt16($0) } ?? first)
        #expect(first <= last, "\(line)")
        #expect(Set(match.3).count == match.3.count, "\(line)")
      }
    }
  }

  /// A well-known port would be shown with a wrong name or none.
  @Test(
    arguments: [
      (20, .tcp, "ftp-data"), (21, .tcp, "ftp"), (22, .tcp, "ssh"), (23, .tcp, "telnet"),
      (25, .tcp, "smtp"), (53, .tcp, "domain"), (53, .udp, "domain"), (67, .udp, "bootps"),
      (68, .udp, "bootpc"), (69, .udp, "tftp"), (80, .tcp, "http"), (123, .udp, "ntp"),
      (443, .tcp, "https"), (443, .udp, "https"), (520, .udp, "router"), (1521, .tcp, "oracle"),
      (3306, .tcp, "mysql"), (3389, .tcp, "ms-wbt-server"), (0, .tcp, nil), (65_535, .udp, nil),
    ] as [(UInt16, SocketTable.ID, String?)])
  func wellKnownPortsHaveTheirNames(port: UInt16, table: SocketTable.ID, name: String?) {
    #expect(ServiceTable.name(of: port, table) == name)
  }

  /// The bisection would miss a port that is in the table.
  @Test(arguments: SocketTable.ID.allCases)
  func everyPortHasItsNameInTheTable(table: SocketTable.ID) {
    var names: [Int: String] = [:]
    let letter: Character = table == .tcp ? "t" : "u"
    for line in Self.lines where line.tables.contains(letter) { names[line.port] = line.name }
    var wrong: [UInt16] = []
    for port in UInt16.min ... .max
    where ServiceTable.name(of: port, table) != names[Int(port)] {
      wrong.append(port)
    }
    #expect(wrong.isEmpty)
  }

  /// `portstat https` would find other ports, or an invalid name would be accepted. Case and
  /// underscores are ignored.
  @Test(arguments: [
    ("https", "443/tcp 443/udp"), ("HTTPS", "443/tcp 443/udp"), ("ssh", "22/tcp 22/udp"),
    ("ftp_data", "20/tcp 20/udp"), ("FTP-Data", "20/tcp 20/udp"), ("dns", "53/tcp 53/udp"),
    ("no-such-name", ""), ("", ""), (" ", ""), ("-", ""), ("ss", ""), ("sshd ", ""), ("22", ""),
    ("ssh\n", ""), ("tu", ""), ("ſsh", ""),
  ])
  func namesStandForPorts(name: String, expected: String) {
    #expect(Self.text(ServiceTable.ports(named: name)).hasPrefix(expected))
    #expect(Self.text(ServiceTable.ports(named: name)).isEmpty == expected.isEmpty)
  }

  /// A common name that differs from the one in the IANA registry, such as "dns", would be
  /// rejected.
  @Test(
    arguments: [
      ("dns", 53, .udp), ("dns", 53, .tcp), ("dhcp", 67, .udp), ("dhcp", 68, .udp),
      ("DHCP", 67, .udp), ("rdp", 3389, .tcp), ("postgres", 5432, .tcp), ("Postgres", 5432, .tcp),
      ("redis", 6379, .tcp), ("ms_wbt_server", 3389, .tcp), ("MS-WBT-Server", 3389, .tcp),
    ] as [(String, UInt16, SocketTable.ID)])
  func commonNamesAreKnown(name: String, port: UInt16, table: SocketTable.ID) {
    #expect(ServiceTable.ports(named: name).contains { $0.matches(port, table) })
  }

  /// The error for a mistyped name would suggest one that is rejected as well.
  @Test func everySuggestedNameStandsForPorts() {
    let names = ServiceTable.names
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    var known: Set<String> = []
    for line in Self.aliases where line.dropFirst().joined().contains(where: { "tu".contains($0) })
    {
      known.insert(line[0])
    }
    for line in Self.lines where line.tables.contains(where: { "tu".contains($0) }) {
      known.insert(line.name)
    }
    #expect(known.subtracting(names).sorted() == [])
    #expect(Set(names).subtracting(known).sorted() == [])
  }

  /// Some of the ports of a name would be missing.
  @Test func aNameStandsForAllItsPorts() {
    let aliased = Set(Self.aliases.map { $0[0] })
    let plain = Set(Self.lines.map(\.name)).subtracting(aliased).sorted()
    for index in stride(from: 0, to: plain.count, by: plain.count / 40) {
      let name = plain[index]
      let expected = Self.lines.filter { $0.name == name }.flatMap { line in
        line.tables.filter { "tu".contains($0) }
          .map { "\(line.port)/\($0 == "t" ? "tcp" : "udp")" }
      }
      #expect(Self.text(ServiceTable.ports(named: name)) == expected.joined(separator: " "))
    }
  }

  /// An alias for a range of ports would find only one of them.
  @Test func anAliasMayStandForARange() {
    #expect(
      ServiceTable.ports(named: "vnc") == [
        PortPattern(5800...5800, table: .tcp), PortPattern(5900...5910, table: .tcp),
      ])
  }

  private static func text(_ patterns: [PortPattern]) -> String {
    patterns.map { pattern in
      let last = pattern.ports.upperBound
      let range = pattern.ports.lowerBound == last ? "" : "-\(last)"
      return "\(pattern.ports.lowerBound)\(range)/\(pattern.table?.rawValue ?? "*")"
    }.joined(separator: " ")
  }
}
