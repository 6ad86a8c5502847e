import Foundation

/// The folders of a module and the layers that they belong to: a file may use its own folder and those in lower
/// layers.
struct Layers {
  /// A reference to a name in a folder that the file may not use.
  struct Violation: Hashable, CustomStringConvertible {
    let file: String
    let name: String
    let folder: String

    var description: String { "\(file) uses \(name) of \(folder.isEmpty ? "the root" : folder)" }
  }

  /// The names of the folders in each layer, from the lowest to the highest. "" is the module's own folder.
  let folders: [[String]]
  /// The number of the layer of each folder.
  private let numbers: [String: Int]

  init(_ folders: [[String]]) {
    self.folders = folders
    numbers = Dictionary(
      uniqueKeysWithValues: folders.enumerated().flatMap { number, names in
        names.map { ($0, number) }
      })
  }

  /// The Swift files of a folder, by their paths in it.
  static func sources(in folder: URL) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    return Dictionary(
      uniqueKeysWithValues: try paths.map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      })
  }

  /// - Parameter sources: The texts of the files, by their paths in the module.
  func violations(in sources: [String: String]) -> Set<Violation> {
    let code = sources.mapValues(Self.code)
    var folders: [String: Set<String>] = [:]
    for (path, text) in code {
      for name in Self.declarations(text) { folders[name, default: []].insert(Self.folder(path)) }
    }
    var violations: Set<Violation> = []
    for (path, text) in code {
      for match in text.matches(of: /(\.?)\b([A-Za-z_]\w*)/) {
        // A name after a dot is a member, which may have the name of a type elsewhere.
        let name = String(match.output.2)
        guard match.output.1.isEmpty, let owners = folders[name],
          !owners.contains(where: { mayUse($0, Self.folder(path)) })
        else { continue }
        violations.insert(Violation(file: path, name: name, folder: owners.sorted()[0]))
      }
    }
    return violations
  }

  /// The folders that belong to no layer.
  func unknownFolders(in sources: [String: String]) -> Set<String> {
    Set(sources.keys.map(Self.folder)).subtracting(numbers.keys)
  }

  private func mayUse(_ used: String, _ user: String) -> Bool {
    if used == user { return true }
    guard let lower = numbers[used], let upper = numbers[user] else { return false }
    return lower < upper
  }

  private static func folder(_ path: String) -> String {
    path.contains("/") ? String(path.prefix { $0 != "/" }) : ""
  }

  /// The names of top-level types, functions and constants that other files can use.
  private static func declarations(_ code: String) -> [String] {
    let declaration =
      /(?m)^((?:@?[a-z]+(?:\([a-z]+\))? )*)(?:struct|enum|class|protocol|typealias|func|let|var) (\w+)/
    return code.matches(of: declaration).compactMap { match in
      match.output.1.contains("private") ? nil : String(match.output.2)
    }
  }

  /// The text without comments and string literals.
  private static func code(_ text: String) -> String {
    text.replacing(/"""(?:.|\n)*?"""/, with: "")
      .replacing(/"(?:\\.|[^"\\\n])*"/, with: "")
      .replacing(/\/\/[^\n]*/, with: "")
      .replacing(/\/\*(?:.|\n)*?\*\//, with: "")
  }
}
