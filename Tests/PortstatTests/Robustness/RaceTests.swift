import Foundation
import TestSupport
import Testing

/// Processes and sockets that appear and disappear during a scan.
@Suite(.disabled(if: Sanitizers.areOn, "too slow to see short-lived processes"))
struct RaceTests {
  private struct Seen: Decodable {
    let runs: Int
    let churned: Int
    let fixed: Int
    let events: Int
    let known: Int?
    let gone: Int?
    let peers: Int?
    let withAncestry: Int?
  }

  /// On a busy machine PIDs, descriptors and ports are reused constantly. No process may be shown
  /// with another one's socket, peer, container or ancestor, and whatever stays must be in every listing. See
  /// `churn.py`.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("python3", "ip"),
      "needs root, python3 and ip"))
  func nothingFalseIsShownWhileEverythingChanges() throws {
    let runs = LongTests.count(25, long: 1000)
    let script = Fixtures.folder.appendingPathComponent("churn.py").path
    let run = try Capabilities.runInNamespaces(script, "\(runs)", Program.portstat.path)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    let line = try #require(run.lines.last)
    let seen: Seen = try SocketRecord.decode(Data(line.utf8))
    #expect(seen.runs == runs)
    #expect(seen.fixed == 480)
    // Without short-lived processes the test would prove nothing.
    #expect(seen.churned > runs)
    #expect(seen.known ?? 0 > 0 && seen.gone ?? 0 > 0, "\(line)")
    #expect(seen.events > seen.fixed)
    #expect(seen.peers ?? 0 > 0 && seen.withAncestry ?? 0 > 0, "\(line)")
  }
}
