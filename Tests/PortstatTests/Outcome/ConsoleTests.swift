import Foundation
import TestSupport
import Testing

@testable import SocketInspector
@testable import portstat

/// Notes on standard error.
@Suite struct ConsoleTests {
  /// The notes that a console writes about outcomes with the given issues.
  private func notes(expectsUpdates: Bool, _ issues: [[SocketInspector.Issue]]) throws -> [String] {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("errors")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    var console = Console(errors: StandardStream(descriptor: handle.fileDescriptor))
    if expectsUpdates { console.expectUpdates() }
    for issues in issues {
      var outcome = Outcome()
      outcome.issues = issues
      console.report(outcome)
    }
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func lines(_ count: Int) -> SocketInspector.Issue {
    .malformedLines(
      path: "/proc/1/net/tcp", count: count, firstLine: count,
      firstError: ParseError(field: .localAddress, column: 1))
  }

  /// A note that is repeated at each update would fill the log of a stream.
  @Test func aNoteIsWrittenOnce() throws {
    let updates = [[lines(1)], [], [lines(2)], [lines(1), .missingDescriptors]]
    let stream = try notes(expectsUpdates: true, updates)
    #expect(stream.first == "portstat: /proc/1/net/tcp: skipped lines: invalid local address")
    #expect(stream.count == 2 && stream.last?.contains("PID/fd") == true)
    // With counts, as in a listing, the second note differs.
    #expect(try notes(expectsUpdates: false, updates).count == 3)
  }

  /// A file name in an error must not send escape sequences to the terminal.
  @Test func notesAreEscaped() throws {
    let issue = SocketInspector.Issue.unreadableTable(
      SystemError(.open, "/proc/\u{1b}[2J", code: EACCES))
    let text = try notes(expectsUpdates: false, [[issue]]).joined()
    #expect(text.hasPrefix("portstat: ") && text.contains(#"\x1b[2J"#))
  }
}
