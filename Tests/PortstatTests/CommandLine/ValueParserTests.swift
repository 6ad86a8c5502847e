import SocketInspector
import Testing

@testable import portstat

@Suite struct ValueParserTests {
  static let states: [(SocketState?, [String])] = [
    (.established, ["ESTABLISHED", "established", "Established", "estab", "ESTAB"]),
    (.synSent, ["SYN-SENT", "SYN_SENT", "syn-sent", "synsent"]),
    (.synReceived, ["SYN-RECEIVED", "SYN_RECV", "syn-recv", "syn-received", "SynReceived"]),
    (.finWait1, ["FIN-WAIT-1", "FIN_WAIT1", "fin-wait-1", "FIN_WAIT_1", "finwait1"]),
    (.finWait2, ["FIN-WAIT-2", "FIN_WAIT2", "fin-wait-2", "FIN_WAIT_2", "finwait2"]),
    (.timeWait, ["TIME-WAIT", "TIME_WAIT", "time-wait", "timewait"]),
    (.closed, ["CLOSED", "CLOSE", "closed", "close"]),
    (.closeWait, ["CLOSE-WAIT", "CLOSE_WAIT", "close-wait", "closewait"]),
    (.lastAck, ["LAST-ACK", "LAST_ACK", "last-ack", "lastack"]),
    (.listen, ["LISTEN", "LISTENING", "listen", "listening"]),
    (nil, ["unconnected", "UNCONN", "unconn"]),
  ]

  /// Each tool prints its own spelling; people paste what they saw.
  @Test(arguments: states)
  func everySpellingOfAStateIsUnderstood(state: SocketState?, spellings: [String]) throws {
    for spelling in spellings {
      #expect(try StateNames.states(spelling) == [state], "\(spelling)")
    }
  }

  /// What the table prints has to be a word for `--state`.
  @Test func everyPrintedStateIsAWordForTheFilter() throws {
    for state in SocketState.named {
      #expect(try StateNames.states(state.label).contains(state), "\(state.label)")
    }
  }

  /// Words that completion offers and the program refuses.
  @Test func everyOfferedStateIsUnderstood() throws {
    for word in StateNames.words { #expect(try !StateNames.states(word).isEmpty) }
  }

  /// The groups are what their names say.
  @Test func groupsHaveTheirStates() throws {
    let connected = Set(try StateNames.states("connected"))
    #expect(connected == Set(SocketState.named).subtracting([.listen, .closed]))
    let closing = Set(try StateNames.states("closing"))
    #expect(
      closing == [.finWait1, .finWait2, .timeWait, .closeWait, .lastAck, .closing])
    #expect(closing.isSubset(of: connected))
  }

  /// A wrong word would hide sockets that are there.
  @Test(arguments: ["", "open", "LISTE", "FIN_WAIT", "FIN_WAIT3", "12", "established "])
  func wrongStatesAreRefused(word: String) {
    let error = #expect(throws: UsageError.self) { try StateNames.states(word) }
    #expect(error?.description.contains("'\(word)'") == true)
  }

  /// Ports end at 65535.
  @Test(arguments: [
    ("0", UInt16(0)...0), ("65535", 65535...65535), ("1-65535", 1...65535), ("007", 7...7),
  ])
  func portsAndRangesAreRead(text: String, ports: ClosedRange<UInt16>) throws {
    #expect(try ValueParser.ports(text) == [PortPattern(ports)])
  }

  /// A number that wraps around would be another port.
  @Test(arguments: [
    "65536", "70000-70001", "1-65536", "99999999999999999999", "2-1", "-", "1--2", "1.5",
  ])
  func wrongPortsAreRefused(text: String) {
    #expect(throws: UsageError.self) { try ValueParser.ports(text) }
  }

  /// Networks in the forms that people write.
  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0", 8), ("127.0.0.1", "127.0.0.1", 32), ("0.0.0.0/0", "0.0.0.0", 0),
    ("::/0", "::", 0), ("2001:db8::/32", "2001:db8::", 32), ("[::1]", "::1", 128),
    ("[fe80::]/10", "fe80::", 10), ("::ffff:10.0.0.0/104", "::ffff:10.0.0.0", 104),
  ])
  func networksAreRead(text: String, address: String, length: Int) throws {
    let network = try ValueParser.network(text)
    #expect(network.address.description == address)
    #expect(network.prefixLength == length)
  }

  /// A wrong network would match everything or nothing.
  @Test(arguments: [
    "", "10", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "::/129", "/8",
    "10.0.0.0/8/8", "010.0.0.1", "example.org", "[::1", "::1]", "10.0.0.0/255.0.0.0", "fe80::1%lo",
  ])
  func wrongNetworksAreRefused(text: String) {
    let error = #expect(throws: UsageError.self) { try ValueParser.network(text) }
    #expect(error?.description.contains("'\(text)'") == true, "\(error?.description ?? "")")
  }

  /// `^` refuses what it stands before, and only that.
  @Test func aCaretRefusesItsValue() throws {
    let ports = try ValueParser.criterion("80,^443,8000-8100,^22", ValueParser.ports)
    #expect(ports.included == [PortPattern(80...80), PortPattern(8000...8100)])
    #expect(ports.excluded == [PortPattern(443...443), PortPattern(22...22)])
    let states = try ValueParser.criterion("^time-wait,^closing", StateNames.states)
    #expect(states.included.isEmpty)
    #expect(states.excluded.count == 7)
  }

  /// An empty value is a slip of whatever made the command line.
  @Test(arguments: ["", ",", "80,", ",80", "80,,443", "^", "80,^", "^^80"])
  func emptyValuesAreRefused(text: String) {
    #expect(throws: UsageError.self) { try ValueParser.criterion(text, ValueParser.ports) }
  }

  /// PIDs begin at 1.
  @Test func pidsAreNumbersFrom1() throws {
    #expect(try ValueParser.pid("1") == 1)
    #expect(try ValueParser.pid("4194304") == 4_194_304)
    for text in ["0", "-1", "", "1x", "2147483648", "sshd", " 1"] {
      #expect(throws: UsageError.self) { try ValueParser.pid(text) }
    }
  }

  /// A sign before a number is no number that anybody prints.
  @Test func numbersHaveNoSign() {
    #expect(throws: UsageError.self) { try ValueParser.pid("+5") }
    #expect(throws: UsageError.self) { try ValueParser.network("10.0.0.0/+8") }
  }

  /// Users by number need not exist. What is not a number that a user can have is a name.
  @Test func usersAreNumbersOrNames() throws {
    let users = try ValueParser.users("54321,root,^4294967295,4294967296,^-1,+0")
    #expect(users.numbers.included == [54321] && users.numbers.excluded == [.max])
    #expect(users.names.included == ["root", "4294967296", "+0"] && users.names.excluded == ["-1"])
    #expect(throws: UsageError.self) { try ValueParser.users("") }
  }
}
