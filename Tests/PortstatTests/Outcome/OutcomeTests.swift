import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The exit status and the notes, which depend on the outcome and not on the mode.
@Suite struct OutcomeTests {
  private static let unreadable = SocketInspector.Issue.unreadableTable(
    SystemError(.open, "/proc/self/net/tcp", code: EACCES))
  private static let hidden = SocketInspector.Issue.unreadableProcesses(
    count: 1, firstError: SystemError(.open, "/proc/7/fd", code: EACCES))
  private static let unsettled = SocketInspector.Issue.unsettledTable("udp", passes: 8)

  private func outcome(
    _ question: Outcome.Question, _ issues: [SocketInspector.Issue] = [], sockets: Int = 0,
    hidden: Int = 0,
    possible: Int = 0, uncertain: Int = 0
  ) -> Outcome {
    var outcome = Outcome()
    outcome.question = question
    outcome.issues = issues
    outcome.socketCount = sockets
    outcome.hiddenOwnerCount = hidden
    outcome.possibleMatches = possible
    outcome.uncertainMatches = uncertain
    return outcome
  }

  /// A plain listing must succeed unless a table is missing.
  @Test func aPlainListingFailsOnlyWithoutATable() {
    let all = Outcome.Question.sockets(isSelective: false)
    #expect(outcome(all).exitStatus == .success)
    #expect(outcome(all, [Self.hidden, Self.unsettled], hidden: 3).exitStatus == .success)
    #expect(outcome(all, [Self.hidden, Self.unreadable], sockets: 9).exitStatus == .failure)
    #expect(outcome(all, [.unlistedState(.boundInactive)]).exitStatus == .failure)
  }

  /// `if portstat 8080; then` must distinguish "found", "not found" and "uncertain".
  @Test func aQuestionAboutSomeSocketsHasThreeAnswers() {
    let some = Outcome.Question.sockets(isSelective: true)
    #expect(outcome(some, sockets: 1).exitStatus == .success)
    #expect(outcome(some).exitStatus == .noMatch)
    #expect(outcome(some, possible: 1).exitStatus == .denied)
    #expect(outcome(some, sockets: 2, uncertain: 2).exitStatus == .denied)
    #expect(outcome(some, sockets: 2, uncertain: 1).exitStatus == .success)
    #expect(outcome(some, [Self.unreadable], sockets: 1).exitStatus == .failure)
  }

  /// `kill $(portstat -q 8080)` must learn whether there is no PID because there is no socket, or
  /// because owners are hidden.
  @Test func theStatusOfQuietDependsOnOwners() {
    func status(_ count: Int, _ outcome: (Outcome.Question) -> Outcome) -> portstat.ExitStatus {
      outcome(.pids(count, isSelective: true)).exitStatus
    }
    #expect(status(0) { outcome($0, sockets: 1, hidden: 1) } == .denied)
    // Only TIME_WAIT entries and sockets of the kernel: `kill $(portstat -q …)` has nothing to signal.
    #expect(status(0) { outcome($0, sockets: 3) } == .noMatch)
    #expect(status(0) { outcome($0, sockets: 3, hidden: 2) } == .denied)
    #expect(outcome(.pids(0, isSelective: false), sockets: 5).exitStatus == .noMatch)
    #expect(outcome(.pids(0, isSelective: false), sockets: 5, hidden: 1).exitStatus == .denied)
    // `portstat -q -l` where nothing listens: no PID was printed.
    #expect(outcome(.pids(0, isSelective: false)).exitStatus == .noMatch)
    #expect(status(0) { outcome($0) } == .noMatch)
    #expect(status(2) { outcome($0, sockets: 2, hidden: 1) } == .success)
    #expect(status(2) { outcome($0, sockets: 2, uncertain: 2) } == .success)
    #expect(status(2) { outcome($0, [Self.unreadable], sockets: 2) } == .failure)
    #expect(status(0) { outcome($0, [Self.unreadable]) } == .failure)
  }

  /// A stream that the user ends must succeed, whatever could not be read meanwhile.
  @Test func updatesAndDocumentsSucceed() {
    #expect(Outcome().exitStatus == .success)
    #expect(
      outcome(.alwaysSucceeds, [Self.unreadable, Self.hidden], hidden: 1).exitStatus == .success)
  }

  /// Every issue of a snapshot must be reported in every mode. Several issues about hidden owners
  /// share one note.
  @Test func everyIssueOfASnapshotHasANote() throws {
    let tree = Fixtures.path("damaged")
    let snapshot = try Snapshot.capture(Query(procPath: tree))
    var related = RelatedProcesses(tree)
    let outcome = Outcome(snapshot, .alwaysSucceeds, &related)
    #expect(outcome.issues == snapshot.issues && outcome.issues.count == 3)
    for withCounts in [true, false] {
      let notes = outcome.notes(withCounts: withCounts)
      #expect(notes.count == 3)
      #expect(notes.last?.isAboutOwners == true && notes.filter(\.isAboutOwners).count == 1)
    }
    #expect(outcome.hiddenOwners == .certain(mayShareOthers: true))
    #expect(outcome.hiddenOwnerCount == 3)
  }

  /// A process that became unreadable after the update was taken hides owners on the screen: without a
  /// note, the reader takes the reason `denied` for a mistake.
  @Test func aRecheckThatFindsHiddenOwnersHasANote() throws {
    let tree = try ProcTree()
    try tree.writeTable("tcp", [.listener("127.0.0.1:80", inode: 100)])
    try tree.addUnreadableProcess(8)
    let denied = Array(try Snapshot.capture(Query(procPath: tree.path)).sockets)
    let outcome = Outcome().adding([Self.hidden], of: denied)
    #expect(outcome.hiddenOwners == .certain(mayShareOthers: false))
    #expect(outcome.notes(withCounts: true).map(\.brief) == ["owner of 1 socket hidden"])
    // What the update itself reported is not reported twice.
    #expect(outcome.adding([Self.hidden], of: denied) == outcome)
    #expect(outcome.adding([Self.unsettled], of: []).issues == [Self.hidden, Self.unsettled])
  }
}
