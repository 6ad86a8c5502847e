import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// A listing that finds nothing must say why, or the user concludes that nothing is there.
@Suite struct NoMatchHintTests {
  private func run(_ tree: String, _ words: [String]) throws -> Program.Run {
    try Program.portstat.run(["--proc", Fixtures.path(tree)] + words)
  }

  /// Each note names the likeliest cause, and what to type. It is the only one, and goes to standard error.
  @Test(arguments: [
    // The port of a server elsewhere, or of a client.
    (
      "web-server", "51514",
      "no socket has local port 51514; 1 has it as remote port: --port 51514"
    ),
    (
      "every-state", "udp/8001,4001-4006",
      "no socket has local port udp/8001,4001-4006; 6 have it as remote port: "
        + "--port 8001,4001-4006"
    ),
    // Who talks to that host?
    (
      "every-state", "198.51.100.81",
      "no socket has local address 198.51.100.81; 1 has it as remote address: "
        + "--remote 198.51.100.81"
    ),
    (
      "ipv6-mapped", "[2001:db8:9::51]:51001",
      "no socket has local address and port [2001:db8:9::51]:51001; 1 has it as remote address and "
        + "port: --remote 2001:db8:9::51 --remote-port 51001"
    ),
    (
      "web-server", "10.0.0.0/8:3000",
      "no socket has local address and port 10.0.0.0/8:3000; port 3000 is in use on 127.0.0.1: 3000"
    ),
    // netstat's spelling of an IPv6 address with a port.
    (
      "web-server", "::1:9000",
      "no socket has local address ::1:9000; for port 9000 of ::1: [::1]:9000"
    ),
    // `-ano 5` repeats on Windows.
    ("web-server", "-ano 7", "no socket has local port 7; to update every 7 s: --watch=7"),
    ("web-server", "4321", "no socket has local port 4321"),
    // A protocol without a port names no port.
    ("web-server", "tcp/10.9.8.7", "no socket has local address tcp/10.9.8.7"),
    (
      "web-server", "tcp/203.0.113.9",
      "no socket has local address tcp/203.0.113.9; 1 has it as remote address: --remote 203.0.113.9"
    ),
    ("web-server", "udp6/54", "no socket has local port udp6/54"),
    // A selector also finds the wildcard listener that takes the address.
    (
      "web-server", "--local 127.0.0.9 --local-port 443",
      "no socket has local address and port 127.0.0.9:443; 1 on the wildcard address takes it: "
        + "127.0.0.9:443"
    ),
    // The port has a listener, on the wildcard address; the other filter excludes it.
    (
      "web-server", "127.0.0.1:80 --state established",
      "no socket matches every filter; 1 matches without --state"
    ),
    (
      "web-server", "127.0.0.7:443 --process postgrey",
      "no process is named postgrey; 1 matches without --process"
    ),
    // Only a bare number can be seconds or a PID.
    ("web-server", "ssh", "no socket has local port ssh (22)"),
    ("web-server", ":22", "no socket has local port :22"),
    ("web-server", "-n tcp/13", "no socket has local port tcp/13"),
    ("web-server", "-a -p 13", "no socket has local port 13; 13 is a PID: --pid 13"),
    (
      "web-server", "-p 13,12",
      "no socket has local port 13,12; 13,12 are PIDs: --pid 13,12"
    ),
    (
      "web-server", "-p 13 -p 12",
      "no socket has local port 13 or 12; 13,12 are PIDs: --pid 13,12"
    ),
    ("web-server", "-p 13,9 -t 12", "no socket has local port 13,9 or 12"),
    ("web-server", "12", "no socket has local port 12; 12 is a PID: --pid 12"),
    ("web-server", "-u 0", "no socket has local port 0; 0 is a user: --user 0"),
    ("web-server", "localhost:9999", "no socket has local address and port localhost:9999"),
    // Rows that other filters exclude are no help.
    ("web-server", "-u 51514", "no socket has local port 51514"),
    ("web-server", "-l 51514", "no socket has local port 51514"),
    ("web-server", "-6 --process nosuch 51514", "no socket has local port 51514"),
    (
      "every-state", "-t 1001",
      "no socket has local port 1001; 1 has it as remote port: --port 1001"
    ),
    ("web-server", "--process 13", "no process is named 13; it is a PID: --pid 13"),
    ("web-server", "--command nosuch.py", "no command line is nosuch.py"),
    // The socket is there, but does not listen.
    ("every-state", "-l 33177", "no listener on port 33177; 1 in SYN_SENT"),
    (
      "web-server", "--state listen 44467,45949",
      "no listener on port 44467,45949; 2 in ESTABLISHED"
    ),
    // Names are compared as a whole.
    (
      "web-server", "--process name",
      "no process is named name; 1 process name begins with it: --process 'name*'"
    ),
    ("web-server", "--process postgres", "no process is named postgres"),
    (
      "web-server", "--process database --state time-wait",
      "process database is running (PID 12), but none of its sockets match"
    ),
    ("web-server", "--pid 3000", "no process has PID 3000; 2 have it as local port: 3000"),
    ("web-server", "--pid 999999", "no process has PID 999999"),
    ("web-server", "--pid 13 -u", "process 13 is running, but none of its sockets match"),
    // Two ports that are PIDs, and a port after a colon or an option.
    ("web-server", "13,12", "no socket has local port 13,12; 13,12 are PIDs: --pid 13,12"),
    ("web-server", "12 13", "no socket has local port 12 or 13; 12,13 are PIDs: --pid 12,13"),
    ("web-server", ":13", "no socket has local port :13; 13 is a PID: --pid 13"),
    ("web-server", "13,9", "no socket has local port 13,9"),
    // An option for ports leaves no doubt.
    ("web-server", "--port 13", "no socket has local or remote port 13"),
    ("web-server", "--local-port 12", "no socket has local port 12"),
    ("web-server", "--remote-port 12,13", "no socket has remote port 12,13"),
    // Nor does a well-known port, or one beside a protocol.
    ("web-server", "-an 23", "no socket has local port 23"),
    ("web-server", "-t 7", "no socket has local port 7"),
    ("web-server", "-u 47", "no socket has local port 47"),
    // The other protocol has the port.
    (
      "web-server", "udp:3000", "no socket has local port udp:3000; 2 TCP sockets have it: tcp/3000"
    ),
    (
      "web-server", "443/udp,80/udp",
      "no socket has local port 443/udp,80/udp; 6 TCP sockets have it: tcp/443,80"
    ),
    // The server on the wildcard address takes the connections of the address.
    (
      "web-server", "--local 127.0.0.9 --port 443",
      "no socket has local address 127.0.0.9 and port 443; 1 on the wildcard address takes it: "
        + "127.0.0.9:443"
    ),
    (
      "web-server", "443 --local 127.0.0.9",
      "no socket has local address 127.0.0.9 and port 443; 1 on the wildcard address takes it: "
        + "127.0.0.9:443"
    ),
    // Beside a filter on owners, the port may belong to others.
    (
      "web-server", "--process database 443",
      "process database is running (PID 12), but none of its sockets match; 4 match without --process"
    ),
    (
      "web-server", "--pid 12 3000",
      "process 12 is running, but none of its sockets match; 2 match without --pid"
    ),
    ("web-server", "--unit x 3000", "no socket belongs to unit x; 2 match without --unit"),
    ("web-server", "--container web", "no socket belongs to container web"),
    (
      "web-server", "--process /srv/database --state time-wait",
      "no process is named /srv/database: names have no path; database is running: --process database"
    ),
    (
      "web-server", "--process database 51514",
      "no socket has local port 51514; without --process, 1 has it as remote port: --port 51514"
    ),
    (
      "web-server", "--process web-server 51514",
      "no socket has local port 51514; 1 has it as remote port: --port 51514"
    ),
    ("web-server", "--process database --local-port 4321", "no socket has local port 4321"),
    // The socket has the address itself, so nothing is on the wildcard address.
    (
      "web-server", "-4 5432 --local ::1", "no socket matches every filter; 1 matches without -4"
    ),
    // A pattern is no name.
    (
      "web-server", "--process data* --state time-wait",
      "process database is running (PID 12), but none of its sockets match"
    ),
    ("web-server", "--process nosuch*", "no process name matches --process"),
    (
      "web-server", "--process database,my* --state time-wait",
      "process database is running (PID 12), but none of its sockets match"
    ),
    // Two filters exclude each other.
    (
      "web-server", "--state time-wait --scope loopback",
      "no socket matches every filter; 10 match without --state"
    ),
    ("web-server", "443 -u", "no socket matches every filter; 4 match without -u"),
    (
      "every-state", "--remote 10.0.0.7",
      "no socket has remote address 10.0.0.7; 21 have it as local address: --local 10.0.0.7"
    ),
    (
      "every-state", "--local-port 1001",
      "no socket has local port 1001; 1 has it as remote port: --remote-port 1001"
    ),
    (
      "ipv6-mapped", "--local 2001:db8:9::51 --local-port 51001 --state established",
      "no socket has local address and port [2001:db8:9::51]:51001; 1 has it as remote address and "
        + "port: --remote 2001:db8:9::51 --remote-port 51001"
    ),
    // What other filters exclude is no help, and neither is an address that is in use.
    ("every-state", "-u --local-port 1001", "no socket has local port 1001"),
    ("web-server", "--local-port 4321", "no socket has local port 4321"),
    ("web-server", "--port 4321 -t", "no socket has local or remote port 4321"),
    (
      "web-server", "--remote 192.0.2.1 --remote-port 443",
      "no socket has remote address and port 192.0.2.1:443"
    ),
    (
      "web-server", "--local-port 443 --state syn-sent",
      "no socket matches every filter; 4 match without --state"
    ),
    ("web-server", "--state last-ack", "no socket matches"),
  ])
  func theLikeliestCauseIsNamed(tree: String, line: String, note: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let run = try run(tree, words)
    #expect(run.errorText == "portstat: \(note)\n")
    #expect(run.status == 1 && run.output.isEmpty)
    // The same in JSON, whose document has no rows.
    let json = try self.run(tree, words + ["--json"])
    #expect(json.errorText == "portstat: \(note)\n" && json.status == 1)
  }

