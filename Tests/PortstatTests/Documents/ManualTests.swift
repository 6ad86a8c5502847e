import Foundation
import TestSupport
import Testing

@testable import portstat

@Suite struct ManualTests {
  private var path: String { Fixtures.root.appendingPathComponent("man/portstat.1").path }

  /// The manual must be readable with every man(1) implementation.
  @Test(.enabled(if: Program.isInstalled("mandoc"), "mandoc is not installed"))
  func mandocReportsNoProblem() throws {
    let run = try Program.installed("mandoc").run("-T", "lint", path)
    #expect(run.text + run.errorText == "")
    #expect(run.status == 0)
  }

  /// The same with groff, which man-db uses.
  @Test(.enabled(if: Program.isInstalled("groff"), "groff is not installed"))
  func groffReportsNoProblem() throws {
    let run = try Program.installed("groff").run("-ww", "-man", "-Tutf8", path)
    #expect(run.errorText == "")
    #expect(run.text.contains("OWNERSHIP"))
  }

  /// An example must work when a reader types it. The machine may have none of the sockets that it
  /// asks for, so that status 1 is fine, but invalid usage is not.
  @Test(
    .enabled(if: Program.isInstalled("jq", "xargs", "ps"), "jq, xargs or ps is not installed"),
    arguments: Example.all)
  func examplesRun(example: Example) throws {
    var shell = try Program.installed("sh")
    shell.environment["PATH"] = Program.pathWithPortstat
    let run = try shell.run("-c", example.command)
    let isPipe = example.command.contains("|")
    #expect([0, 1, 3].contains(run.status) || isPipe, "\(run.errorText)")
    #expect(!run.errorText.contains("unknown") && !run.errorText.contains("did you mean"))
    #expect(!run.errorText.contains("error:") && !run.errorText.contains("not found"))
  }

  /// Readers learn portstat from the examples of the manual.
  @Test func thereAreAtLeastTwelveExamples() { #expect(Example.all.count >= 12) }
}
