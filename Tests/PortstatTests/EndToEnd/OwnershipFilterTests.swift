import Foundation
import SocketInspector
import TestSupport
import Testing

/// `--ownership` selects by what the Process column says where it names no process.
@Suite struct OwnershipFilterTests {
  private func ownerships(_ tree: String, _ words: String...) throws -> [String] {
    let run = try Program.portstat.run(
      ["--proc", Fixtures.path(tree), "-H", "--columns=ownership"] + words)
    return run.lines.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The question "which connections wait for a server that does not accept them?" would be answered with others.
  @Test(arguments: [
    ("every-state", "accept-queue", ["accept-queue": 3]),
    ("every-state", "orphan,time-wait", ["orphan": 4, "time-wait": 2]),
    ("every-state", "^known", ["accept-queue": 3, "handshake": 1, "orphan": 4, "time-wait": 2]),
    ("every-state", "Known", ["known": 17]), ("every-state", "unseen", [:]),
    ("old-kernel-3.0", "unowned", ["unowned": 1]), ("shared-listener", "unowned", ["unowned": 1]),
    ("damaged", "denied", ["denied": 3]), ("damaged", "^known,^time-wait", ["denied": 3]),
  ])
  func socketsAreFoundByTheReason(tree: String, list: String, expected: [String: Int]) throws {
    let found = try ownerships(tree, "--ownership", list)
    #expect(Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +) == expected)
    // The same rows as those that have the reason among all.
    let all = try ownerships(tree).filter { expected[$0] != nil }
    #expect(all == found)
  }

  /// A script that asks whether a socket without an owner exists would be told "no" although that cannot be known.
  @Test(
    arguments: [
      ("damaged", "denied", 0), ("damaged", "unowned", 3), ("damaged", "orphan", 1),
      ("damaged", "^denied", 0), ("every-state", "unowned", 1), ("every-state", "denied", 1),
    ] as [(String, String, Int32)])
  func theExitStatusKnowsWhatIsHidden(tree: String, list: String, status: Int32) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path(tree), "--ownership", list])
    #expect(run.status == status, "\(run.errorText)")
  }

  /// `--signal --ownership known` would end every server of the machine.
  @Test func theReasonAloneDoesNotChooseWhomToSignal() throws {
    let run = try Program.portstat.run(["--signal", "--yes", "--ownership", "known"])
    #expect(run.status == 2 && run.output.isEmpty, "\(run.text)")
  }

  @Test func otherFiltersHoldToo() throws {
    #expect(try ownerships("every-state", "--ownership=orphan", "--state=last-ack").count == 1)
    #expect(try ownerships("damaged", "--ownership=denied", "--pid=1").isEmpty)
    let quiet = try Program.portstat.run(
      ["--proc", Fixtures.path("every-state"), "-q", "--ownership", "time-wait"])
    #expect(quiet.status == 1 && quiet.output.isEmpty)
  }

  /// A misspelled reason would list nothing.
  @Test func anUnknownReasonIsRefused() throws {
    let run = try Program.portstat.run("--ownership=unheld")
    #expect(run.status == 2)
    #expect(
      run.errorText.hasPrefix("portstat: --ownership: invalid ownership 'unheld': "),
      "\(run.errorText)")
  }
}
