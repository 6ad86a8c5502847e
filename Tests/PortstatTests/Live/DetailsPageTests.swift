import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct DetailsPageTests {
  /// The page of the only socket of a tree.
  private func page(_ tree: ProcTree, isNumeric: Bool = false) throws -> [String] {
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    return DetailsPage(try #require(snapshot.sockets.first), isNumeric: isNumeric).lines
  }

  private func listener() throws -> ProcTree {
    try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
  }

  /// Someone who opens the page wants to see everything about a socket: every column of JSON, and what the
  /// state means.
  @Test func everyPropertyOfTheSocketIsThere() throws {
    let lines = try page(listener())
    for column in SocketColumns.data where column.key != "processes" {
      #expect(lines.count { $0.hasPrefix("  \(column.key) ") } == 1, "\(column.key)")
    }
    #expect(lines.contains("  local_port        80"))
    #expect(lines.contains("  remote_port       -"))
    #expect(lines.contains("  LISTEN: \(SocketState.listen.explanation)"))
  }

  /// The owner of a socket, the most important thing on the page, or one of two owners would be missing;
  /// without one, the reason would be.
  @Test func everyOwnerOrTheReasonIsThere() throws {
    let tree = try listener()
    try tree.addProcess(6, descriptors: [0: "/dev/null"])
    #expect(try page(tree).contains("  unowned: \(Ownership.unowned.explanation)"))
    #expect(try !page(tree).contains { $0.hasPrefix("  process ") })
    try tree.addProcess(7, name: "master", sockets: [3: 100, 12: 100])
    try tree.folder.write("/opt/master\0--all the time\0", to: "7/cmdline")
    try tree.addProcess(8, name: "worker", sockets: [3: 100])
    let lines = try page(tree)
    let first = try #require(lines.firstIndex(of: "  process 7  master"))
    let second = try #require(lines.firstIndex(of: "  process 8  worker"))
    #expect(first < second)
    #expect(lines[first..<second].contains("    descriptors 3, 12"))
    #expect(lines[first..<second].contains { $0.contains("/opt/master") })
    #expect(lines.contains("  known: \(Ownership.known.explanation)"))
  }

  /// With `--numeric`, names of services and users would be looked up and shown.
  @Test func numericLeavesOutNames() throws {
    #expect(try page(listener()).contains("  local_service     http"))
    let numeric = try page(listener(), isNumeric: true)
    #expect(numeric.contains("  local_service     -"))
    #expect(numeric.contains("  user              -"))
  }

  /// A process could write anything to the terminal of whoever opens the page.
  @Test func namesAreEscaped() throws {
    let tree = try listener()
    try tree.addProcess(7, name: "a\u{1b}[31m\u{202e}b", sockets: [3: 100])
    try tree.folder.write("c\u{1b}]0;title\u{7}\0d\ne\0", to: "7/cmdline")
    for line in try page(tree) {
      #expect(HarmfulCharacter.first(in: Data(line.utf8)) == nil, "\(line)")
      #expect(!line.contains("\n"))
    }
  }
}
