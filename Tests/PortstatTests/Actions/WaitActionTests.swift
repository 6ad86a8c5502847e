import Foundation
import TestSupport
import Testing

/// `--wait` and `--wait-gone` with real sockets: what ends them, when, and what they tell a script.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct WaitActionTests {
  /// A process with a bound socket that does not listen yet, and its port.
  private func server() throws -> (session: PythonSession, port: String) {
    let session = try PythonSession()
    let port = try session.run(
      "s = socket.socket(); s.bind(('127.0.0.1', 0)); answer = s.getsockname()[1]")
    return (session, port)
  }

  /// A start script would connect to a server that does not accept connections yet.
  @Test func onlyAListenerEndsTheWait() throws {
    let (session, port) = try server()
    let program = try BackgroundProgram(
      .portstat, ["--wait=60", "-H", "--columns", "local_port,state,pid", port])
    // The program has looked at least once by then, if it is not stopped.
    Thread.sleep(forTimeInterval: 0.5)
    #expect(try program.output.isEmpty)
    try session.run("s.listen()")
    #expect(try program.status() == 0)
    let cells = try program.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(cells == [[port, "LISTEN", "\(session.pid)"]])
    // `-a` asks for every socket, so the bound one is enough.
    let (bound, other) = try server()
    let all = try Program.portstat.run("--wait=30", "-a", "-H", "--columns", "state", other)
    #expect(all.status == 0 && all.text.contains("BOUND"), "\(all)")
    withExtendedLifetime(bound) {}
  }

  /// A script waits for the exit status and reads the PID.
  @Test func theOwnerIsPrinted() throws {
    let (session, port) = try server()
    try session.run("s.listen()")
    let run = try Program.portstat.run("--wait=30", "-q", port)
    #expect(run.status == 0 && run.lines == ["\(session.pid)"])
    let byPID = try Program.portstat.run("--wait=30", "-q", "--pid", "\(session.pid)", "-t")
    #expect(byPID.status == 0 && byPID.lines == ["\(session.pid)"])
  }

  /// A script would go on as if the server were ready, or would not find out why it is not.
  @Test func theTimeIsUp() throws {
    let (session, port) = try server()
    defer { withExtendedLifetime(session) {} }
    let start = ContinuousClock.now
    let run = try Program.portstat.run("--wait=0.4", port)
    #expect(ContinuousClock.now - start >= .milliseconds(400))
    #expect(run.status == 1 && run.text.isEmpty)
    #expect(run.errorText.hasPrefix("portstat: timed out after 0.4 s; "), "\(run.errorText)")
    let once = try Program.portstat.run("--wait=0", "--json", port)
    #expect(once.status == 1)
    #expect(once.text.contains("\"sockets\":[]"))
    #expect(try Program.portstat.run("--wait=0", "-q", port).errorText.isEmpty)
  }

  /// `kill $(portstat --wait=30 -q …)` would go on as if an owner had been printed.
  @Test func noOwnerIsNoSuccess() throws {
    let session = try PythonSession()
    // The end that closes first is in TIME_WAIT.
    let port = try session.run(
      """
      s = socket.create_server(('127.0.0.1', 0))
      c = socket.create_connection(s.getsockname()); d = s.accept()[0]
      answer = s.getsockname()[1]
      d.close(); c.close(); s.close()
      """)
    let run = try Program.portstat.run(
      "--wait=30", "--state", "time-wait", "-q", "--local-port", port)
    #expect(run.output.isEmpty && run.status == 1, "\(run)")
    #expect(try Program.portstat.run("--wait=30", "--state", "time-wait", port).status == 0)
    let gone = try Program.portstat.run("--wait-gone=30", "-q", port)
    #expect(gone.status == 0 && gone.output.isEmpty)
    withExtendedLifetime(session) {}
  }

  @Test func theEndOfAListenerEndsTheWaitForIt() throws {
    let (session, port) = try server()
    try session.run("s.listen()")
    let timed = try Program.portstat.run(
      "--wait-gone=0.3", "-H", "--columns", "local_port", port)
    #expect(timed.status == 1)
    #expect(timed.text.trimmingCharacters(in: .whitespacesAndNewlines) == port)
    #expect(timed.errorText == "portstat: timed out after 0.3 s; 1 socket still matches\n")
    let program = try BackgroundProgram(.portstat, ["--wait-gone", port])
    Thread.sleep(forTimeInterval: 0.3)
    // Connections that remain do not keep the port from being used again by most servers.
    try session.run(
      "c = socket.create_connection(('127.0.0.1', \(port))); d = s.accept(); s.close()")
    #expect(try program.status() == 0)
    #expect(try program.output.isEmpty && program.errorText.isEmpty)
    let free = try Program.portstat.run("--wait-gone=30", port)
    #expect(free.status == 0 && free.text.isEmpty && free.errorText.isEmpty)
  }

  /// Waiting would end before the server listens, or so late that a script is slower than one with a loop.
  @Test func theWaitEndsSoonAfterTheListenerAppears() throws {
    let count = LongTests.count(5, long: 50)
    let run = try Program.installed("python3").run(
      [
        "-c",
        """
        import socket, statistics, subprocess, sys, time
        times = []
        for _ in range(int(sys.argv[2])):
          s = socket.socket(); s.bind(("127.0.0.1", 0))
          wait = subprocess.Popen([sys.argv[1], "--wait=60", "-q", str(s.getsockname()[1])],
            stdout=subprocess.DEVNULL)
          time.sleep(0.2)
          assert wait.poll() is None, "ended early"
          s.listen(); start = time.monotonic()
          assert wait.wait() == 0
          times.append(time.monotonic() - start)
        print(statistics.median(times))
        """, Program.portstat.path, "\(count)",
      ])
    #expect(run.status == 0, "\(run.errorText)")
    let median = try #require(Double(run.text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // 0.03 on a machine that does nothing else; other tests run at the same time.
    #expect(median < (LongTests.areOn ? 0.03 : 1), "\(median)")
  }

  /// A script that waits for a server would slow its start.
  @Test func waitingUsesAHundredthOfAProcessorAtMost() throws {
    let (session, port) = try server()
    defer { withExtendedLifetime(session) {} }
    let times = try [1, 4].map { seconds in
      let run = try MeasuredRun(.portstat, ["--wait=\(seconds)", port])
      #expect(run.run.status == 1)
      return run.seconds
    }
    // The clock of processor time ticks in milliseconds on some machines.
    #expect(times[1] - times[0] <= 0.01 * 3 + 0.01, "\(times)")
  }

  @Test(arguments: [
    (["--wait"], "--wait requires a selector or a filter, as in portstat --wait 8080"),
    (
      ["--wait-gone=5", "-t"],
      "--wait-gone requires a selector or a filter, as in portstat --wait-gone 8080"
    ),
    (["--wait", "--wait-gone", "80"], "--wait and --wait-gone cannot be combined"),
    (["--wait", "--watch", "80"], "--wait and --watch cannot be combined"),
    (["--wait-gone", "--signal", "80"], "--wait-gone and --signal cannot be combined"),
    (["--wait=x", "80"], "--wait: invalid number of seconds 'x': expected 0 to 86400"),
    (["--wait=86401", "80"], "--wait: invalid number of seconds '86401': expected 0 to 86400"),
  ])
  func whatCannotBeWaitedForIsRefused(arguments: [String], message: String) throws {
    let run = try Program.portstat.run(arguments)
    #expect(run.status == 2 && run.text.isEmpty)
    #expect(run.errorText.contains(message), "\(run.errorText)")
  }
}
