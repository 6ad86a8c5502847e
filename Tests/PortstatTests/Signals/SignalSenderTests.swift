import Foundation
import TestSupport
import Testing

@testable import SocketInspector
@testable import portstat

/// Signals to real processes. A signal that reaches the wrong one cannot be taken back.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct SignalSenderTests {
  private let tree: ProcFileSystem

  init() throws {
    tree = try ProcFileSystem("/proc")
  }

  /// A process with a listener, and the plan to signal it.
  private func listener(
    _ setup: String = ""
  ) throws -> (session: PythonSession, port: UInt16, target: SignalTarget) {
    let session = try PythonSession()
    try session.run(PythonSession.unblocksSignals)
    if !setup.isEmpty { try session.run(setup) }
    let port = try #require(
      UInt16(
        try session.run("s = socket.create_server(('127.0.0.1', 0)); answer = s.getsockname()[1]")))
    var query = Query()
    query.filter.localPorts.included = [PortPattern(port...port)]
    let sockets = try Snapshot.capture(query, in: tree).sockets
    let plan = SignalPlan(.terminate, toOwnersOf: sockets, in: tree)
    let target = try #require(plan.targets.first { $0.pid == session.pid })
    return (session, port, target)
  }

  private func send(
    _ name: String, to target: SignalTarget, timeout: Double = 20
  ) throws -> SignalResult {
    let signal = try #require(Signal(name))
    return SignalSender(signal: signal, timeout: timeout, tree: tree).send(to: [target])[0]
  }

  private func isRunning(_ session: PythonSession) -> Bool {
    (try? session.run("answer = 5")) == "5"
  }

  /// The description is what the user confirms.
  @Test func aPlanDescribesTheProcess() throws {
    let (session, port, target) = try listener()
    #expect(target.socketList == "tcp 127.0.0.1:\(port)")
    #expect(target.name == "\(session.pid) python3" || target.name.contains("python"))
    #expect(target.title.hasPrefix("\(target.name) (") && target.title.contains("-c"))
  }

  @Test func aProcessThatEndsIsReported() throws {
    let (session, _, target) = try listener()
    defer { withExtendedLifetime(session) {} }
    guard case .ended(let seconds) = try send("TERM", to: target) else {
      Issue.record("it did not end")
      return
    }
    #expect(seconds < 20)
    #expect(try send("TERM", to: target) == .alreadyEnded)
  }

  /// Another process has the PID: it must survive, and the user must learn why nothing happened.
  @Test func aProcessThatTookThePIDOverIsNotSignaled() throws {
    let (session, _, target) = try listener()
    let earlier = ProcessIdentity(
      pid: target.pid, startTicks: target.process.startTicks - 100, parent: target.process.parent)
    let stale = SignalTarget(
      process: earlier, details: target.details, user: target.user,
      descriptors: target.descriptors, sockets: target.sockets, supervisor: nil)
    #expect(try send("KILL", to: stale) == .replaced)
    #expect(isRunning(session))
  }

  /// The process closed the listener while the user read the question.
  @Test func aProcessThatClosedTheSocketIsNotSignaled() throws {
    let (session, _, target) = try listener()
    try session.run("s.close()")
    #expect(try send("KILL", to: target) == .released)
    #expect(isRunning(session))
  }

  @Test func aProcessThatIgnoresTheSignalRemains() throws {
    let (session, _, target) = try listener(
      "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    #expect(try send("TERM", to: target, timeout: 0.3) == .remains(after: 0.3))
    #expect(isRunning(session))
    guard case .ended = try send("KILL", to: target) else {
      Issue.record("KILL did not end it")
      return
    }
  }

  /// HUP asks a server to read its configuration again: nothing is waited for.
  @Test func otherSignalsAreOnlySent() throws {
    let (session, _, target) = try listener(
      "got = []; signal.signal(signal.SIGHUP, lambda *_: got.append(1))")
    #expect(try send("HUP", to: target) == .sent)
    _ = try eventually("the signal") {
      try session.run("answer = len(got)") == "1" ? true : nil
    }
    #expect(try send("0", to: target) == .sent)
    #expect(isRunning(session))
  }

  /// The words that a user sees.
  @Test func resultsAreDescribed() throws {
    let hup = try #require(Signal("HUP"))
    #expect(SignalResult.ended(after: 0.0042).description(of: .terminate) == "ended after 4 ms")
    #expect(SignalResult.ended(after: 0.34).description(of: .terminate) == "ended after 0.3 s")
    #expect(SignalResult.sent.description(of: hup) == "received HUP")
    let remains = SignalResult.remains(after: 5)
    #expect(
      remains.description(of: .terminate).hasPrefix("did not end within 5 s; --signal=KILL "))
    #expect(remains.description(of: try #require(Signal("9"))) == "did not end within 5 s")
    let denied = SignalResult.failed(SystemError(.signal, "process 7", code: EPERM))
    #expect(denied.description(of: hup).contains("(permission denied); run as root"))
    let old = SignalResult.failed(SystemError(.open, "process 7", code: ENOSYS))
    #expect(old.description(of: hup).hasSuffix("requires Linux 5.3") && old.isFailure)
    #expect(denied.isFailure && remains.isFailure && !SignalResult.replaced.isFailure)
  }
}
