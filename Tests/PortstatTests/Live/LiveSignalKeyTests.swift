import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The key that signals the owner of a row, in a terminal, with real processes.
@Suite(
  .enabled(if: Program.isInstalled("tmux", "python3"), "tmux or python3 is not installed"))
struct LiveSignalKeyTests {
  /// Opens the live view of a port and waits until its listener is on the screen.
  private func open(_ port: String, columns: Int = 80, rows: Int = 24) throws -> Tmux {
    let tmux = try Tmux(columns: columns, rows: rows)
    try tmux.type("'\(Program.portstat.path)' -l --watch=0.3 :\(port)")
    try waitForList(tmux, port)
    return tmux
  }

  private func waitForList(_ tmux: Tmux, _ port: String) throws {
    try tmux.wait("the list") { $0.contains("\n? help  q quit") && $0.contains(":\(port) ") }
  }

  /// The text of the screen without line ends.
  private func text(_ screen: [String]) -> String {
    screen.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  /// Presses `x`, and checks that the answer is on the screen: whole, or only its beginning on a small one.
  private func expectRefusal(
    _ reason: String, _ tmux: Tmux, columns: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = columns < 60 ? String(reason.prefix(50)) : reason
    try tmux.press("x")
    let screen = try tmux.wait("the refusal") { screen in
      text(screen.components(separatedBy: "\n")).contains(expected)
    }
    #expect(
      screen.last?.hasPrefix("? help  q quit") == true, "it must not ask",
      sourceLocation: sourceLocation)
    #expect(screen.allSatisfy { $0.count <= columns }, sourceLocation: sourceLocation)
  }

  private static let sizes = [(80, 24), (60, 20), (40, 10)]

  // MARK: Refusals

  /// With process 1, the whole machine or container would end.
  @Test(
    .enabled(if: Capabilities.makesNamespaces, "needs root and unshare"), arguments: sizes)
  func processOneIsRefused(columns: Int, rows: Int) throws {
    let tmux = try Tmux(columns: columns, rows: rows)
    let folder = try TemporaryDirectory()
    let code = """
      import socket, subprocess, sys
      s = socket.create_server(("0.0.0.0", 7001))
      subprocess.run([sys.argv[1], "-l", "--watch=0.3"])
      """
    let script = folder.url.appendingPathComponent("first.py").path
    try code.write(toFile: script, atomically: true, encoding: .utf8)
    try tmux.type(
      "unshare --pid --fork --mount-proc --net python3 \(script) '\(Program.portstat.path)'")
    try waitForList(tmux, "7001")
    try expectRefusal(
      "is not signaled: it is process 1, and if it ends, every other process ends", tmux,
      columns: columns)
    try tmux.press("q")
    try tmux.wait("the shell") { !$0.contains("? help") && $0.contains("shell-42") }
  }

  /// The shell, the terminal or the SSH server that portstat runs in would end, and with it the view.
  @Test(arguments: sizes)
  func anAncestorIsRefused(columns: Int, rows: Int) throws {
    let tmux = try Tmux(columns: columns, rows: rows)
    let folder = try TemporaryDirectory()
    let code = """
      import socket, subprocess, sys
      s = socket.create_server(("127.0.0.1", 0))
      subprocess.run([sys.argv[1], "-l", "--watch=0.3", f":{s.getsockname()[1]}"])
      print("still here")
      """
    let script = folder.url.appendingPathComponent("shell.py").path
    try code.write(toFile: script, atomically: true, encoding: .utf8)
    try tmux.type("python3 \(script) '\(Program.portstat.path)'")
    try tmux.wait("the list") { $0.contains("\n? help  q quit") && $0.contains("LISTEN") }
    try expectRefusal(
      "is not signaled: it is an ancestor of portstat", tmux, columns: columns)
    try tmux.press("q")
    try tmux.wait("the parent") { $0.contains("still here") }
  }

  /// A container would lose its port, and Docker would not notice.
  @Test(arguments: sizes)
  func dockerProxyIsRefused(columns: Int, rows: Int) throws {
    let session = try PythonSession()
    let answer = try session.run(PythonSession.dockerProxy(address: "172.17.0.2", port: 80))
    defer { _ = try? session.run("proxy.kill()") }
    let tmux = try open(answer, columns: columns, rows: rows)
    try expectRefusal(
      "is not signaled: it forwards the port to a container (172.17.0.2:80); stop the container "
        + "instead", tmux, columns: columns)
    #expect(try session.run("answer = proxy.poll()") == "None")
    try tmux.press("q")
  }

  // MARK: What happens while the question is on the screen

  /// A server, the live view of its port, and the question on the screen.
  private func question() throws -> (session: PythonSession, tmux: Tmux) {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    let port = try session.run(
      "s = socket.create_server(('127.0.0.1', 0)); answer = s.getsockname()[1]")
    let tmux = try open(port)
    try tmux.press("x")
    try tmux.wait("the question") {
      $0.contains("Send TERM to \(session.pid) ") && $0.contains("y yes   9 KILL instead   Esc no")
    }
    return (session, tmux)
  }

