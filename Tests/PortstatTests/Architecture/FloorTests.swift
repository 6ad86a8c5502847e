import Foundation
import Testing

/// A folder that used the folders above it could not be understood, tested or changed alone.
@Suite struct FloorTests {
  private static let library = Floors([
    ["Text"], ["Model"], ["Services"], ["Filtering", "Ordering"], ["System"],
    ["Names", "Parsing", "Sources"],
    ["Ownership"], [""],
  ])

  private static let program = Floors([
    ["System"], ["Columns"], ["Formats"], ["CommandLine"], ["Documents"], ["Outcome", "Signals"],
    ["Actions", "Live"], [""],
  ])

  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  @Test(arguments: [("SocketInspector", library), ("portstat", program)])
  func noFileUsesWhatIsAboveIt(module: String, floors: Floors) throws {
    let sources = try Floors.sources(in: Self.sources.appending(path: module))
    #expect(sources.count > 30)
    #expect(floors.unknownRooms(in: sources) == [])
    let violations = floors.violations(in: sources)
    #expect(violations.isEmpty, "\(violations.map(\.description).sorted())")
  }

  /// The check must find references to folders above and beside a file, and accept those below.
  @Test func upwardAndSidewaysReferencesAreFound() throws {
    let house = [
      "Text/Digits.swift": "func digits() {}\n",
      "Model/Port.swift": "public struct Port { let text = \"Scan\" }  // a Scan",
      "Ownership/Scan.swift": "package final class Scan {}\nprivate struct Port2 {}",
      "Filtering/Filter.swift": "struct Filter { let port: Port }",
      "Ordering/Key.swift": "@frozen public enum Key { case digits }",
      "Query.swift": "struct Query { let scan: Scan }",
    ]
    #expect(Self.library.violations(in: house).isEmpty)
    for (path, text, expected) in [
      (
        "Text/Digits.swift", "func digits(_ scan: Scan) {}",
        "Text/Digits.swift uses Scan of Ownership"
      ),
      (
        "Model/Port.swift", "struct Port { let scan: [Scan] }",
        "Model/Port.swift uses Scan of Ownership"
      ),
      (
        "Model/Port.swift", "struct Port { let query: Query }",
        "Model/Port.swift uses Query of the root"
      ),
      (
        "Ordering/Key.swift", "enum Key { case a(Filter) }",
        "Ordering/Key.swift uses Filter of Filtering"
      ),
    ] {
      var house = house
      house[path] = text
      #expect(Self.library.violations(in: house).map(\.description) == [expected])
    }
    #expect(Self.library.unknownRooms(in: ["Attic/Box.swift": ""]) == ["Attic"])
  }
}
