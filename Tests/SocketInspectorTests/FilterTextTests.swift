import Testing

@testable import SocketInspector

/// Filters from text, as on the command line.
@Suite struct FilterTextTests {
  /// A program that uses the library would have to build each criterion by hand, or get other sockets than
  /// portstat with the same words.
  @Test func selectorsAndOptionsAreRead() throws {
    let filter = try Filter(
      "tcp/8000- ^8080  --state established,^time-wait --remote=10.1.0.0/16 -4 --udp -l --pid 12")
    #expect(filter.selectors == [.init(ports: PortPattern(8000...65535, table: .tcp))])
    #expect(filter.excludedSelectors == [.init(ports: PortPattern(8080...8080))])
    #expect(filter.states.included == [.established] && filter.states.excluded == [.timeWait])
    #expect(filter.remoteNetworks.included == [try IPNetwork("10.1.0.0/16")])
    #expect(filter.families == [.ipv4] && filter.tables == [.udp] && filter.isListeningOnly)
    #expect(filter.pids.included == [12])
    #expect(try !Filter("").hasCriteria)
    #expect(try Filter(" ").matchesEveryRow)
  }

  /// A criterion would be ignored or be added to another one.
  @Test(arguments: Filter.Key.allCases)
  func everyKeyHasItsCriterion(key: Filter.Key) throws {
    let values: [Filter.Key: String] = [
      .state: "listen", .local: "::1", .remote: "::1", .process: "a*", .command: "*b", .pid: "3",
      .class: "dynamic", .scope: "any", .direction: "inbound",
      .remoteScope: "global", .interface: "nosuch", .ownership: "denied",
    ]
    // With one table and one family, whose order is the same in every description.
    var filter = try Filter("-t -4 --\(key.rawValue) \(values[key] ?? "7000")")
    #expect(filter.hasCriteria)
    var expected = try Filter("-t -4")
    try expected.add(key, values[key] ?? "7000")
    #expect("\(filter)" == "\(expected)")
    for other in Filter.Key.allCases where other != key {
      var filter = try Filter("-t -4")
      try filter.add(other, values[other] ?? "7000")
      #expect("\(filter)" != "\(expected)", "\(other)")
    }
    #expect(throws: FilterTextError.self) { try filter.add(key, "80,") }
  }

  /// A misspelled filter would match every socket.
  @Test(
    arguments: [
      ("--state", "invalid option '--state': expected a value, as in --state=VALUE"),
      ("--stat listen", "--stat"), ("--json", "'--json': expected one that chooses sockets"),
      ("-x", "'-x'"), ("-tup", "'-p in -tup'"), ("-", "'-'"), ("--tcp=1", "'--tcp=1'"),
      ("--command 'node", "expected a closing quote"), ("80 \\", "expected a closing quote"),
      ("--protocol tcp,sctp", "invalid protocol 'sctp': expected inet, inet6, tcp or udp"),
      ("--protocol tcp,", "empty value in 'tcp,'"),
      ("--state lisen", "invalid state 'lisen'"), ("--pid 0", "invalid PID '0'"),
      ("--scope world", "expected loopback, link-local, private, multicast, any or global"),
      ("--user no_such_user_7", "invalid user 'no_such_user_7'"), ("8000--9000", "8000--9000"),
      ("--direction=in", "listening, inbound or outbound"),
      ("--ownership hidden", "known, denied, unowned"),
    ])
  func invalidTextIsRejected(text: String, message: String) {
    let error = #expect(throws: FilterTextError.self) { try Filter(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  /// What a user copies from the command line would be rejected, or mean something else.
  @Test(arguments: [
    ("-tl", "--tcp --listening"), ("-t4", "--tcp --inet"), ("-tu", "--udp --tcp"), ("-a", ""),
    ("-la", ""), ("-al", ""), ("--all --listen", ""), ("-46", "--protocol=inet,INET6"),
    ("--inet6 --listen", "-6l"), ("--protocol tcp", "-t"), ("\t-t\n 80 ", "-t 80"),
    ("--process 'a b'", #"--process "a b""#), (#"--process a\ b"#, "--process='a b'"),
    (#"--process 'it'\''s'"#, #"--process "it's""#),
  ])
  func optionsAreThoseOfTheCommandLine(text: String, same: String) throws {
    let (filter, other) = (try Filter(text), try Filter(same))
    #expect(filter.tables == other.tables && filter.families == other.families)
    #expect(filter.isListeningOnly == other.isListeningOnly)
    #expect(filter.processNames.included == other.processNames.included)
    #expect(filter.selectors == other.selectors)
  }

  /// A value with a space could not be written at all.
  @Test func quotesProtectSpaces() throws {
    let filter = try Filter("--command 'node server.js*' -l")
    #expect(filter.commands.included == [NamePattern("node server.js*")] && filter.isListeningOnly)
  }

  /// `tcp/https` is one port, although https is a service of TCP and UDP.
  @Test func aServiceWithOnePortIsASinglePort() throws {
    #expect(try Filter.Selector("tcp/https") == .init(ports: PortPattern(443...443, table: .tcp)))
    #expect(try Filter.Selector("domain/udp") == .init(ports: PortPattern(53...53, table: .udp)))
    #expect(try Filter.Selector("https") == .init(ports: PortPattern(443...443)))
    #expect(try PortPattern("https") == PortPattern(443...443))
  }

  /// The message said that a single port was expected, where the address stands for two.
  @Test func whatStandsForSeveralValuesIsNamed() {
    let selector = #expect(throws: FilterTextError.self) { try Filter.Selector("localhost:80") }
    #expect(
      selector?.description
        == "invalid selector 'localhost:80': stands for 2 selectors; use "
        + "Filter.Selector.selectors(_:)")
    let port = #expect(throws: FilterTextError.self) { try PortPattern("clickhouse") }
    #expect(port?.description.hasSuffix("ports; use PortPattern.patterns(_:)") == true)
  }

  /// Users would be compared by number only.
  @Test func usersAreLookedUp() throws {
    #expect(try Filter("--user root,^4711").userIDs.included == [0])
    #expect(try Filter("--user root,^4711").userIDs.excluded == [4711])
  }
}
