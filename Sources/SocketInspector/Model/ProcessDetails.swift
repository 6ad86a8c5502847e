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
