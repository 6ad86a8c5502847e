import Foundation

/// The recorded proc trees in Tests/Fixtures.
public enum Fixtures {
  public static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// The root folder of the repository.
  public static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The names of the recorded trees. Never empty: a test without arguments would pass.
  public static var names: [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { FileManager.default.fileExists(atPath: path($0)) }.sorted()
    precondition(!names.isEmpty, "no recorded trees in \(folder.path)")
    return names
  }

  /// The path of a recorded tree, for `--proc`.
  public static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).appendingPathComponent("proc").path
  }
}
