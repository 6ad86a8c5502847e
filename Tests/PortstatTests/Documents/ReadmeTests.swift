import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  /// The README must show real output. Its examples use a recorded machine.
  @Test func consoleBlocksShowRealOutput() throws {
    let readme = try String(
      contentsOf: Fixtures.root.appendingPathComponent("README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```console\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
    #expect(blocks.count >= 4)
    for block in blocks {
      let lines = block.components(separatedBy: "\n")
      let command = try #require(lines.first).components(separatedBy: " ").dropFirst(2)
      let run = try Program.portstat.run(["--proc", Fixtures.path("demo")] + command)
      #expect(run.text == lines.dropFirst().joined(separator: "\n") + "\n", "\(command)")
    }
  }
}
