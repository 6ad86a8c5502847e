import TestSupport
import Testing

/// Documents that are printed instead of sockets.
@Suite struct DocumentActionTests {
  /// `--help` and `--version` must go to standard output, where a pager can read them.
  @Test func helpAndVersionGoToStandardOutput() throws {
    let help = try Program.portstat.run("--help")
    #expect(help.text.hasPrefix("Usage: portstat [OPTIONS] [SELECTOR ...]\n"))
    #expect(help.errors.isEmpty)
    let version = try Program.portstat.run("-V")
    #expect(version.text.wholeMatch(of: /portstat [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  /// Printing the help must not fail because something on the machine cannot be read.
  @Test(arguments: [
    ["--help"], ["--version"], ["--json-schema"], ["--generate", "man"], ["--generate=services"],
  ])
  func documentsDoNotDependOnTheMachine(arguments: [String]) throws {
    let run = try Program.portstat.run(arguments + ["--proc", "/nonexistent"])
    #expect(run.status == 0 && !run.output.isEmpty && run.errorText.isEmpty)
  }
}