  /// A process of that number is likelier than a port that nobody uses.
  @Test func aPIDIsRecognized() throws {
    let tree = try ProcTree()
    try tree.addProcess(18461)
    let run = try Program.portstat.run(["--proc", tree.path, "-a", "-p", "18461"])
    #expect(
      run.errorText == "portstat: no socket has local port 18461; 18461 is a PID: --pid 18461\n")
  }

  /// The name of a service is a port, also while a process of that name uses others; and a user knows a part of a
  /// command line, not all of it.
  @Test func processesAreFoundByNameAndCommand() throws {
    let tree = try ProcTree()
    try tree.addProcess(77, name: "mysql", descriptors: [0: "/dev/null"])
    try Data("python3\0/srv/it's/manage.py\0run\0".utf8).write(
      to: URL(filePath: tree.path + "/77/cmdline"))
    func note(_ words: String...) throws -> String {
      try Program.portstat.run(["--proc", tree.path] + words).errorText
    }
    #expect(
      try note("mysql")
        == "portstat: no socket has local port mysql (3306,3307,33060-33061); a process of that name is running: --process mysql\n"
    )
    #expect(
      try note("--command", "manage.py")
        == "portstat: no command line is manage.py; 1 contains it: --command '*manage.py*'\n")
    for option in ["--port", "--local-port", "--remote-port"] {
      #expect(
        try note(option, "mysql").hasSuffix(
          "; a process of that name is running: --process mysql\n"))
    }
    #expect(try note("--port", "3306") == "portstat: no socket has local or remote port 3306\n")
    #expect(try note(":mysql").hasSuffix("is running: --process mysql\n"))
    #expect(
      try note("--process", "my*")
        == "portstat: process mysql is running (PID 77), but none of its sockets match\n")
    #expect(try note("--command", "it's").hasSuffix("--command \"*it's*\"\n"))
    #expect(
      try note("--process", "my").hasSuffix("1 process name begins with it: --process 'my*'\n"))
  }

  /// The shell that runs portstat has the same word in its command line.
  @Test func callersAreNotFoundByCommand() throws {
    let run = try Program.sh("$0 --command zz9qq; true")
    #expect(run.errorText == "portstat: no command line is zz9qq\n")
  }

  /// `--watch -n 5` and `-c 120` wait for a socket on that port. A stream that stays empty must say so.
  @Test(arguments: [
    ("-n 5", "no socket has local port 5 yet; to update every 5 s: --watch=5"),
    // Longer intervals are rare: a larger number is a port.
    ("61", "no socket has local port 61 yet"), ("-l 120", "no socket has local port 120 yet"),
  ])
  func aSilentWatchSaysThatItWaitsForAPort(line: String, note: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let run = try run("web-server", ["--watch", "--updates", "1"] + words)
    #expect(run.errorText.contains("portstat: \(note)\n") && run.output.isEmpty)
  }

  /// `-c5 3`, as for vmstat, is the number of updates.
  @Test func aSilentWatchWithAnIntervalOffersTheNumberOfUpdates() throws {
    let run = try run("web-server", ["-c0.1", "--updates", "2", "3"])
    #expect(
      run.errorText.contains(
        "no socket has local port 3 yet; to end after 3 updates: --updates 3\n"))
  }

  /// A port that is in use, or that can only be a port, needs no note.
  @Test(arguments: ["3000", ":5", "tcp/5", "5,6", "ssh", "5 6", "--port 5"])
  func aWatchOfAPortNeedsNoNote(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let run = try run("web-server", ["--watch=0.1", "--updates=1"] + words)
    #expect(!run.errorText.contains("no socket has"), "\(run.errorText)")
  }

  /// A script that asks with `-q` must not fill its log; a user at a terminal wants to know why.
  @Test func quietExplainsOnlyOnATerminal() throws {
    let quiet = try run("web-server", ["-q", "4321"])
    #expect(quiet.status == 1 && quiet.output.isEmpty && quiet.errors.isEmpty)
  }

  /// The same settings on a terminal: the note follows from the outcome.
  @Test func quietExplainsOnATerminal() throws {
    let words = ["--proc", Fixtures.path("web-server"), "-q", "4321"]
    let arguments = try OptionParser(options: OptionTable.all).parse(words)
    let settings = try Settings(arguments, on: Terminal(isErrorOutput: true))
    var console = Console(StandardStream(descriptor: -1), errors: StandardStream(descriptor: -1))
    let outcome = try PIDAction(settings).run(&console)
    #expect(outcome.hint == "no socket has local port 4321")
  }

  /// `-q` would print nothing, and not say why, although sockets match.
  @Test func quietExplainsSocketsWithoutOwners() throws {
    func hint(_ words: String...) throws -> String? {
      let arguments = try OptionParser(options: OptionTable.all)
        .parse(["--proc", Fixtures.path("every-state"), "-q"] + words)
      let settings = try Settings(arguments, on: Terminal(isErrorOutput: true))
      var console = Console(StandardStream(descriptor: -1), errors: StandardStream(descriptor: -1))
      return try PIDAction(settings).run(&console).hint
    }
    #expect(
      try hint("--state", "time-wait") == "1 socket matches, but no process has it open (time-wait)"
    )
    #expect(
      try hint("--ownership", "time-wait,orphan,accept-queue")
        == "9 sockets match, but no process has them open (4 orphan, 3 accept-queue, 2 time-wait)")
  }

  /// `--signal :53` must not offer to signal process 53.
  @Test func aPortToSignalIsNoPID() throws {
    let pid = ProcessInfo.processInfo.processIdentifier
    guard pid <= UInt16.max else { return }
    let run = try Program.portstat.run("--signal=0", ":\(pid)")
    #expect(!run.errorText.contains("PID"), "\(run.errorText)")
  }

  /// Where something was found, or everything was asked for, there is nothing to explain.
  @Test(arguments: ["-l", "3000", "--state ^listen", "-6", "-q 3000"])
  func aResultNeedsNoNote(line: String) throws {
    let run = try run("web-server", line.split(separator: " ").map(String.init))
    #expect(run.errors.isEmpty && run.status == 0)
  }

  /// Where a hidden process may match, the note about it is the likeliest cause.
  @Test func hiddenOwnersAreNotExplainedAway() throws {
    let run = try run("damaged", ["--process", "unreadable"])
    #expect(run.status == 3 && !run.errorText.contains("no process is named"))
  }
}
