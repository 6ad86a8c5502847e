/// What `/proc/PID` says of a process. Each value is nil where it was not asked for, could not be
/// read, or does not exist; text is bytes, because a process can call itself anything.
public struct ProcessDetails: Hashable, Sendable {
  /// What to read; each costs a file or two a process.
  public struct Fields: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    public static let name = Fields(rawValue: 1)
    public static let executable = Fields(rawValue: 2)
    public static let command = Fields(rawValue: 4)
    public static let userID = Fields(rawValue: 8)
    public static let startTime = Fields(rawValue: 16)
    public static let all: Fields = [.name, .executable, .command, .userID, .startTime]
  }

  public let pid: Int32
  /// The process's name, at most 15 bytes (63 for the kernel's own): `/proc/PID/comm`.
  public internal(set) var name: [UInt8]?
  /// The path of the program in the process's own mount namespace, with ` (deleted)` behind it
  /// when the file is gone: `/proc/PID/exe`.
  public internal(set) var executable: [UInt8]?
  /// The arguments, the program's name first; empty for a kernel thread: `/proc/PID/cmdline`. Only
  /// whole arguments, as many as fit into its first 131,072 bytes (128 KiB), which is also the most
  /// that one argument can have (`MAX_ARG_STRLEN` in execve(2) with 4 KiB pages).
  public internal(set) var command: [[UInt8]]?
  /// Whether ``command`` lacks arguments, because the command line is longer than 128 KiB.
  public internal(set) var isCommandTruncated = false
  /// The effective user: `Uid` of `/proc/PID/status`.
  public internal(set) var userID: UInt32?
  /// When the process started, in whole seconds since 1970: field 22 of `/proc/PID/stat` on top of
  /// `btime` of `/proc/stat`. Less than a second early or late.
  public internal(set) var startTime: Int64?
}

/// Reads ``ProcessDetails`` from a proc tree.
struct ProcessReader {
  private static let longestCommand = 131_072
  /// USER_HZ, in which the kernel gives times to programs: 100 on every machine in use.
  private static let ticksPerSecond: UInt64 = 100

  let fields: ProcessDetails.Fields
  /// When the machine started, in seconds since 1970.
  private let bootTime: Int64?

  init(_ root: borrowing Directory, fields: ProcessDetails.Fields) {
    self.fields = fields
    bootTime =
      fields.contains(.startTime)
      ? (try? root.contents(of: "stat", limit: 1 << 22)).flatMap { $0.span.bootTime } : nil
  }

  /// Reads a process from its own directory, so that all of it is of the same process.
  func read(_ process: borrowing Directory, pid: Int32) -> ProcessDetails {
    var details = ProcessDetails(pid: pid)
    if fields.contains(.name), var name = try? process.contents(of: "comm", limit: 256) {
      if name.last == UInt8(ascii: "\n") { name.removeLast() }
      details.name = name
    }
    if fields.contains(.executable) { details.executable = try? process.linkTarget("exe") }
    if fields.contains(.command) {
      // One byte more shows whether the command line is longer.
      if let bytes = try? process.contents(of: "cmdline", limit: Self.longestCommand + 1) {
        details.isCommandTruncated = bytes.count > Self.longestCommand
        details.command = Self.arguments(bytes)
      }
    }
    if fields.contains(.userID) {
      details.userID = (try? process.contents(of: "status", limit: 16_384))
        .flatMap { $0.span.effectiveUserID }
    }
    if let bootTime, let stat = try? process.contents(of: "stat", limit: 4096) {
      details.startTime = stat.span.startTicks.flatMap {
        Int64(exactly: $0 / Self.ticksPerSecond).map { bootTime &+ $0 }
      }
    }
    return details
  }

  /// The arguments of `cmdline`: each ends with a NUL, the last one perhaps without. Those that fit
  /// into ``longestCommand`` bytes.
  static func arguments(_ commandLine: [UInt8]) -> [[UInt8]] {
    let isTruncated = commandLine.count > longestCommand
    var arguments = commandLine.prefix(longestCommand)
      .split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    // What follows the last NUL is empty, or an argument that is cut.
    if isTruncated || arguments.last?.isEmpty == true { arguments.removeLast() }
    return arguments
  }
}
