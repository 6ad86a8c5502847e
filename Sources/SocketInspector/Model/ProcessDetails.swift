/// Details of a process from `/proc/PID`. A value is nil if it was not requested (``Requirements``),
/// could not be read, or does not exist. Text is bytes, because a process can set its name to any
/// bytes.
public struct ProcessDetails: Hashable, Sendable {
  public let pid: Int32
  /// The name: `/proc/PID/comm`, at most 15 bytes (63 for kernel threads).
  public internal(set) var name: [UInt8]?
  /// The readable name: ``name``, but in full if the kernel cut it off, and the file name of the executable in
  /// place of a name that a language runtime gives to the first thread of every program.
  public internal(set) var programName: [UInt8]?
  /// The path of the executable in the process's own mount namespace: `/proc/PID/exe`. ` (deleted)` is
  /// appended if the file was removed.
  public internal(set) var executable: [UInt8]?
  /// The arguments, beginning with the name of the program: `/proc/PID/cmdline`. Empty for a kernel
  /// thread. Contains whole arguments only, as many as fit into the first 131,072 bytes (128 KiB), which
  /// is also the maximum length of one argument (`MAX_ARG_STRLEN` in execve(2) with 4 KiB pages).
  public internal(set) var command: [[UInt8]]?
  /// Whether ``command`` lacks arguments, because the command line is longer than 128 KiB.
  public internal(set) var isCommandTruncated = false
  /// The effective user: `Uid` of `/proc/PID/status`.
  public internal(set) var userID: UInt32?
  /// The start time in whole seconds since 1970: field 22 of `/proc/PID/stat` added to `btime` of
  /// `/proc/stat`. Accurate to less than a second.
  public internal(set) var startTime: Int64?
}

extension ProcessDetails {
  /// The arguments with blanks between them, as ps(1) shows them; nil if ``command`` is. Without the blanks at the end,
  /// with which programs that change their title pad it.
  public var commandLine: [UInt8]? {
    guard let command else { return nil }
    let blank = UInt8(ascii: " ")
    var text = Array(command.joined(separator: [blank]))
    while text.last == blank { text.removeLast() }
    return text
  }
}
