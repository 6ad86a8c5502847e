import Foundation
import TestSupport
import Testing

@Suite struct PicturesTests {
  /// The first thing that newcomers see must be what portstat prints today.
  @Test(.enabled(if: Program.isInstalled("tmux", "python3"), "tmux or python3 is not installed"))
  func picturesOfTheReadmeAreCurrent() throws {
    let script = Fixtures.root.appendingPathComponent(".ci/pictures").path
    let run = try Program.installed("python3").run(script, "--check", Program.portstat.path)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }
}
