import Foundation
import TestSupport
import Testing

/// `--watch` to a pipe or a file: what scripts read.
@Suite struct EventActionTests {
  /// A loopback address of this test only: a connection in TIME_WAIT of another test may still use
  /// the port that the kernel assigns next.
  private let address =
    (["127"] + (1...3).map { _ in "\(UInt8.random(in: 2...254))" }).joined(separator: ".")

  private func watch(_ arguments: String...) throws -> BackgroundProgram {
    try BackgroundProgram(.portstat, ["--watch=0.1"] + arguments)
  }

  /// The note of every stream that is read from a tree.
  private static let note = """
    portstat: connections that open and close between two updates can be missed (only netlink reports \
    them, not /proc)

    """

  private func events(_ program: BackgroundProgram) throws -> [SocketEvent] {
    try program.lines.map { try SocketRecord.decode(Data($0.utf8)) }
  }

  // MARK: Formats

  /// For people and for grep: the time and the mark come first, and every line has the same number of fields.
  @Test func textHasOneLineForEachEvent() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:22", inode: 100)])
    try tree.addProcess(7, name: "sshd", sockets: [3: 100, 4: 200])
    let program = try watch("--proc", tree.path)
    try program.waitForLines("the listener") { $0.count == 1 }
    let connection = {
      KernelRow.connection("10.0.0.7:22", "10.0.0.9:51000", state: $0, inode: 200)
    }
    let listener = KernelRow.listener("127.0.0.1:22", inode: 100)
    try tree.replaceTCP(with: [listener, connection(1)])
    try program.waitForLines("the connection") { $0.count == 2 }
    try tree.replaceTCP(with: [listener, connection(8)])
    try program.waitForLines("the change") { $0.count == 3 }
    try tree.replaceTCP(with: [connection(8)])
    let lines = try program.waitForLines("the end") { $0.count == 4 }
    for line in lines { #expect(line.contains(/^\d\d:\d\d:\d\d\.\d{3}\b/), "\(line)") }
    #expect(
      lines.map { $0.dropFirst("00:00:00.000 ".count) } == [
        "+ tcp 127.0.0.1:22 *:* LISTEN 7 sshd ssh well-known",
        "+ tcp 10.0.0.7:22 10.0.0.9:51000 ESTABLISHED 7 sshd ssh well-known",
        "~ tcp 10.0.0.7:22 10.0.0.9:51000 CLOSE_WAIT 7 sshd ssh well-known",
        "- tcp 127.0.0.1:22 *:* LISTEN 7 sshd ssh well-known",
      ])
    program.signal(SIGTERM)
    _ = try program.status()
    #expect(try program.lines.count == 4)
    #expect(try program.errorText == Self.note)
  }

  /// The time is that of the clock on the wall. In UTC it would mislead: nothing says which zone it is of.
  @Test(arguments: ["UTC0", "TEST-09:30", "TEST+07"])
  func theTimeOfDayIsLocal(zone: String) throws {
    let tree = try ProcTree(udp: [.unconnected("127.0.0.1:69", inode: 100)])
    var portstat = Program.portstat
    portstat.environment = ["TZ": zone]
    let program = try BackgroundProgram(portstat, ["--proc", tree.path, "--watch=0.1"])
    let line = try #require(try program.waitForLines("the socket") { $0.count == 1 }.first)
    let date = try Program.installed("date")
    let now = try Program(date.path, environment: ["TZ": zone]).run("+%H %M")
    let minutes = { (hour: Substring, minute: Substring) in
      (Int(hour) ?? 0) * 60 + (Int(minute) ?? 0)
    }
    let expected = now.text.split(whereSeparator: \.isWhitespace)
    let shown = line.split(separator: ":")
    let difference = minutes(expected[0], expected[1]) - minutes(shown[0], shown[1])
    #expect((0...3).contains((difference + 1440) % 1440), "\(line), \(now.text)")
  }

  /// CSV has two additional columns, and each line has as many cells as its heading.
  @Test func csvHasTimeAndEvent() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:22", inode: 100)])
    try tree.addProcess(7, name: "sshd", sockets: [3: 100])
    let program = try watch("--proc", tree.path, "--csv", "--columns=local,state,pid")
    try program.waitForLines("the listener") { $0.count == 2 }
    try tree.replaceTCP(with: [])
    let lines = try program.waitForLines("the end") { $0.count == 3 }
    #expect(lines[0] == "time,event,local,state,pid")
    let cells = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
    #expect(
      cells.map { Array($0.dropFirst()) } == [
        ["opened", "127.0.0.1:22", "LISTEN", "7"], ["closed", "127.0.0.1:22", "LISTEN", "7"],
      ])
    for cell in cells {
      #expect(cell[0].wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }
    #expect(try program.output.suffix(2) == Data("\r\n".utf8))

    let bare = try watch("--proc", tree.path, "--csv", "-H")
    try tree.replaceTCP(with: [.listener("127.0.0.1:23", inode: 101)])
    let first = try bare.waitForLines("a line") { !$0.isEmpty }
    #expect(first[0].contains(",opened,tcp,ipv4,127.0.0.1,23,"))
  }

  /// The name of a process must not send escape sequences to the terminal after the pipe, or start
  /// a new line.
  @Test(arguments: ["--format=table", "--csv", "--jsonl"])
  func noControlCharacterIsWritten(format: String) throws {
    let program = try watch("--proc", Fixtures.path("hostile-names"), format)
    let count = try Program.portstat.run("--proc", Fixtures.path("hostile-names"), "-H", "--jsonl")
      .lines.count
    try program.waitForLines("all sockets") { $0.count >= count }
    program.signal(SIGTERM)
    _ = try program.status()
    let output = try program.output
    #expect(try program.lines.count == count + (format == "--csv" ? 1 : 0))
    for (index, byte) in output.enumerated() where byte < 0x20 || byte == 0x7f {
      let isEnd =
        byte == 0x0a && (format != "--csv" || output[index - 1] == 0x0d)
        || byte == 0x0d && format == "--csv" && output[index + 1] == 0x0a
      #expect(isEnd, "byte \(byte) at \(index)")
    }
  }

  /// The same script must be able to read listings and events, which have further keys at the end.
  @Test func jsonObjectsAreThoseOfAListing() throws {
    let tree = ["--proc", Fixtures.path("every-state")]
    let program = try watch(tree[0], tree[1], "--jsonl")
    let listed = try Program.portstat.run(tree + ["--jsonl"]).lines
    let lines = try program.waitForLines("all sockets") { $0.count >= listed.count }
    let further = "bytes_sent bytes_received bytes_received_exact rtt seen_seconds"
      .split(separator: " ").map { ",\"\($0)\":null" }.joined()
    let objects = lines.map { line in
      line.replacing(/^\{"event":"opened","time":"[^"]+","socket":/, with: "")
        .replacing(further + "}}", with: "}")
    }
    #expect(objects == listed)
  }

  /// Where only a tree is read, the end of a connection can be seen only when its row goes, and nothing is
  /// known of it.
  @Test func inATreeAConnectionClosesWhenItsRowGoes() throws {
    let connection = {
      KernelRow.connection("10.0.0.7:22", "10.0.0.9:51000", state: $0, inode: $1)
    }
    let tree = try ProcTree(tcp: [connection(1, 200)])
    try tree.addProcess(7, name: "sshd", sockets: [3: 200])
    let program = try watch("--proc", tree.path, "--jsonl")
    try program.waitForLines("the connection") { $0.count == 1 }
    try tree.replaceTCP(with: [connection(6, 0)])
    try program.waitForLines("TIME_WAIT") { $0.count == 2 }
    try tree.replaceTCP(with: [])
    let lines = try program.waitForLines("the end") { $0.count == 3 }
    #expect(try events(program).map(\.event) == ["opened", "changed", "closed"])
    #expect(try events(program).map(\.socket.state) == ["ESTABLISHED", "TIME_WAIT", "TIME_WAIT"])
    let ending = /"bytes_sent":null,"bytes_received":null,"bytes_received_exact":null,"rtt":null,/
    #expect(lines.allSatisfy { $0.contains(ending) })
    #expect(lines[2].contains(/"seen_seconds":[0-9.]+\}\}$/))
    #expect(lines[1].hasSuffix("\"seen_seconds\":null}}"))
    #expect(try program.errorText == Self.note)
  }

  // MARK: Real sockets

  /// Every event of a real connection must be reported exactly once, with the right owner.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func theLifeOfARealConnectionIsReported() throws {
    let python = try PythonSession()
    let name = try String(contentsOfFile: "/proc/\(python.pid)/comm", encoding: .utf8)
      .trimmingCharacters(in: .newlines)
    try python.run("s = socket.socket(); s.bind(('\(address)', 0))")
    let port = try #require(UInt16(try python.run("answer = s.getsockname()[1]")))
    let program = try BackgroundProgram(.portstat, ["--watch=0.2", "--jsonl", address])

    /// Waits until a number of events match.
    func wait(
      _ what: String, _ count: Int, where matches: (SocketEvent) -> Bool = { _ in true }
    ) throws {
      _ = try eventually(what) {
        try self.events(program).count(where: matches) >= count ? true : nil
      }
    }

    try python.run("s.listen()")
    try wait("the listener", 1)
    try python.run(
      "c = socket.create_connection(s.getsockname(), source_address=('\(address)', 0))")
    try wait("both ends", 3)
    try python.run("p = s.accept()[0]")
    try wait("accept", 1) { $0.event == "changed" && $0.socket.localPort == port }
    try python.run("c.close()")
    try wait("the client's end", 2) { $0.event == "changed" && $0.socket.localPort == port }
    // The entry in FIN_WAIT2 that is left of it is no event.
    try wait("the end of its connection", 1) { $0.event == "closed" }
    // A reset, so that no TIME_WAIT stays.
    try python.run(
      "p.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); p.close()")
    try wait("the end of both connections", 2) { $0.event == "closed" }
    try python.run("s.close()")
    try wait("the listener's end", 3) { $0.event == "closed" }

    let events = try self.events(program)
    func transitions(_ matches: (SocketRecord) -> Bool) -> [String] {
      events.filter { matches($0.socket) }.map {
        "\($0.event) \($0.socket.state ?? "-") \($0.socket.ownership)"
      }
    }
    #expect(transitions { $0.remotePort == nil } == ["opened LISTEN known", "closed LISTEN known"])
    #expect(
      transitions { $0.localPort == port && $0.remotePort != nil } == [
        "opened ESTABLISHED accept-queue", "changed ESTABLISHED known", "changed CLOSE_WAIT known",
        "closed CLOSE_WAIT known",
      ])
    let client = transitions { $0.remotePort == port }
    #expect(client.first == "opened ESTABLISHED known")
    #expect(client.last == "closed ESTABLISHED known", "\(client)")
    #expect(client.count { $0.hasPrefix("closed") } == 1)
    for event in events where event.socket.ownership == "known" {
      #expect(event.socket.processes.map(\.pid) == [python.pid])
      #expect(event.socket.processes.map(\.name) == [name], "\(event.event)")
    }
  }

  /// If a process is killed, the last events of its sockets must still name it.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func theClosedEventNamesAProcessThatWasKilled() throws {
    let python = try PythonSession()
    let port = try #require(
      UInt16(
        try python.run("s = socket.create_server(('\(address)', 0)); answer = s.getsockname()[1]")))
    let program = try watch("--jsonl", "\(address):\(port)")
    try program.waitForLines("the listener") { $0.count == 1 }
    kill(python.pid, SIGKILL)
    try program.waitForLines("its end") { $0.count == 2 }
    let events = try self.events(program)
    #expect(events.map(\.event) == ["opened", "closed"])
    #expect(events.map { $0.socket.processes.map(\.pid) } == [[python.pid], [python.pid]])
    #expect(events[0].socket.processes[0].name == events[1].socket.processes.first?.name)
    #expect(events[0].socket.inode == events[1].socket.inode)
  }

  /// Of many connections that last at least two updates, none may be missed or reported twice.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func noneOfManyConnectionsIsLost() throws {
    let python = try PythonSession()
    let port = try #require(
      UInt16(
        try python.run(
          "s = socket.create_server(('\(address)', 0), backlog=512); answer = s.getsockname()[1]")))
    let program = try watch("--jsonl", "--remote-port", "\(port)", "--remote", address)
    try python.run("c = [socket.create_connection(s.getsockname()) for _ in range(300)]")
    // A connection that was still being established also has a `changed` event.
    func wait(for kind: String) throws {
      try program.waitForLines("300 connections \(kind)") { lines in
        lines.count { $0.contains("\"event\":\"\(kind)\"") } >= 300
      }
    }
    try wait(for: "opened")
    try python.run(
      """
      [x.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)) for x in c]; \
      [x.close() for x in c]
      """)
    try wait(for: "closed")
    let events = try self.events(program)
    for kind in ["opened", "closed"] {
      let these = events.filter { $0.event == kind }
      #expect(these.count == 300)
      #expect(Set(these.map(\.socket.inode)).count == 300)
      #expect(these.allSatisfy { $0.socket.processes.map(\.pid) == [python.pid] })
    }
  }

  // MARK: The end

  /// `portstat --watch | head -1` must end silently when the reader has read enough.
  @Test(arguments: ["--jsonl", "--csv", "--format=table"])
  func aReaderThatExitsEndsTheStream(format: String) throws {
    let run = try Program.sh(
      #"{ "$0" "$@"; echo "status $?" >&2; } | head -1"#,
      ["--watch=0.1", "--proc", Fixtures.path("web-server"), format])
    #expect(["status 0\n", Self.note + "status 0\n"].contains(run.errorText))
    #expect(run.lines.count == 1)
  }

  /// The same if nothing changes any more, so that nothing is written that could fail.
  @Test func aReaderThatExitsEndsAStreamWithoutEvents() throws {
    let tree = try ProcTree()
    let run = try Program.sh(
      #"{ "$0" "$@"; echo "status $?" >&2; } | true"#, ["--watch=3600", "--proc", tree.path])
    #expect(run.errorText == Self.note + "status 0\n")
  }

  /// A service manager or a shell must be able to stop it: what was seen has been written, and the
  /// status is 0.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalEndsTheStream(signal: Int32) throws {
    let program = try BackgroundProgram(
      .portstat, ["--watch=3600", "--proc", Fixtures.path("web-server")])
    try program.waitForLines("the sockets") { !$0.isEmpty }
    program.signal(signal)
    #expect(try program.status() == 0)
    #expect(try program.errorText == Self.note)
  }

  // MARK: Wrong usage

  /// Contradictory options must be rejected with what to use instead.
  @Test(arguments: [
    (["--json", "--watch"], "--jsonl"), (["--watch", "-j"], "--jsonl"),
    (["-q", "--watch"], "--quiet"),
    (["-c", "-q", "80"], "--quiet"),
  ])
  func contradictoryOptionsAreRejected(arguments: [String], hint: String) throws {
    let run = try Program.portstat.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains(hint))
    #expect(run.errorText.count { $0 == "\n" } == 1)
  }

  /// An invalid interval must not silently become another one.
  @Test(arguments: [
    "0.05", "abc", "86401", "0", "-1", "nan", "inf", "1e9", "0.0999",
  ])
  func invalidIntervalsAreRejected(interval: String) throws {
    for option in ["--watch=\(interval)", "-c\(interval)"] {
      let run = try Program.portstat.run(["--proc", Fixtures.path("web-server"), option])
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.errorText.contains("0.1 to 86400"), "\(run.errorText)")
    }
  }

  /// If the tables cannot be read, that must be an error, not an empty stream.
  @Test func aStreamWithoutTablesFails() throws {
    let run = try Program.portstat.run("--watch", "--proc", "/nonexistent")
    #expect(run.status == 4)
    #expect(run.errorText.hasPrefix("portstat: cannot open /nonexistent"))
  }

  /// A note must be written once, not at each update.
  @Test func notesAreWrittenOnce() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:22", inode: 100)])
    try tree.addUnreadableProcess(8)
    let program = try watch("--proc", tree.path)
    try program.waitForLines("the listener") { $0.count == 1 }
    for port in 1...3 {
      try tree.replaceTCP(with: (0...port).map { .listener("127.0.0.1:\(22 + $0)", inode: 100) })
      try program.waitForLines("another one") { $0.count == 1 + port }
    }
    program.signal(SIGTERM)
    _ = try program.status()
    #expect(try program.errorText.contains("hidden"))
    #expect(try program.errorText.contains(Self.note))
    #expect(try program.errorText.count { $0 == "\n" } == 2)
  }
}
