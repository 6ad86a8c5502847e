import Foundation
import SocketInspector
import TestSupport
import Testing

/// The library as a program would use it: what is public is enough.
@Suite struct LibraryExampleTests {
  /// The example of the library's landing page; kept the same by ``examplesAreThose()``.
  private func listeners() throws -> [String] {
    var lines: [String] = []
    func print(_ items: Any...) {
      lines.append(items.map { "\($0)" }.joined(separator: " "))
    }
    // begin
    var filter = Filter()
    filter.tables = [.tcp]
    filter.isListeningOnly = true
    let snapshot = try Snapshot.capture(Query(filter: filter, requirements: .processName))
    for socket in snapshot.sockets {
      let names = socket.owners.map { String(decoding: $0.process.name ?? [], as: UTF8.self) }
      let reason = socket.ownership?.rawValue ?? "not asked"
      print(
        socket.local, socket.service ?? "-", names.isEmpty ? reason : names.joined(separator: ", "))
    }
    if !snapshot.isComplete {
      print(snapshot.issues)
    }
    // end
    return lines
  }

  /// An example that a reader copies and that does not compile or run.
  @Test func exampleRuns() throws {
    for line in try listeners() { #expect(line.contains(":") || line.contains("[")) }
  }

  /// The landing page shows something else than what is compiled here.
  @Test func examplesAreThose() throws {
    let own = try String(contentsOfFile: #filePath, encoding: .utf8)
      .components(separatedBy: "// begin\n")[1].components(separatedBy: "    // end")[0]
      .split(separator: "\n").map { $0.dropFirst(4) }.joined(separator: "\n")
    let page = try String(
      contentsOf: Fixtures.root.appendingPathComponent(
        "Sources/SocketInspector/SocketInspector.docc/SocketInspector.md"), encoding: .utf8)
    #expect(page.contains(own))
  }

  /// The three lines of README and SPEC.
  @Test func shortestExampleRuns() throws {
    let snapshot = try Snapshot.capture(.all)
    for socket in snapshot.sockets where socket.local.port == 8080 {
      #expect(socket.owners.map(\.pid).allSatisfy { $0 > 0 })
    }
  }
}
