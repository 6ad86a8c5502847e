import SocketInspector

/// Every property of a process that owns a socket.
enum ProcessColumns {
  static let all = [
    pid, name, fds, executable, command, commandTruncated, uid, user, started,
  ]

  /// The properties that the details page of the live view shows below the PID and the name.
  static let details = [user, executable, command, fds, started]

  private static let pid = ProcessColumn(
    "pid", as: "integer", isNullable: false, constraints: #""minimum": 1"#
  ) { owner, _ in .integer(UInt64(owner.pid.magnitude)) }

  static let name = ProcessColumn("name") { owner, _ in .text(owner.process.name) }

  private static let fds = ProcessColumn(
    "fds", title: "descriptors", separator: ", ", as: "array", isNullable: false,
    constraints: #""items": {"type": "integer", "minimum": 0}"#,
    note: "the numbers of the descriptors that lead to the socket"
  ) { owner, _ in .numbers(owner.fds) }

  private static let executable = ProcessColumn("executable", title: "executable") { owner, _ in
    .text(owner.process.executable)
  }

  private static let command = ProcessColumn(
    "command", title: "command", separator: " ", as: "array",
    constraints: #"""
      "items": {"type": "string"}, "description": "the arguments, the program's name first; whole \#
      arguments, as many as fit into 128 KiB"
      """#,
    note: "the arguments",
    text: { owner, _ in
      let arguments = owner.process.command ?? []
      return .texts(arguments + (owner.process.isCommandTruncated ? [Array("...".utf8)] : []))
    }
  ) { owner, _ in owner.process.command.map(Value.texts) ?? .null }

  private static let commandTruncated = ProcessColumn(
    "command_truncated", as: nil, isNullable: false, isOptional: true,
    constraints: #"""
      "const": true, "description": "present only if command lacks arguments, because the command \#
      line is longer than 128 KiB"
      """#,
    note: """
      If a command line is longer than 128 KiB, command has only the whole arguments in its first \
      128 KiB, and the key command_truncated follows with the value true; otherwise that key is \
      absent.
      """
  ) { owner, _ in owner.process.isCommandTruncated ? .boolean(true) : .null }

  private static let uid = ProcessColumn("uid", as: "integer", constraints: #""minimum": 0"#) {
    owner, _ in .integer(owner.process.userID)
  }

  private static let user = ProcessColumn(
    "user", title: "user", note: "of the process; the effective one"
  ) { owner, names in names.user(owner.process.userID) }

  private static let started = ProcessColumn(
    "started", title: "started", constraints: #""format": "date-time""#, note: "UTC"
  ) { owner, _ in
    owner.process.startTime.map { .time(Timestamp(seconds: $0), hasMilliseconds: false) } ?? .null
  }
}
