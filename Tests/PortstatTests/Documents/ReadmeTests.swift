import Foundation
import TestSupport
import Testing

@testable import portstat

/// The parts of README.md that portstat itself determines.
///
/// With `RECORD=1` in the environment, the test writes these parts and fails, so that the changes are
/// reviewed before they count as right.
@Suite struct ReadmeTests {
  private let file = Fixtures.root.appendingPathComponent("README.md")
  private let text: String

  init() throws { text = try String(contentsOf: file, encoding: .utf8) }

  /// Newcomers trust the examples and the table for users of other programs. The examples use a
  /// recorded machine.
  @Test func examplesAndTableAreCurrent() throws {
    let current = try Self.withCurrentTable(Self.withCurrentExamples(text))
    if ProcessInfo.processInfo.environment["RECORD"] == "1", current != text {
      try current.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("README.md was written; review it")
    }
    #expect(current == text, "RECORD=1 swift test --filter ReadmeTests")
    #expect(text.components(separatedBy: "```console\n").count > 4)
  }

  /// Lines that are longer wrap in an editor, and in a diff on the web. A row of a table is one line.
  @Test func linesAreWrappedAt100Characters() {
    for line in text.split(separator: "\n") where !line.hasPrefix("|") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  /// A picture or a document that is missing shows as a broken link.
  @Test func linkedFilesExist() throws {
    let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.output.1) }
    #expect(links.count >= 4)
    for link in links {
      let path = Fixtures.root.appendingPathComponent(link).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }

  /// Runs the command of each block again, and puts its output below it.
  private static func withCurrentExamples(_ text: String) throws -> String {
    let start = "```console\n"
    var parts = text.components(separatedBy: start)
    for index in parts.indices.dropFirst() {
      let block = try #require(parts[index].range(of: "\n```"))
      let command = try #require(parts[index][..<block.lowerBound].split(separator: "\n").first)
      let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
      let run = try Program.portstat.run(["--proc", Fixtures.path("demo")] + arguments)
      parts[index] = "\(command)\n\(run.text)```" + parts[index][block.upperBound...]
    }
    return parts.joined(separator: start)
  }

  private static func withCurrentTable(_ text: String) throws -> String {
    let start = try #require(
      text.range(
        of: #"<!-- coming from: begin [^\n]* -->\n"#,
        options: .regularExpression))
    let end = try #require(text.range(of: "<!-- coming from: end -->"))
    return text[..<start.upperBound] + "\n" + ComingFrom.markdown() + "\n" + text[end.lowerBound...]
  }
}
