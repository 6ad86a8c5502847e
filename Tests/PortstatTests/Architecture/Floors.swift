import Foundation

/// The rooms of a module, which are its folders, and the floors that they are on: a file may use
/// its own room and those on lower floors.
struct Floors {
  /// A reference to a name in a room that the file may not use.
  struct Violation: Hashable, CustomStringConvertible {
    let file: String
    let name: String
    let room: String

    var description: String { "\(file) uses \(name) of \(room.isEmpty ? "the root" : room)" }
  }

  /// The floor of each room, by the name of the folder. "" is the module's own folder.
  private let floors: [String: Int]

  /// - Parameter floors: The rooms on each floor, from the lowest to the highest.
  init(_ floors: [[String]]) {
    self.floors = Dictionary(
      uniqueKeysWithValues: floors.enumerated().flatMap { floor, rooms in
        rooms.map { ($0, floor) }
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
    var rooms: [String: Set<String>] = [:]
    for (path, text) in code {
      for name in Self.declarations(text) { rooms[name, default: []].insert(Self.room(path)) }
    }
    var violations: Set<Violation> = []
    for (path, text) in code {
      for match in text.matches(of: /(\.?)\b([A-Za-z_]\w*)/) {
        // A name after a dot is a member, which may have the name of a type elsewhere.
        let name = String(match.output.2)
        guard match.output.1.isEmpty, let owners = rooms[name],
          !owners.contains(where: { mayUse($0, Self.room(path)) })
        else { continue }
        violations.insert(Violation(file: path, name: name, room: owners.sorted()[0]))
      }
    }
    return violations
  }

  /// The rooms that have no floor.
  func unknownRooms(in sources: [String: String]) -> Set<String> {
    Set(sources.keys.map(Self.room)).subtracting(floors.keys)
  }

  private func mayUse(_ used: String, _ user: String) -> Bool {
    if used == user { return true }
    guard let lower = floors[used], let upper = floors[user] else { return false }
    return lower < upper
  }

  private static func room(_ path: String) -> String {
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
