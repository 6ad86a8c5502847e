import Foundation
import TestSupport
import Testing

/// The pages of the library's documentation.
@Suite struct DocumentationTests {
  private static let folder = Fixtures.root.appendingPathComponent("Sources/SocketInspector")

  private static func text(_ url: URL) throws -> String {
    try String(contentsOf: url, encoding: .utf8)
  }

  /// A type that no topic lists appears at the end of the first page, among all that are left over.
  @Test func everyPublicTypeHasATopic() throws {
    let page = try Self.text(
      Self.folder.appendingPathComponent("SocketInspector.docc/SocketInspector.md"))
    let topics = Set(page.matches(of: /- ``(\w+)``/).map { String($0.1) })
    let files = try #require(
      FileManager.default.enumerator(at: Self.folder, includingPropertiesForKeys: nil))
    var types: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let declarations = /(?m)^public (?:final )?(?:struct|enum|class|protocol|actor) (\w+)/
      types.formUnion(try Self.text(file).matches(of: declarations).map { String($0.1) })
    }
    #expect(types.count > 20)
    #expect(types.subtracting(topics).sorted() == [])
    #expect(topics.subtracting(types).sorted() == [], "types that do not exist")
  }
}
