import Foundation
import TestSupport
import Testing

@testable import portstat

@Suite struct GeneratedFilesTests {
  /// A manual or a completion that does not know the program's options.
  @Test(arguments: [
    (GeneratedDocument.man, "man/portstat.1"), (.bash, "completions/portstat.bash"),
    (.zsh, "completions/_portstat"), (.fish, "completions/portstat.fish"),
  ])
  func committedFilesAreWhatTheTablesGive(document: GeneratedDocument, name: String) throws {
    let committed = try String(
      contentsOf: Fixtures.root.appendingPathComponent(name), encoding: .utf8)
    #expect(committed == Document.generated(document).text, "run .ci/generate")
  }

  /// An option that help, manual or completion forgets.
  @Test func everyOptionIsInEveryDocument() {
    for option in OptionTable.all {
      #expect(HelpText.text().contains("--\(option.long)"))
      #expect(
        ManualPage.text().contains(
          "Fl Fl \(option.long.replacingOccurrences(of: "-", with: "\\-"))"))
      #expect(BashCompletion.text().contains("--\(option.long)"))
      #expect(ZshCompletion.text().contains("--\(option.long)"))
      #expect(FishCompletion.text().contains("-l \(option.long) "))
    }
  }

  /// A column that nobody can look up.
  @Test func everyColumnIsInTheManual() {
    for column in SocketColumns.all {
      #expect(ManualPage.text().contains("It \"\(column.key)\""))
    }
  }

  /// Help that does not fit a terminal.
  @Test func helpFitsEightyColumns() {
    for line in HelpText.text().split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}

@Suite struct ManualTests {
  private var path: String { Fixtures.root.appendingPathComponent("man/portstat.1").path }

  /// A manual that some reader of manuals cannot show.
  @Test(.enabled(if: Program.isInstalled("mandoc"), "mandoc is not installed"))
  func mandocHasNothingToSay() throws {
    let run = try Program.installed("mandoc").run("-T", "lint", path)
    #expect(run.text + run.errorText == "")
    #expect(run.status == 0)
  }

  @Test(.enabled(if: Program.isInstalled("groff"), "groff is not installed"))
  func groffHasNothingToSay() throws {
    let run = try Program.installed("groff").run("-ww", "-man", "-Tutf8", path)
    #expect(run.errorText == "")
    #expect(run.text.contains("OWNERSHIP"))
  }

  /// An example that does not work when a reader types it. The machine may have none of the sockets
  /// that it asks for, so "nothing matched" is fine; a wrong command line is not.
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

  @Test func thereAreAtLeastTwelveExamples() { #expect(Example.all.count >= 12) }
}

@Suite struct ReadmeTests {
  /// A README that shows what does not come out. Its examples were made with a recorded machine.
  @Test func consoleBlocksShowWhatComesOut() throws {
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
