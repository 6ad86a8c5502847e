import Foundation
import TestSupport
import Testing

@testable import portstat

@Suite struct GeneratedFilesTests {
  /// The manual and completions in the repository must have the program's current options.
  @Test(arguments: [
    (GeneratedDocument.man, "man/portstat.1"), (.bash, "completions/portstat.bash"),
    (.zsh, "completions/_portstat"), (.fish, "completions/portstat.fish"),
  ])
  func committedFilesAreUpToDate(document: GeneratedDocument, name: String) throws {
    let committed = try String(
      contentsOf: Fixtures.root.appendingPathComponent(name), encoding: .utf8)
    #expect(committed == Document.generated(document).text, "run .ci/generate")
  }

  /// Users who know another tool look its spelling up, so the manual names every alias.
  @Test func everyAliasIsInTheManual() {
    let manual = ManualPage.text()
    for alias in OptionTable.all.flatMap(\.aliases) {
      #expect(manual.contains("Fl Fl \(alias.replacingOccurrences(of: "-", with: "\\-"))"))
    }
  }

  /// The manual and the completions must not omit an option.
  @Test func everyOptionIsInTheManualAndTheCompletions() {
    for option in OptionTable.all {
      #expect(
        ManualPage.text().contains(
          "Fl Fl \(option.long.replacingOccurrences(of: "-", with: "\\-"))"))
      #expect(BashCompletion.text().contains("--\(option.long)"))
      #expect(ZshCompletion.text().contains("--\(option.long)"))
      #expect(FishCompletion.text().contains("-l \(option.long) "))
    }
  }

  /// Users look columns up in the manual, so none may be missing there.
  @Test func everyColumnIsInTheManual() {
    for column in SocketColumns.all {
      #expect(ManualPage.text().contains("It Cm \"\(column.key)\""))
    }
  }
}
