import Foundation
import SocketInspector
import TestSupport
import Testing

/// Uses the library as another program would, through its public declarations only.
@Suite struct LibraryExampleTests {
  /// The example of the library's landing page; ``theLandingPageShowsThisExample()`` keeps the two
  /// identical.
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
      let names = socket.owners.map { $0.name ?? "?" }
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

  /// A reader would copy an example that does not compile, or that misses a listening socket.
  @Test func theExampleListsAListeningSocket() throws {
    let listener = try LiveSocket.listener()
    let port = try listener.port
    let lines = try withExtendedLifetime(listener) { try listeners() }
    #expect(lines.contains { $0.hasPrefix("127.0.0.1:\(port) ") })
  }

  /// The landing page would show code that is not compiled anywhere.
  @Test func theLandingPageShowsThisExample() throws {
    let own = try String(contentsOfFile: #filePath, encoding: .utf8)
      .components(separatedBy: "// begin\n")[1].components(separatedBy: "    // end")[0]
      .split(separator: "\n").map { $0.dropFirst(4) }.joined(separator: "\n")
    let page = try String(
      contentsOf: Fixtures.root.appendingPathComponent(
        "Sources/SocketInspector/SocketInspector.docc/SocketInspector.md"), encoding: .utf8)
    #expect(page.contains(own))
  }

  /// The README's example would not compile, or not find the owner of a port.
  @Test func theExampleOfTheReadmeFindsTheOwnerOfAPort() throws {
    let listener = try LiveSocket.listener()
    let port = try listener.port
    var owners: [Int32] = []
    let snapshot = try withExtendedLifetime(listener) { try Snapshot.capture(.all) }
    for socket in snapshot.sockets where socket.local.port == port {
      owners += socket.owners.map(\.pid)
    }
    #expect(owners.contains(getpid()))
  }
}
