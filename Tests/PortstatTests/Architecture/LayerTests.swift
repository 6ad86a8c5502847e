import Foundation
import Testing

/// A folder that used the folders above it could not be understood, tested or changed alone.
@Suite struct LayerTests {
  private static let library = Layers([
    ["Text"], ["Model"], ["Services"], ["Filtering", "Ordering"], ["System"],
    ["Names", "Parsing", "Sources"],
    ["Ownership"], [""],
  ])

  private static let program = Layers([
    ["System"], ["Columns"], ["Formats"], ["CommandLine"], ["Keys"], ["Documents"],
    ["Outcome", "Signals"], ["Actions", "Live"], [""],
  ])

  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  @Test(arguments: [("SocketInspector", library), ("portstat", program)])
  func noFileUsesWhatIsAboveIt(module: String, layers: Layers) throws {
    let sources = try Layers.sources(in: Self.sources.appending(path: module))
    #expect(sources.count > 30)
    #expect(layers.unknownFolders(in: sources) == [])
    let violations = layers.violations(in: sources)
    #expect(violations.isEmpty, "\(violations.map(\.description).sorted())")
  }

  /// A newcomer who follows the README would miss a folder, or search in the wrong direction.
  @Test(arguments: [("library", library), ("program", program)])
  func theReadmeListsTheFolders(module: String, layers: Layers) throws {
    let text = try String(
      contentsOf: Self.sources.deletingLastPathComponent().appending(path: "README.md"),
      encoding: .utf8
    ).replacing("\n", with: " ")
    let start = try #require(text.range(of: "of the \(module), from bottom to top, are"))
    let sentence = text[start.upperBound...].prefix { $0 != "." }
    var names = sentence.matches(of: /`([A-Z]\w+)`/).map { String($0.output.1) }[...]
    for folders in layers.folders where folders != [""] {
      #expect(Set(names.prefix(folders.count)) == Set(folders))
      names = names.dropFirst(folders.count)
    }
    #expect(names.isEmpty)
  }

  /// The check must find references to folders above and beside a file, and accept those below.
  @Test func upwardAndSidewaysReferencesAreFound() throws {
    let files = [
      "Text/Digits.swift": "func digits() {}\n",
      "Model/Port.swift": "public struct Port { let text = \"Scan\" }  // a Scan",
      "Ownership/Scan.swift": "package final class Scan {}\nprivate struct Port2 {}",
      "Filtering/Filter.swift": "struct Filter { let port: Port }",
      "Ordering/Key.swift": "@frozen public enum Key { case digits }",
      "Query.swift": "struct Query { let scan: Scan }",
    ]
    #expect(Self.library.violations(in: files).isEmpty)
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
      var files = files
      files[path] = text
      #expect(Self.library.violations(in: files).map(\.description) == [expected])
    }
    #expect(Self.library.unknownFolders(in: ["Attic/Box.swift": ""]) == ["Attic"])
  }
}
