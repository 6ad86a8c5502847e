import Foundation
import TestSupport
import Testing

/// The built program, started as a user or a script starts it.
@Suite struct EndToEndTests {
  private func run(_ tree: String, _ arguments: String...) throws -> Program.Run {
    try Program.portstat.run(["--proc", Fixtures.path(tree)] + arguments)
  }

  // MARK: Exit statuses

  /// Status 0: sockets were found, or no particular ones were asked for.
  @Test(arguments: [
    ("web-server", []), ("web-server", ["-tuln"]), ("web-server", ["80"]),
    ("web-server", ["--state", "listen"]), ("web-server", ["-q", "80"]), ("web-server", ["--help"]),
    ("web-server", ["--version"]), ("thread-held", ["-6"]), ("every-state", ["-l6"]),
    ("damaged", []), ("damaged", ["9002"]),
  ])
  func success(tree: String, arguments: [String]) throws {
    #expect(try Program.portstat.run(["--proc", Fixtures.path(tree)] + arguments).status == 0)
  }

  /// Status 1: a selector or filter was given and nothing matched, as in `portstat 8080 ||
  /// start-server`.
  @Test(arguments: [
    ["1"], ["udp:80"], ["127.0.0.1:81"], ["[::1]:81"], ["--state=syn-sent"], ["--pid", "999"],
    ["--process", "nosuch"], ["--port=1"], ["-q", "1"], ["--user=99"], ["--remote=192.0.2.1"],
    ["--json", "1"], ["--csv", "1"], ["--scope=link-local"], ["80", "--direction=outbound"],
  ])
  func nothingMatched(arguments: [String]) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path("web-server")] + arguments)
    #expect(run.status == 1)
    // One note says why, except to scripts that ask with -q.
    #expect(run.errorText.count { $0 == "\n" } == (arguments.contains("-q") ? 0 : 1))
    if arguments.first == "--json" {
      let document: SocketDocument = try SocketRecord.decode(run.output)
      #expect(document.sockets.isEmpty)
    }
  }

  /// Status 2: invalid usage, explained in one line on standard error, with no other output.
  @Test(arguments: [
    ["--nonsense"], ["-w"], ["-Z"], ["--port"], ["--state=open"], ["99999"], ["--columns=nope"],
    ["-q", "--json"], ["80:"], ["--user=no-such-user-here"],
  ])
  func invalidUsage(arguments: [String]) throws {
    let run = try Program.portstat.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.hasPrefix("portstat: ") && run.errorText.hasSuffix("\n"))
    #expect(run.errorText.count { $0 == "\n" } == 1)
  }

  /// Status 3: owners are hidden. A script must not take that for a socket without an owner.
  @Test(arguments: [
    ["-q", "9002"], ["-q", "udp:123"], ["--pid", "130"], ["--process", "unreadable"],
    ["--process", "unread*", "--json"],
  ])
  func ownersAreHidden(arguments: [String]) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path("damaged")] + arguments)
    #expect(run.status == 3)
    #expect(run.errorText.contains("hidden"))
  }

  /// If a match was found, hidden processes must not turn success into status 3.
  @Test func aMatchCountsDespiteHiddenProcesses() throws {
    #expect(try run("damaged", "-q", "udp:53").status == 0)
    #expect(try run("damaged", "-q", "udp:53").text == "100\n")
    #expect(try run("damaged", "--pid=100").status == 0)
    #expect(try run("damaged", "--process=server").status == 0)
  }

  /// Status 3 for a real process of another user.
  @Test(
    .enabled(
      if: Capabilities.runsAsAnotherUser,
      "needs root, setpriv, and a Swift installation that all users can read"))
  func anotherUsersProcessIsDenied() throws {
    let socket = try LiveSocket.listener()
    let portstat = try Capabilities.AnotherUser()
    let selector = "tcp/127.0.0.1:\(try socket.port)"
    let quiet = try portstat.run("-q", selector)
    #expect(quiet.status == 3)
    #expect(quiet.output.isEmpty)
    #expect(
      quiet.errorText.contains(
        "the owner of 1 socket is hidden (permission denied); run as root to see it"))
    let list = try portstat.run(selector, "-e")
    #expect(list.status == 0)
    #expect(list.text.contains("(denied:root)"))
    #expect(try portstat.run(selector, "-n").text.contains("(denied:0)"))
    #expect(try portstat.run("--pid", "\(getpid())", selector).status == 3)
  }

  /// Status 4: the tables cannot be read.
  @Test func noTables() throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "file")
    try folder.write("", to: "empty/self/net/other")
    for path in ["/nonexistent", "\(folder.path)/file", folder.path, "\(folder.path)/empty"] {
      for format in ["--format=table", "--json", "-q"] {
        let run = try Program.portstat.run("--proc", path, format)
        #expect(run.status == 4)
        #expect(run.output.isEmpty)
        #expect(run.errorText.hasPrefix("portstat: cannot open \(path)"), "\(run.errorText)")
        #expect(run.errorText.count { $0 == "\n" } == 1)
      }
    }
  }

  /// Status 4: WSL 1 has four empty tables, which a script would take for "nobody listens".
  @Test func emptyTables() throws {
    let folder = try TemporaryDirectory()
    for table in ["tcp", "tcp6", "udp", "udp6"] { try folder.write("", to: "net/\(table)") }
    for arguments in [[], ["--json"], ["-q", "7901"], ["-6"], ["-u"]] {
      let run = try Program.portstat.run(["--proc", folder.path] + arguments)
      #expect(run.status == 4 && run.output.isEmpty)
      #expect(
        run.errorText
          == "portstat: cannot read \(folder.path)/net: its tables are empty: this kernel does not list "
          + "sockets\n")
    }
  }

  /// The causes that a container or an administrator adds, with real processes. The note asked root whether
  /// CAP_SYS_PTRACE was missing, whatever the process had.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("setpriv", "unshare"),
      "needs root, setpriv and unshare"),
    arguments: [
      (
        ["setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"],
        "permission denied without CAP_SYS_PTRACE"
      ),
      (["unshare", "--pid", "--mount", "--fork", "--mount-proc"], "outside this PID namespace"),
    ])
  func theNoteNamesTheCause(prefix: [String], cause: String) throws {
    let user = "\(UnnamedUser.id)"
    let script = """
      import os, socket, time
      s = socket.create_server(("127.0.0.1", 0))
      port = s.getsockname()[1]
      os.setgroups([]), os.setresgid(*[\(user)] * 3), os.setresuid(*[\(user)] * 3)
      print(port, flush=True)
      time.sleep(1000)
      """
    let server = try BackgroundProgram(awaitingLineOf: .installed("python3"), ["-c", script])
    let run = try Program.run(command: prefix + [Program.portstat.path, "-q", server.line])
    #expect(run.status == 3 && run.text.isEmpty)
    #expect(run.errorText.hasPrefix("portstat: the owner of 1 socket is hidden ("))
    #expect(run.errorText.contains(cause), "\(run.errorText)")
  }

  /// Status 4, but the other tables must still be shown.
  @Test func oneUnreadableTable() throws {
    let folder = try TemporaryDirectory()
    let tree = Fixtures.path("web-server")
    for table in ["tcp", "udp"] {
      try folder.write(
        try Data(contentsOf: URL(fileURLWithPath: "\(tree)/self/net/\(table)")),
        to: "self/net/\(table)")
    }
    try folder.write("", to: "self/net/tcp6/directory")
    let run = try Program.portstat.run("--proc", folder.path, "-H")
    #expect(run.status == 4)
    #expect(run.text.contains("0.0.0.0:443") && run.text.contains("127.0.0.53:53"))
    #expect(run.errorText.contains("tcp6"))
    let json = try Program.portstat.run("--proc", folder.path, "--json").text
    #expect(json.contains(#""complete":false"#))
  }

  // MARK: Output that cannot be written

  /// `portstat | head` must end silently and successfully.
  @Test func aReaderThatExitsEarlyIsNoError() throws {
    let tree = try TemporaryDirectory()
    let rows = (1...3000).map { inode in
      " 0: 00000000:1F90 00000000:0000 0A 0:0 00:0 0 0 0 \(inode) 1 0 100 0 0 10 0\n"
    }
    try tree.write(ProcTree.heading + "\n" + rows.joined(), to: "self/net/tcp")
    try tree.link("7/fd/0", to: "/dev/null")
    for format in OutputContractTests.formats {
      let run = try Program.sh(
        #"{ "$0" "$@"; echo "status $?" >&2; } | head -1"#, ["--proc", tree.path, format])
      #expect(run.errorText == "status 0\n")
      #expect(run.lines.count == 1)
    }
  }

  /// A full disk or a closed output must be reported once and as a failure, or a script takes half
  /// a file for the result.
  @Test(arguments: [
    (#"exec "$0" "$@" >/dev/full"#, "No space left"), (#"exec "$0" "$@" >&-"#, "Bad file"),
  ])
  func outputThatCannotBeWrittenIsAFailure(line: String, reason: String) throws {
    let tree = ["--proc", Fixtures.path("web-server")]
    for arguments in [
      tree, tree + ["--json"], tree + ["-q", "80"], tree + ["--watch"], ["--help"], ["--version"],
    ] {
      let run = try Program.sh(line, arguments)
      #expect(run.status == 4, "\(arguments)")
      #expect(run.errorText.hasPrefix("portstat: cannot write standard output: \(reason)"))
      #expect(run.errorText.count { $0 == "\n" } == 1)
    }
  }

  /// If standard error is closed, the data must still be printed.
  @Test func aClosedStandardErrorHidesNoData() throws {
    let run = try Program.sh(#"exec "$0" "$@" 2>&-"#, ["--proc", Fixtures.path("damaged"), "-H"])
    #expect(run.status == 0)
    #expect(run.text == (try self.run("damaged", "-H").text))
  }

  /// A note among the data would break the program that reads it.
  @Test(arguments: OutputContractTests.formats)
  func notesGoToStandardErrorOnly(format: String) throws {
    let run = try run("damaged", format)
    #expect(!run.text.contains("portstat:"))
    let notes = run.errorText.split(separator: "\n")
    #expect(notes.count == 3)
    #expect(notes.allSatisfy { $0.hasPrefix("portstat: ") })
    #expect(notes.contains { $0.contains("owners of 3 sockets are hidden") })
  }

  /// If no owners are shown, the user does not need to know that some are hidden.
  @Test func hiddenOwnersAreNotReportedIfNoneAreShown() throws {
    let run = try run("damaged", "-u", "--columns=local,state")
    let notes = run.errorText.split(separator: "\n")
    #expect(notes.count == 1 && notes[0].contains("/udp6 is empty: expected a table header"))
    #expect(run.status == 0)
  }
}
