import SocketInspector
import Testing

@testable import portstat

@Suite struct ValueParserTests {
  private func network(_ text: String) throws(UsageError) -> IPNetwork {
    try ValueParser.parse(text) { (text) throws(FilterTextError) in try IPNetwork(text) }
  }

  private func ports(_ text: String) throws(UsageError) -> Criterion<PortPattern> {
    try ValueParser.parse(text) { (text) throws(FilterTextError) in try Criterion(text) }
  }

  static let states: [(SocketState?, [String])] = [
    (.established, ["ESTABLISHED", "established", "Established", "estab", "ESTAB"]),
    (.synSent, ["SYN-SENT", "SYN_SENT", "syn-sent", "synsent"]),
    (
      .synReceived, ["SYN-RECEIVED", "SYN_RECV", "syn-recv", "SynReceived", "SYN_RCVD", "syn-rcvd"]
    ),
    (.finWait1, ["FIN-WAIT-1", "FIN_WAIT1", "fin-wait-1", "FIN_WAIT_1", "finwait1"]),
    (.finWait2, ["FIN-WAIT-2", "FIN_WAIT2", "fin-wait-2", "FIN_WAIT_2", "finwait2"]),
    (.timeWait, ["TIME-WAIT", "TIME_WAIT", "time-wait", "timewait"]),
    (.closed, ["CLOSED", "CLOSE", "closed", "close"]),
    (.closeWait, ["CLOSE-WAIT", "CLOSE_WAIT", "close-wait", "closewait"]),
    (.lastAck, ["LAST-ACK", "LAST_ACK", "last-ack", "lastack"]),
    (.closing, ["CLOSING", "closing", "Closing"]),
    (.listen, ["LISTEN", "LISTENING", "listen", "listening"]),
    (nil, ["unconnected", "UNCONN", "unconn"]),
  ]

  /// Each tool prints states in its own spelling, and users paste them.
  @Test(arguments: states)
  func everySpellingOfAStateIsAccepted(state: SocketState?, spellings: [String]) throws {
    for spelling in spellings {
      #expect(try StateNames.states(spelling) == [state], "\(spelling)")
    }
  }

  /// Users copy states from the table, so `--state` must accept them.
  @Test func everyPrintedStateIsAccepted() throws {
    for state in SocketState.named {
      #expect(try StateNames.states(state.label).contains(state), "\(state.label)")
    }
  }

  /// Every state that the completions offer must be accepted.
  @Test func everyOfferedStateIsAccepted() throws {
    for word in StateNames.words { #expect(try !StateNames.states(word).isEmpty) }
  }

  /// `connected` and `shutdown` must match exactly the states that the manual lists.
  @Test func groupsHaveTheirStates() throws {
    let connected = Set(try StateNames.states("connected"))
    #expect(connected == Set(SocketState.named).subtracting([.listen, .closed]))
    let shutdown = Set(try StateNames.states("shutdown"))
    #expect(
      shutdown == [.finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing])
    #expect(shutdown.isSubset(of: connected))
  }

  /// An unknown state must be rejected, or it would hide sockets.
  @Test(arguments: ["", "open", "LISTE", "FIN_WAIT", "FIN_WAIT3", "12", "established "])
  func invalidStatesAreRejected(word: String) {
    let error = #expect(throws: UsageError.self) { try StateNames.states(word) }
    #expect(error?.description.contains("'\(word)'") == true)
  }

  /// Every port from 0 to 65535 must be accepted, alone and in ranges.
  @Test(arguments: [
    ("0", UInt16(0)...0), ("65535", 65535...65535), ("1-65535", 1...65535), ("007", 7...7),
  ])
  func portsAndRangesAreRead(text: String, ports: ClosedRange<UInt16>) throws {
    #expect(try ValueParser.parse(text, PortPattern.patterns) == [PortPattern(ports)])
  }

  /// A number that overflows must not become another port.
  @Test(arguments: [
    "65536", "70000-70001", "1-65536", "99999999999999999999", "2-1", "-", "1--2", "1.5",
  ])
  func invalidPortsAreRejected(text: String) {
    #expect(throws: UsageError.self) { try ValueParser.parse(text, PortPattern.patterns) }
  }

  /// Users write networks in several forms, and each must match the same sockets.
  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0", 8), ("127.0.0.1", "127.0.0.1", 32), ("0.0.0.0/0", "0.0.0.0", 0),
    ("::/0", "::", 0), ("2001:db8::/32", "2001:db8::", 32), ("[::1]", "::1", 128),
    ("[fe80::]/10", "fe80::", 10), ("::ffff:10.0.0.0/104", "::ffff:10.0.0.0", 104),
  ])
  func networksAreRead(text: String, address: String, length: Int) throws {
    let network = try self.network(text)
    #expect(network.address.description == address)
    #expect(network.prefixLength == length)
  }

  /// An invalid network must be rejected, or it would match everything or nothing.
  @Test(arguments: [
    "", "10", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "::/129", "/8",
    "10.0.0.0/8/8", "010.0.0.1", "example.org", "[::1", "::1]", "10.0.0.0/255.0.0.0", "fe80::1%",
  ])
  func invalidNetworksAreRejected(text: String) {
    let error = #expect(throws: UsageError.self) { try network(text) }
    #expect(error?.description.contains("'\(text)'") == true, "\(error?.description ?? "")")
  }

  /// `^` must exclude the value that follows it, and only that one.
  @Test func aCaretExcludesItsValue() throws {
    let ports = try ports("80,^443,8000-8100,^22")
    #expect(ports.included == [PortPattern(80...80), PortPattern(8000...8100)])
    #expect(ports.excluded == [PortPattern(443...443), PortPattern(22...22)])
    let states = try ValueParser.parse("^time-wait,^shutdown") { (text) throws(FilterTextError) in
      try Criterion(parsing: text, SocketState.states)
    }
    #expect(states.included.isEmpty)
    #expect(states.excluded.count == 7)
  }

  /// An empty value is usually an unset variable in a script, and must not match everything.
  @Test(arguments: ["", ",", "80,", ",80", "80,,443", "^", "80,^", "^^80"])
  func emptyValuesAreRejected(text: String) {
    #expect(throws: UsageError.self) { try ports(text) }
  }

  /// PIDs start at 1: other numbers and names must be rejected, or the user looks for a process
  /// that cannot exist.
  @Test func pidsAreNumbersFrom1() throws {
    #expect(try ValueParser.parse("1", Filter.pid) == 1)
    #expect(try ValueParser.parse("4194304", Filter.pid) == 4_194_304)
    for text in ["0", "-1", "", "1x", "2147483648", "sshd", " 1"] {
      #expect(throws: UsageError.self) { try ValueParser.parse(text, Filter.pid) }
    }
  }

  /// Numbers with a sign are mistakes and must be rejected.
  @Test func numbersHaveNoSign() {
    #expect(throws: UsageError.self) { try ValueParser.parse("+5", Filter.pid) }
    #expect(throws: UsageError.self) { try network("10.0.0.0/+8") }
  }

  /// User IDs need not exist on this machine, as in recordings and containers. What is not a valid
  /// user ID is a name.
  @Test func usersAreNumbersOrNames() throws {
    let users = try ValueParser.users("4711,root,^4294967295,4294967296,^-1,+0")
    #expect(users.numbers.included == [4711] && users.numbers.excluded == [.max])
    #expect(users.names.included == ["root", "4294967296", "+0"] && users.names.excluded == ["-1"])
    #expect(throws: UsageError.self) { try ValueParser.users("") }
  }
}