  /// The usual case: the user says yes, and learns what became of the process and the port.
  @Test func yesSignalsTheOwner() throws {
    let (session, tmux) = try question()
    try tmux.press("y")
    try tmux.wait("the outcome") {
      text($0.components(separatedBy: "\n")).contains(/\d+ python[0-9.]* ended after .*is free/)
    }
    withExtendedLifetime(session) {}
    try tmux.press("q")
  }

  /// Every other key means no.
  @Test func anyOtherKeyMeansNo() throws {
    let (session, tmux) = try question()
    try tmux.press("Enter")
    try tmux.wait("the answer") { $0.contains("nothing was sent") }
    #expect(try session.run("answer = 5") == "5")
    try tmux.press("q")
  }

  /// The process has ended by itself meanwhile: there is nothing to signal.
  @Test func aProcessThatEndedMeanwhileIsNotSignaled() throws {
    let (session, tmux) = try question()
    kill(session.pid, SIGKILL)
    _ = try eventually("the end") { kill(session.pid, 0) == 0 ? nil : true }
    try tmux.press("y")
    try tmux.wait("the outcome") {
      text($0.components(separatedBy: "\n")).contains("had already ended")
    }
    try tmux.press("q")
  }

  /// The process has passed the socket on and has other work: it must survive.
  @Test func aProcessThatPassedTheSocketOnIsNotSignaled() throws {
    let (session, tmux) = try question()
    defer { _ = try? session.run("child.kill()") }
    try session.run(
      """
      import subprocess
      s.set_inheritable(True)
      child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"],
        pass_fds=[s.fileno()])
      s.close()
      """)
    try tmux.press("y")
    try tmux.wait("the outcome") {
      text($0.components(separatedBy: "\n"))
        .contains("\(session.pid) python3 was not signaled: it has closed the socket")
    }
    #expect(try session.run("answer = child.poll()") == "None")
    try tmux.press("q")
  }

  /// The worst case: the process has ended, and another one has its PID, its name and even its port.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs root and unshare"))
  func aProcessThatTookThePIDOverIsNotSignaled() throws {
    let tmux = try Tmux(columns: 80, rows: 24)
    let folder = try TemporaryDirectory()
    let file = { (name: String) in folder.url.appendingPathComponent(name).path }
    try Self.takeover.write(toFile: file("first.py"), atomically: true, encoding: .utf8)
    try tmux.type(
      "unshare --pid --fork --mount-proc --net python3 \(file("first.py")) "
        + "'\(Program.portstat.path)' \(folder.path)")
    try waitForList(tmux, "7001")
    try tmux.press("x")
    try tmux.wait("the question") { $0.contains("Send TERM to 500 python3") }
    try Data().write(to: folder.url.appendingPathComponent("go"))
    let result = try eventually("the other process") {
      try? String(contentsOfFile: file("result"), encoding: .utf8)
    }
    try #require(result == "500")
    try tmux.press("y")
    try tmux.wait("the outcome") {
      text($0.components(separatedBy: "\n"))
        .contains("500 python3 was not signaled: the PID now belongs to another process")
    }
    #expect(!FileManager.default.fileExists(atPath: file("signaled")))
    try tmux.press("q")
    try tmux.wait("the end") { $0.contains("alive: True") }
  }

  /// Process 1 of a PID namespace, which gives the PID of a server to another one.
  private static let takeover = """
    import os, signal, socket, subprocess, sys, threading, time
    program, folder = sys.argv[1:]

    def serve(started):
      listener = socket.socket()
      listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      listener.bind(("0.0.0.0", 7001))
      listener.listen()
      def end(*_):
        open(folder + "/signaled", "w").close()
        os._exit(0)
      for number in (signal.SIGTERM, signal.SIGHUP): signal.signal(number, end)
      os.write(started, b"1")
      while True: time.sleep(1)

    def start():
      for attempt in range(200):
        with open("/proc/sys/kernel/ns_last_pid", "w") as file: file.write("499")
        here, there = os.pipe()
        child = os.fork()
        if child == 0:
          if os.getpid() != 500: os._exit(0)
          serve(there)
        os.close(there)
        if child == 500:
          os.read(here, 1)
          os.close(here)
          return child
        os.close(here)
        os.waitpid(child, 0)
      return 0

    first = start()
    view = subprocess.Popen([program, "-l", "--watch=0.3"])
    while not os.path.exists(folder + "/go"): time.sleep(0.01)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    second = start()
    with open(folder + "/new", "w") as file: file.write(str(second))
    os.rename(folder + "/new", folder + "/result")
    view.wait()
    print("alive:", os.waitpid(second, os.WNOHANG)[0] == 0)
    os.kill(second, signal.SIGKILL)
    """
}
