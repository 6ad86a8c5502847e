import TestSupport
import Testing

/// What is printed instead of sockets.
@Suite struct DocumentActionTests {
  /// `--help` and `--version` go where a pager can take them.
  @Test func helpAndVersionGoToStandardOutput() throws {
    let help = try Program.portstat.run("--help")
    #expect(help.text.hasPrefix("Usage: portstat [OPTIONS] [SELECTOR ...]\n"))
    #expect(help.errors.isEmpty)
    let version = try Program.portstat.run("-V")
    #expect(version.text.wholeMatch(of: /portstat [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  /// A pager or a script that asks for help must not fail because of what the machine hides.
  @Test(arguments: [
    ["--help"], ["--version"], ["--json-schema"], ["--generate", "man"], ["--generate=services"],
  ])
  func aDocumentSucceedsWhateverTheMachineHides(arguments: [String]) throws {
    let run = try Program.portstat.run(arguments + ["--proc", "/nonexistent"])
    #expect(run.status == 0 && !run.output.isEmpty && run.errorText.isEmpty)
  }
}
