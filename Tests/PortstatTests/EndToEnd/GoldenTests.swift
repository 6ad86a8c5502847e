import Foundation
import TestSupport
import Testing

/// The output for each recorded tree, compared with `Tests/Fixtures/NAME/expected/FORMAT`.
///
/// With `RECORD=1` in the environment, the tests write the expected files and fail, so that the
/// changes are reviewed before they count as right.
@Suite struct GoldenTests {
  struct Format: CustomTestStringConvertible, Sendable {
    let name: String
    let arguments: [String]
    var testDescription: String { name }
  }

  static let formats = [
    Format(name: "table", arguments: ["-W"]),
    Format(name: "table-extended", arguments: ["-aneoW"]),
    Format(name: "json", arguments: ["--json"]),
    Format(name: "jsonl", arguments: ["--jsonl"]),
    Format(name: "csv", arguments: ["--csv"]),
  ]

  /// If the trees were not found, the tests with one case for each tree would have no cases and pass.
  @Test func theRecordedTreesAreFound() {
    #expect(Fixtures.names.count >= 10, "\(Fixtures.names)")
  }

  /// An unintended change breaks what people read and scripts parse.
  @Test(arguments: Fixtures.names, formats)
  func outputMatchesTheGoldenFile(tree: String, format: Format) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path(tree)] + format.arguments)
    #expect(run.status == 0)
    let output =
      format.name == "json"
      ? run.text.replacing(/"time":"[0-9T:.-]+Z"/, with: #""time":"TIME""#) : run.text
    try expect(output, toBe: format.name, of: tree)
  }

  /// A note that disappeared hides that data is missing, and a new one raises a false alarm.
  @Test(arguments: Fixtures.names)
  func notesMatchTheGoldenFile(tree: String) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path(tree)])
    try expect(
      run.errorText.replacing(Fixtures.path(tree), with: "PROC"), toBe: "notes", of: tree)
  }

  /// What a recording knows of containers would not be shown, or as if it were of the host.
  @Test func namespacesOfARecordingAreShown() throws {
    let columns = "netns,local,remote,direction,process,container,peer_process,peer_container"
    let run = try Program.portstat.run(
      ["--proc", Fixtures.path("containers"), "--netns=all", "--csv", "--columns", columns])
    #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
    try expect(run.text, toBe: "namespaces", of: "containers")
  }

  /// Two snapshots of the same state must be identical, or they cannot be compared with diff(1).
  @Test(arguments: Fixtures.names)
  func outputIsDeterministic(tree: String) throws {
    let runs = try (0..<2).map { _ in
      try Program.portstat.run(["--proc", Fixtures.path(tree), "--jsonl"])
    }
    #expect(!runs[0].output.isEmpty)
    #expect(runs[0].output == runs[1].output)
  }

  private func expect(_ output: String, toBe name: String, of tree: String) throws {
    let file = Fixtures.folder.appendingPathComponent("\(tree)/expected/\(name)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(output.utf8).write(to: file)
      Issue.record("wrote \(file.path): read it, then run the tests without RECORD")
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    if output != expected {
      Issue.record("\(tree)/expected/\(name): \(firstDifference(output, expected))")
    }
  }

  /// The first difference, for a readable message.
  private func firstDifference(_ output: String, _ expected: String) -> String {
    let lines = [output, expected].map {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let number = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let texts = lines.map { $0.indices.contains(number) ? String($0[number]) : "(no line)" }
    return "line \(number + 1):\n  is:       \(texts[0])\n  expected: \(texts[1])"
  }
}
