import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Signals from the live view to real processes.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct LiveSignalPromptTests {
  private let signals = LiveSignals(Query())

  /// A process with a listener, a live view with its sockets, and the row of the listener.
  private func listener(
    _ setup: String = "None"
  ) throws -> (session: PythonSession, port: UInt16, model: LiveModel, socket: Socket) {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    try session.run(setup)
    let port = try #require(
      UInt16(
        try session.run("s = socket.create_server(('127.0.0.1', 0)); answer = s.getsockname()[1]")))
    var model = LiveModel(try Settings(Arguments(), on: Terminal()), interval: 1)
    var loop = UpdateLoop(Query(), every: 1)
    model.update(try loop.update())
    let socket = try #require(
      model.list.rows.first { $0.socket.local.port == port && $0.socket.isListening }?.socket)
    return (session, port, model, socket)
  }

  /// What the user confirms: which process, with which sockets.
  @Test func theQuestionNamesTheProcess() throws {
    let (session, port, first, socket) = try listener()
    var model = first
    model.ask(try signals.plan(.terminate, [socket]), for: [socket])
    #expect(model.page == .signal)
    let text = try #require(model.prompt?.lines.joined(separator: "\n"))
    #expect(text.contains("Send TERM to \(session.pid) "))
    #expect(
      text.contains(
        "It has 1 listening socket and 0 other sockets open, here tcp 127.0.0.1:\(port)."))
    #expect(text.contains("y yes   9 KILL instead   Esc no"))
    // Any other key means no, and the process goes on.
    _ = model.press(.character("n"))
    let request = model.takeRequest()
    #expect(model.page == .list && request == nil)
    #expect(model.message == "nothing was sent")
    #expect(try session.run("answer = 5") == "5")
  }

  /// The user must learn whether the process has ended and the port is free.
  @Test func theOutcomeIsReported() throws {
    let (session, port, first, socket) = try listener()
    var model = first
    var signals = signals
    model.ask(try signals.plan(.terminate, [socket]), for: [socket])
    _ = model.press(.character("y"))
    guard case .sendSignal(let plan) = model.takeRequest() else {
      Issue.record("no request")
      return
    }
    try signals.send(plan)
    #expect(signals.isWaiting)
    let outcome = try eventually("the end") { try signals.check() }
    #expect(outcome.hasPrefix("\(session.pid) ") && outcome.contains(" ended after "))
    #expect(outcome.hasSuffix("; port \(port)/tcp is free"), "\(outcome)")
    #expect(!signals.isWaiting)
  }

  /// A process that ignores TERM: `9` offers KILL, after another question.
  @Test func nineOffersKill() throws {
    let (session, _, first, socket) = try listener(
      "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    var model = first
    var signals = signals
    model.ask(try signals.plan(.terminate, [socket]), for: [socket])
    _ = model.press(.character("9"))
    guard case .planSignal(let signal, let sockets) = model.takeRequest() else {
      Issue.record("no request")
      return
    }
    #expect(signal.name == "KILL")
    model.ask(try signals.plan(signal, sockets), for: sockets)
    let text = try #require(model.prompt?.lines.joined(separator: "\n"))
    #expect(text.contains("Send KILL to \(session.pid) ") && !text.contains("9 KILL"))
    _ = model.press(.character("y"))
    guard case .sendSignal(let plan) = model.takeRequest() else {
      Issue.record("no request")
      return
    }
    try signals.send(plan)
    let outcome = try eventually("the end") { try signals.check() }
    #expect(outcome.contains(" ended after "))
    _ = model.press(.escape)
    #expect(model.page == .list)
  }

  /// Whoever signals the shell, the terminal or portstat itself loses the view.
  @Test func ancestorsAreRefused() throws {
    // The test itself has the socket open, as portstat and its ancestors may.
    let server = try LiveSocket.listener()
    let port = try server.port
    var model = LiveModel(try Settings(Arguments(), on: Terminal()), interval: 1)
    var loop = UpdateLoop(Query(), every: 1)
    model.update(try loop.update())
    let socket = try #require(
      model.list.rows.first { $0.socket.local.port == port && $0.socket.isListening }?.socket)
    model.ask(try signals.plan(.terminate, [socket]), for: [socket])
    #expect(model.page == .list)
    withExtendedLifetime(server) {}
    #expect(model.message?.hasSuffix("is not signaled: it is portstat itself") == true)
  }

  /// A connection that only the kernel remembers has no owner.
  @Test func aSocketWithoutOwnerIsNotSignaled() throws {
    let tree = try ProcTree(tcp: [.connection("127.0.0.1:1", "127.0.0.1:2", state: 6, inode: 0)])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let socket = try #require(snapshot.sockets.first)
    let plan = SignalPlan(.terminate, toOwnersOf: [socket], in: try ProcFileSystem("/proc"))
    #expect(SignalPrompt.obstacle(plan) == "no process has this socket open: nothing was sent")
  }
}
