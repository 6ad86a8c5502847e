import Foundation

/// A proc tree that a test creates. It is deleted at the end of this value.
public final class ProcTree: Sendable {
  public let folder: TemporaryDirectory

  /// For `Query.procPath`.
  public var path: String { folder.path }

  /// Creates a tree with these tables in `self/net`, and one process that has no socket open: in a recording
  /// without any process, the owners of all sockets are unknown.
  public init(
    tcp: [KernelRow] = [], tcp6: [KernelRow] = [], udp: [KernelRow] = [], udp6: [KernelRow] = []
  ) throws {
    folder = try TemporaryDirectory()
    try writeTable("tcp", tcp)
    try writeTable("tcp6", tcp6)
    try writeTable("udp", udp)
    try writeTable("udp6", udp6)
    try addProcess(Self.idlePID, name: "idle", descriptors: [0: "/dev/null"])
  }

  /// The largest PID that Linux uses (`PID_MAX_LIMIT`).
  public static let idlePID: Int32 = 4_194_303

  /// Creates an empty tree.
  public init(empty: Void) throws {
    folder = try TemporaryDirectory()
  }

  public static let heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when"

  /// Writes a table as the kernel prints it.
  public func writeTable(_ name: String, _ rows: [KernelRow], in net: String = "self/net") throws {
    let lines = rows.enumerated().map { number, row in
      name.hasPrefix("tcp") ? row.tcpText(number: number) : row.udpText(number: number)
    }
    try writeLines([Self.heading] + lines, to: "\(net)/\(name)")
  }

  public func writeLines(_ lines: [String], to file: String) throws {
    try folder.write(lines.map { $0 + "\n" }.joined(), to: file)
  }

  /// Adds a process.
  ///
  /// - Parameter descriptors: The targets of its descriptors, by number.
  public func addProcess(
    _ pid: Int32, name: String = "program", descriptors: [Int32: String] = [:]
  ) throws {
    try folder.write(name + "\n", to: "\(pid)/comm")
    try makeFolder("\(pid)/fd")
    for (fd, target) in descriptors { try folder.link("\(pid)/fd/\(fd)", to: target) }
  }

  /// Adds a process that has sockets open.
  ///
  /// - Parameter sockets: Their inode numbers, by descriptor number.
  public func addProcess(_ pid: Int32, name: String = "program", sockets: [Int32: UInt64]) throws {
    try addProcess(pid, name: name, descriptors: sockets.mapValues { "socket:[\($0)]" })
  }

  /// Adds a process whose descriptors cannot be listed, not even by root: `fd` is a link to itself.
  public func addUnreadableProcess(_ pid: Int32) throws {
    try folder.write("secret\n", to: "\(pid)/comm")
    try folder.link("\(pid)/fd", to: "fd")
  }

  /// Adds a thread with a descriptor table of its own.
  public func addThread(_ thread: Int32, of pid: Int32, sockets: [Int32: UInt64]) throws {
    try makeFolder("\(pid)/task/\(thread)/fd")
    for (fd, inode) in sockets {
      try folder.link("\(pid)/task/\(thread)/fd/\(fd)", to: "socket:[\(inode)]")
    }
  }

  public func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
  }

  public func makeFIFO(_ name: String) throws {
    let file = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard mkfifo(file.path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  public func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
  }
}
