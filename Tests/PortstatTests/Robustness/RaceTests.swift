import Foundation
import TestSupport
import Testing

/// Processes and sockets that come and go while the program looks.
@Suite(.disabled(if: Sanitizers.areOn, "too slow to see a churner alive"))
struct RaceTests {
  private struct Seen: Decodable {
    let runs: Int
    let churned: Int
    let fixed: Int
    let events: Int
    let known: Int?
    let gone: Int?
  }

  /// On a busy machine PIDs, descriptors and ports are used again all the time: nobody may be shown
  /// with a socket that is another's, and what stays has to be in every answer. See `churn.py`.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("python3", "ip"),
      "needs root, python3 and ip"))
  func nothingFalseIsToldWhileEverythingChanges() throws {
    let runs = LongTests.count(25, long: 1000)
    let script = Fixtures.folder.appendingPathComponent("churn.py").path
    let run = try Program.installed("unshare").run(
      "--net", "--pid", "--mount", "--fork", "--mount-proc", "--kill-child", script, "\(runs)",
      Program.portstat.path)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    let line = try #require(run.lines.last)
    let seen = try JSONDecoder().decode(Seen.self, from: Data(line.utf8))
    #expect(seen.runs == runs)
    #expect(seen.fixed == 480)
    // Nothing is proven where nothing came and went.
    #expect(seen.churned > runs)
    #expect(seen.known ?? 0 > 0 && seen.gone ?? 0 > 0, "\(line)")
    #expect(seen.events > seen.fixed)
  }
}
