import Foundation
import TestSupport
import Testing

/// The documentation of the library, as far as a test can see it.
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

  /// The lines of each source file, by its path.
  private static func files() throws -> [String: [String]] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    return Dictionary(
      uniqueKeysWithValues: try paths.map { path in
        let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        return (path, text.components(separatedBy: "\n"))
      })
  }

  /// A user of the library would have to read the source to learn what a value means or in which unit it is.
  /// Members that a protocol of the standard library requires need no comment.
  @Test func everyPublicDeclarationHasAComment() throws {
    let files = try Self.files()
    #expect(files.count > 100)
    let isRequired =
      /public (?:var (?:description|startIndex|endIndex|rawValue)|let rawValue|init\(rawValue|static func [<=]|subscript\(position|typealias Element|func makeAsyncIterator|struct AsyncIterator)/
    var undocumented: [String] = []
    for (path, lines) in files {
      for (index, line) in lines.enumerated() {
        let code = line.trimmingCharacters(in: [" "])
        guard code.hasPrefix("public "), !code.hasPrefix("public extension"),
          code.firstMatch(of: isRequired) == nil
        else { continue }
        let above = lines[..<index].reversed().map { $0.trimmingCharacters(in: [" "]) }
          .first { !$0.hasPrefix("@") }
        if above?.hasPrefix("///") != true { undocumented.append("\(path):\(index + 1): \(code)") }
      }
    }
    #expect(undocumented.sorted() == [])
  }

  /// The articles would not appear, or a link on the front page would lead nowhere.
  @Test func theFrontPageListsEveryArticle() throws {
    let catalog = Self.folder.appendingPathComponent("SocketInspector.docc")
    let page = try String(
      contentsOf: catalog.appendingPathComponent("SocketInspector.md"), encoding: .utf8)
    let listed = Set(page.matches(of: /<doc:(\w+)>/).map { "\($0.output.1).md" })
    let articles = try FileManager.default.contentsOfDirectory(atPath: catalog.path)
      .filter { $0.hasSuffix(".md") && $0 != "SocketInspector.md" }
    #expect(listed == Set(articles))
  }
}
