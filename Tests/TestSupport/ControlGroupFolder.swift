import Foundation

/// A control group for one test, in the unified hierarchy wherever that is mounted. It is removed at the end of
/// this value, with the processes in it. Needs root.
public final class ControlGroupFolder {
  /// The mount point, from `/proc/self/mountinfo`; nil without one.
  private static let mountPoint: String? = {
    guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else {
      return nil
    }
    let line = mounts.split(separator: "\n").first {
      $0.contains(" - cgroup2 ") && $0.split(separator: " ")[3] == "/"
    }
    return line.map { String($0.split(separator: " ")[4]) }
  }()

  /// For `.enabled(if:)`: whether groups can be created and processes be moved into them.
  public static let canCreate: Bool = {
    guard geteuid() == 0, let group = try? ControlGroupFolder("probe.scope"),
      let program = try? BackgroundProgram(.installed("sleep"), ["60"])
    else { return false }
    return (try? group.add(program.pid)) != nil
  }()

  /// The name of the topmost directory, which no other test uses.
  private let top: String
  /// The path in the hierarchy.
  public let path: String
  /// Its directory.
  public var folder: String { "\(Self.mountPoint ?? "")\(path)" }

  /// Creates a group below a slice of its own.
  ///
  /// - Parameter path: Such as `system.slice/ssh.service`.
  public init(_ path: String) throws {
    guard let mountPoint = Self.mountPoint else { throw CocoaError(.fileNoSuchFile) }
    top = "\(mountPoint)/portstat-\(UUID().uuidString.prefix(8)).slice"
    self.path = "\(top.dropFirst(mountPoint.count))/\(path)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Moves a process into the group.
  public func add(_ pid: Int32) throws {
    guard let file = FileHandle(forWritingAtPath: "\(folder)/cgroup.procs") else {
      throw CocoaError(.fileWriteNoPermission)
    }
    try file.write(contentsOf: Data("\(pid)\n".utf8))
    try file.close()
  }

  /// Removes the group; its processes have to be gone. Sockets that were created in it keep its number.
  public func remove() {
    for pid in processes { kill(pid, SIGKILL) }
    var directory = folder
    while directory.count >= top.count {
      // A process that was killed stays in the group until it has been waited for.
      for _ in 0..<500 where rmdir(directory) != 0 && errno == EBUSY { usleep(10_000) }
      directory = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
    }
  }

  private var processes: [Int32] {
    let text = (try? String(contentsOfFile: "\(folder)/cgroup.procs", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { Int32($0) }
  }

  deinit { remove() }
}
