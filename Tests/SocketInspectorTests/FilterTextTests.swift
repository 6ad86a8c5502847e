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
      ("--state", "--state"), ("--stat listen", "--stat"), ("--json", "--json"), ("-x", "-x"),
      ("--state lisen", "invalid state 'lisen'"), ("--pid 0", "invalid PID '0'"),
      ("--scope world", "expected loopback, link-local, private, multicast, any or global"),
      ("--user no_such_user_7", "invalid user 'no_such_user_7'"), ("8000--9000", "8000--9000"),
      ("--direction=in", "listening, inbound or outbound"),
    ])
  func invalidTextIsRejected(text: String, message: String) {
    let error = #expect(throws: FilterTextError.self) { try Filter(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  /// Users would be compared by number only.
  @Test func usersAreLookedUp() throws {
    #expect(try Filter("--user root,^4711").userIDs.included == [0])
    #expect(try Filter("--user root,^4711").userIDs.excluded == [4711])
  }
}
