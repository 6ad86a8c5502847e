/// Details of a process from `/proc/PID`. A value is nil if it was not requested (``Requirements``),
/// could not be read, or does not exist.
///
/// A process can set its name and command line to any bytes. As text, bytes that are not UTF-8 become U+FFFD;
/// control characters remain.
public struct ProcessDetails: Hashable, Sendable {
  /// The PID in the PID namespace of the proc tree.
  public let pid: Int32
  /// The name: `/proc/PID/comm`, at most 15 bytes (63 for kernel threads).
  public internal(set) var nameBytes: [UInt8]?
  /// The readable name: ``nameBytes``, but in full if the kernel cut it off, and the file name of the executable in
  /// place of a name that a language runtime gives to the first thread of every program.
  public internal(set) var programNameBytes: [UInt8]?
  /// The path of the executable in the process's own mount namespace: `/proc/PID/exe`. ` (deleted)` is
  /// appended if the file was removed.
  public internal(set) var executableBytes: [UInt8]?
  /// The arguments, beginning with the name of the program: `/proc/PID/cmdline`. Empty for a kernel
  /// thread. Contains whole arguments only, as many as fit into the first 131,072 bytes (128 KiB), which
  /// is also the maximum length of one argument (`MAX_ARG_STRLEN` in execve(2) with 4 KiB pages).
  public internal(set) var commandBytes: [[UInt8]]?
  /// Whether ``commandBytes`` lacks arguments, because the command line is longer than 128 KiB.
  public internal(set) var isCommandTruncated = false
  /// The effective user: `Uid` of `/proc/PID/status`.
  public internal(set) var userID: UInt32?
  /// The start time in whole seconds since 1970: field 22 of `/proc/PID/stat` added to `btime` of
  /// `/proc/stat`. Accurate to less than a second.
  public internal(set) var startTime: Int64?
  /// The control group, with the unit, the container and the pod: `/proc/PID/cgroup`.
  public internal(set) var controlGroup: ControlGroup?
  /// The ancestors, from the parent to process 1 or the last one in the PID namespace: field 4 of
  /// `/proc/PID/stat` of each. Empty for process 1.
  public internal(set) var parents: [ParentProcess]?
}

extension ProcessDetails {
  /// ``nameBytes`` as text.
  public var name: String? { nameBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// ``programNameBytes`` as text.
  public var programName: String? { programNameBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// ``executableBytes`` as text.
  public var executable: String? { executableBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// ``commandBytes`` as text.
  public var command: [String]? {
    commandBytes?.map { String(decoding: $0, as: UTF8.self) }
  }
  /// ``commandLineBytes`` as text.
  public var commandLine: String? { commandLineBytes.map { String(decoding: $0, as: UTF8.self) } }

  /// The arguments with blanks between them, as ps(1) shows them; nil if ``commandBytes`` is. Without the blanks at the end,
  /// with which programs that change their title pad it.
  public var commandLineBytes: [UInt8]? {
    guard let commandBytes else { return nil }
    let blank = UInt8(ascii: " ")
    var text = Array(commandBytes.joined(separator: [blank]))
    while text.last == blank { text.removeLast() }
    return text
  }
}
