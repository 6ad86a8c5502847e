import Foundation
import TestSupport
import Testing

/// `--signal` with real processes: what it ends, what it leaves alone, and how it tells a script.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct SignalActionTests {
  /// A listener of a process of its own, and its port.
  private func listener(
    _ setup: String = "", at address: String = "127.0.0.1"
  ) throws -> (session: PythonSession, port: String) {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    if !setup.isEmpty { try session.run(setup) }
    let port = try session.run(
      "s = socket.create_server(('\(address)', 0)); answer = s.getsockname()[1]")
    return (session, port)
  }

  private func isRunning(_ session: PythonSession) -> Bool {
    (try? session.run("answer = 5")) == "5"
  }

  @Test func theOwnerEndsAndThePortIsFree() throws {
    let (session, port) = try listener()
    let run = try Program.portstat.run("--signal", port, "--yes")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.lines.count == 2)
    #expect(run.lines[0].hasPrefix("\(session.pid) ") && run.lines[0].contains(" ended after "))
    #expect(run.lines[1] == "port \(port)/tcp is free")
    #expect(run.errorText.isEmpty)
  }

  /// A client of the port is not what blocks it. What remains of its connection may, if the next server
  /// does not set SO_REUSEADDR, so the port must not be called free.
  @Test func clientsOfThePortSurvive() throws {
    let (session, port) = try listener()
    let client = try PythonSession()
    try client.run("c = socket.create_connection(('127.0.0.1', \(port)))")
    try session.run("d = s.accept()")
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.status == 0 && isRunning(client))
    #expect(!run.text.contains("\(client.pid) "))
    let report =
      "port \(port)/tcp: nothing listens on it anymore; other sockets with this local port: "
    #expect(run.lines.last?.hasPrefix(report + "1 FIN_WAIT") == true)
  }

  /// A script has to learn that the port is still taken, and by whom.
  @Test func anOwnerThatIgnoresTheSignalIsReported() throws {
    let (session, port) = try listener(
      "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    let run = try Program.portstat.run("--signal", port, "-y", "--signal-timeout=0.4")
    #expect(run.status == 1)
    #expect(run.text.contains("did not end within 0.4 s; --signal=KILL"))
    #expect(run.text.contains("port \(port)/tcp is still in use: \(session.pid) "))
    #expect(isRunning(session))
    #expect(try Program.portstat.run("--signal=KILL", port, "-y").status == 0)
  }

  /// Every owner of a shared listener has to end, or the port stays taken.
  @Test func everyOwnerOfASharedSocketIsSignaled() throws {
    let (session, port) = try listener()
    let child = try session.run(
      """
      import time
      child = os.fork()
      if child == 0:
        while True: time.sleep(100)
      answer = child
      """)
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.status == 0, "\(run.errorText)")
    for pid in ["\(session.pid)", child] {
      #expect(run.lines.contains { $0.hasPrefix("\(pid) ") && $0.contains(" ended ") })
    }
    #expect(run.lines.last == "port \(port)/tcp is free")
  }

  @Test func otherSignalsDoNotWait() throws {
    let (session, port) = try listener(
      "signal.signal(signal.SIGUSR1, lambda *_: None)")
    let run = try Program.portstat.run("--signal=usr1", port, "-y")
    #expect(run.status == 0 && run.lines.count == 1 && run.text.contains(" received USR1"))
    #expect(isRunning(session))
  }

  /// UDP servers have no LISTEN state, and are as much in the way.
  @Test func aUDPServerEnds() throws {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    let port = try session.run(
      "s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0)); answer = s.getsockname()[1]"
    )
    let run = try Program.portstat.run("--signal=INT", "udp/\(port)", "-y")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.lines.first?.hasPrefix("\(session.pid) ") == true)
    #expect(run.lines.last == "port \(port)/udp is free")
  }

  /// One owner that must not be signaled does not protect the others, and does not count as success.
  @Test func theOthersAreSignaledBesideARefusedOwner() throws {
    let session = try PythonSession()
    let answer = try session.run(
      """
      import signal, subprocess
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      s = socket.create_server(("127.0.0.1", 0))
      s.set_inheritable(True)
      def start(name): return subprocess.Popen([name, "-c", "import time; time.sleep(100)"],
        executable=sys.executable, pass_fds=[s.fileno()])
      proxy, server = start("docker-proxy"), start("server")
      port = s.getsockname()[1]
      s.close()
      answer = f"{port} {server.pid} {proxy.pid}"
      """
    ).split(separator: " ").map(String.init)
    let run = try Program.portstat.run("--signal", answer[0], "-y")
    #expect(run.status == 1, "\(run.errorText)")
    #expect(run.lines.first?.hasPrefix("\(answer[1]) ") == true)
    #expect(run.text.contains("port \(answer[0])/tcp is still in use: \(answer[2]) "))
    #expect(run.errorText.contains("\(answer[2]) "))
    #expect(try session.run("answer = proxy.poll()") == "None")
    #expect(try session.run("answer = server.wait(20)") == "-15")
    _ = try session.run("proxy.kill()")
  }

  /// docker-proxy has to survive, and the user has to learn which container it serves.
  @Test func aPortForwarderIsRefused() throws {
    let session = try PythonSession()
    let port = try session.run(PythonSession.dockerProxy(address: "172.19.0.4", port: 8081))
    defer { _ = try? session.run("proxy.kill()") }
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(
      run.errorText.contains(
        "is not signaled: it forwards the port to a container (172.19.0.4:8081); stop the container"
      )
    )
    #expect(try session.run("answer = proxy.poll()") == "None")
  }

  /// The shell in which portstat runs, with everything that the user does there, would end.
  @Test func theProgramThatRunsPortstatIsRefused() throws {
    let (session, port) = try listener("import subprocess")
    let status = try session.run(
      """
      run = subprocess.run(["\(Program.portstat.path)", "--signal=KILL", "\(port)", "-y"],
        capture_output=True, text=True)
      answer = str(run.returncode) + run.stdout + run.stderr.strip()
      """)
    #expect(status.hasPrefix("1portstat: \(session.pid) "))
    #expect(status.hasSuffix("it is an ancestor of portstat"))
    #expect(isRunning(session))
  }

  /// Otherwise the user ends the process again and again.
  @Test func aSupervisorIsNamedBeforehand() throws {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    let port = try session.run(
      """
      import ctypes, time
      ctypes.CDLL(None).prctl(15, b"runsv", 0, 0, 0)  # PR_SET_NAME
      here, there = os.pipe()
      if os.fork() == 0:
        s = socket.create_server(("127.0.0.1", 0))
        os.write(there, b"%d" % s.getsockname()[1])
        while True: time.sleep(100)
      answer = os.read(here, 9).decode()
      """)
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.status == 0)
    #expect(run.errorText.contains(": runsv (PID \(session.pid)) may restart it\n"))
    #expect(isRunning(session))
  }

  @Test func nothingToSignalIsStatusOne() throws {
    let free = try LiveSocket.listener()
    let port = try "\(free.port)"
    free.close()
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errorText == "portstat: no socket has local port \(port)\n")
    // A connection is no listening socket either, and the user has to learn why nothing happened.
    let connection = try LiveConnection()
    let (client, server) = try (connection.client.port, connection.listener.port)
    let local = try Program.portstat.run("--signal", "\(client)", "-y")
    #expect(local.status == 1 && local.errorText.contains("no listener on port \(client); 1 in "))
    let remote = try Program.portstat.run("--signal", "--remote-port", "\(server)", "-y")
    #expect(remote.status == 1 && remote.errorText.hasPrefix("portstat: no socket matches"))
  }

  /// A name that a process chose must not control the terminal, in the question or in the report.
  @Test func namesAreMadeHarmless() throws {
    let (session, port) = try listener(
      "import ctypes; ctypes.CDLL(None).prctl(15, b'a\\x1b[2Jb', 0, 0, 0)")
    let run = try Program.portstat.run("--signal", port, "-y")
    #expect(run.text.contains("a\\x1b[2Jb ended after "))
    #expect(!run.output.contains(0x1b))
    withExtendedLifetime(session) {}
  }

  // MARK: Other users

  /// An owner that cannot be seen is not signaled, and the script must not believe that the port is free.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func anOwnerOfAnotherUserIsUncertain() throws {
    let (session, port) = try listener()
    let run = try Capabilities.AnotherUser().run("--signal", port, "-y")
    #expect(run.status == 3, "\(run.errorText)")
    #expect(run.output.isEmpty && run.errorText.contains("permission denied"))
    #expect(isRunning(session))
  }

  /// What makes the process of a session one of an ordinary user's.
  private static let dropsRights = """
    import ctypes
    os.setgroups([]); os.setgid(\(UnnamedUser.id)); os.setuid(\(UnnamedUser.id))
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
    """

  /// An ordinary user can end the user's own server, whoever else runs what on the machine.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func anOrdinaryUserEndsTheUsersOwnProcess() throws {
    let (session, port) = try listener(Self.dropsRights)
    let run = try Capabilities.AnotherUser().run("--signal", port, "-y")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.text.hasPrefix("\(session.pid) ") && run.text.contains(" ended after "))
  }

  /// A container may let root see a process but not signal it.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func aMissingRightIsReported() throws {
    let (session, port) = try listener(Self.dropsRights)
    let run = try Program.run(
      command: [
        "setpriv", "--inh-caps=-kill", "--bounding-set=-kill", Program.portstat.path, "--signal",
        port, "-y",
      ])
    #expect(run.status == 1, "\(run.errorText)")
    #expect(run.text.contains("was not signaled (permission denied)"))
    #expect(isRunning(session))
  }

  // MARK: Namespaces

  /// The whole container would end.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs namespaces"))
  func processOneOfAContainerIsRefused() throws {
    let script = """
      import os, socket, subprocess, sys
      s = socket.create_server(("0.0.0.0", 81))
      run = subprocess.run([sys.argv[1], "--signal", "81", "-y"], capture_output=True, text=True)
      print(os.getpid(), run.returncode, run.stderr)
      """
    let run = try Capabilities.runInNamespaces("python3", "-c", script, Program.portstat.path)
    #expect(run.text.hasPrefix("1 1 portstat: 1 "), "\(run.text) \(run.errorText)")
    #expect(run.text.contains("is not signaled: it is process 1"))
  }

  /// A PID in the /proc of another namespace means another process in kill(2).
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs namespaces"))
  func processesOfAnotherNamespaceAreRefused() throws {
    let (session, port) = try listener()
    let run = try Program.run(
      command: ["unshare", "--pid", "--fork", Program.portstat.path, "--signal", port, "-y"])
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errorText.contains("a different PID namespace; remount it"))
    #expect(isRunning(session))
  }

  // MARK: The question

  /// Only `y` and `yes` may end a process; Enter, another word and the end of the input may not.
  @Test(.enabled(if: PythonScript.canRun, "needs python3 and a terminal"))
  func onlyYesEndsTheProcess() throws {
    let problems = try PythonScript.problems(
      """
      code = "import socket, time; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); time.sleep(200)"
      server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
      port = server.stdout.readline().decode().strip()
      question = b"listening on tcp 127.0.0.1:" + port.encode() + b"? [y/N] "
      for answer, status in ((b"\\n", 1), (b"n\\n", 1), (b"yesterday\\n", 1), (b"\\x04", 1), (b"Y\\n", 0)):
        terminal = Terminal([sys.argv[1], "--signal", port], columns=200)
        terminal.wait_for(question)
        terminal.press(answer)
        terminal.wait_for_end()
        if terminal.status != status: print(answer, terminal.status, terminal.output)
        if status == 1:
          terminal.wait_for(b"no process was signaled")
          if server.poll() is not None: print(answer, "ended it")
        terminal.close()
      if server.wait(10) != -signal.SIGTERM: print("ended with", server.returncode)
      """, Program.portstat.path)
    #expect(problems.isEmpty, "\(problems)")
  }
}
