import Foundation
import TestSupport
import Testing

@testable import portstat

/// Phrases that readers would have to decode, and what to write instead.
@Suite struct PlainEnglishTests {
  /// The phrases, in lower case.
  private static let phrases = [
    // Instead of: listening sockets; peer; scan; report; no process has this socket open; permission
    // denied; descending; skip an update; huge pages.
    "wait for whoever comes", "waits for whoever comes", "who came", "look around", "looks around",
    "looked around", "nobody holds", "cannot be looked at", "turned around", "turns around",
    "turn the order around", "made up for", "large pages", "is no row", "are no rows", "is no pid",
    "is no port", "is no number", "is no ipv4", "' is no ", "\" is no ", "has not the form",
    // Sentences that were rewritten.
    "with -u both", "as without either", "refuses what it names", "may be bundled",
    "may stand behind", "must all hold", "are alternatives", "behind a name",
    "speak of the local port",
    "speaks of", "that we made", "we asked", "we answered", "we closed", "we wait",
    "the same state of the machine", "since the last look", "stays for one look", "every look",
    "a look that takes longer", "an order of a listing", "in the order of a listing",
    "none that means anything", "gave to a socket that asked", "wherever no process",
    "was left out", "were left out", "choose from (39", "come to its end",
    "until no process is left",
    "that nobody took", "the same for another thread", "spend their time on counting",
    "what the first walk", "lines at once than have room", "take the number of a closed",
    "come from elsewhere", "took the number", "rules of the house",
  ]

  private static func phrases(in text: String) -> [String] {
    // A line break in a comment or in a wrapped paragraph must not hide a phrase.
    let words = text.lowercased().replacing(/\s*\\?\n\s*(?:\/\/\/? ?|# )?/, with: " ")
    return phrases.filter { words.contains($0) }
  }

  /// Newcomers read these first, and most of them are not native speakers.
  @Test(arguments: ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Tests/Fixtures/README.md"])
  func documentsUsePlainEnglish(name: String) throws {
    let text = try String(contentsOf: Fixtures.root.appendingPathComponent(name), encoding: .utf8)
    #expect(Self.phrases(in: text) == [])
  }

  /// Help and manual answer questions in a hurry.
  @Test(arguments: [Document.help, .generated(.man), .jsonSchema])
  func helpAndManualUsePlainEnglish(document: Document) {
    #expect(Self.phrases(in: document.text) == [])
  }

  /// Messages are in the sources, as are the comments that contributors read.
  @Test func sourcesUsePlainEnglish() throws {
    let folder = Fixtures.root.appendingPathComponent("Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".mdoc") }
    #expect(files.count > 100)
    for file in files {
      let text = try String(
        contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      #expect(Self.phrases(in: text) == [], "\(file)")
    }
  }

  /// The check must find a phrase that is broken over two lines of a comment or a string.
  @Test(arguments: [
    "/// Sockets that wait\n  /// for whoever comes.", "text wait for \\\n    whoever comes",
    "'80' is no port", "Behind a name, :desc",
  ])
  func brokenPhrasesAreFound(text: String) {
    #expect(!Self.phrases(in: text).isEmpty)
  }
}
