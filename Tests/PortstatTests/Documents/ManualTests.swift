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
    // Whether the pages that it refers to are installed depends on the machine.
    let messages = (run.text + run.errorText).split(separator: "\n")
      .filter { !$0.contains("referenced manual not found") && !$0.contains("mandoc.db lacks") }
    #expect(messages == [])
  }

  /// The same with groff, which man-db uses.
  @Test(.enabled(if: Program.isInstalled("groff"), "groff is not installed"))
  func groffReportsNoProblem() throws {
    let run = try Program.installed("groff").run("-ww", "-mandoc", "-Tutf8", "-P-cbou", path)
    #expect(run.errorText == "")
    #expect(run.text.contains("OWNERSHIP"))
  }

  /// A part that the template does not name, or names twice, would be missing or repeated for readers.
  @Test func templateNamesEachGeneratedPartOnce() {
    let marks = ManualPage.template.split(separator: "\n").filter { $0.hasPrefix(".\\\"@") }
    let parts = marks.compactMap(ManualPage.part)
    #expect(parts.count == marks.count, "a part that ManualPage.Part does not have")
    #expect(parts.map(\.rawValue).sorted() == ManualPage.Part.allCases.map(\.rawValue).sorted())
  }

  /// Readers recognize options, placeholders and other manuals by their font.
  @Test(arguments: [
    ("With --watch, portstat repeats.", "With\n.Fl Fl watch ,\n.Nm\nrepeats.\n"),
    ("Type -q (or --quiet).", "Type\n.Fl q\n(or\n.Fl Fl quiet ) .\n"),
    ("Every SECONDS (default: 1).", "Every\n.Ar SECONDS\n(default: 1).\n"),
    ("See ss(8), as root. See WATCH.", "See\n.Xr ss 8 ,\nas root.\nSee\n.Sx WATCH .\n"),
    ("Try --watch=5 (-c5).", "Try\n.Fl Fl watch Ns =5\n.Pq Fl c5 .\n"),
    (
      "It has? \(String(repeating: "x", count: 75)).",
      "It has?\\&\n\(String(repeating: "x", count: 75)).\n"
    ),
    (".profile or a - b", "\\&.profile or a \\- b\n"),
  ])
  func runningTextIsMarkedUp(plain: String, markup: String) {
    var page = Mdoc()
    let start = page.text.count
    page.text(plain, placeholders: ["SECONDS"])
    #expect(String(page.text.dropFirst(start)) == markup)
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
