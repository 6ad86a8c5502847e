import Foundation

/// A directory for one test. It is deleted at the end of this value.
public final class TemporaryDirectory: Sendable {
  public let url: URL

  public var path: String { url.path }

  /// - Parameter fileCount: The expected number of files. Many are kept in memory if there is room:
  ///   on a disk, creating half a million links can take a minute.
  public init(fileCount: Int = 0) throws {
    let parent =
      fileCount >= 10_000 && Self.hasRoom(for: fileCount)
      ? URL(fileURLWithPath: Self.memory) : FileManager.default.temporaryDirectory
    url = parent.appendingPathComponent("portstat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// A file system in memory that every user can write to: shm_overview(7).
  private static let memory = "/dev/shm"

  private static func hasRoom(for fileCount: Int) -> Bool {
    let free = try? FileManager.default.attributesOfFileSystem(forPath: memory)
    let count = { (key: FileAttributeKey) in (free?[key] as? NSNumber)?.intValue ?? 0 }
    return count(.systemFreeNodes) > 2 * fileCount && count(.systemFreeSize) > 4096 * fileCount
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, and creates the directories that lead to it.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> URL {
    try write(Data(text.utf8), to: name)
  }

  @discardableResult
  public func write(_ data: Data, to name: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }

  /// Creates a symbolic link, whose target need not exist: `fd/3` to `socket:[17]`.
  public func link(_ name: String, to target: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: file.path, withDestinationPath: target)
  }
}
