import Foundation

/// The recorded proc trees in Tests/Fixtures.
public enum Fixtures {
  public static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// The repository.
  public static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The names of the recorded trees.
  public static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { FileManager.default.fileExists(atPath: path($0)) }.sorted()
  }

  /// A recorded tree, for `--proc`.
  public static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).appendingPathComponent("proc").path
  }
}
