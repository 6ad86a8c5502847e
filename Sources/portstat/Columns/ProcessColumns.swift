import SocketInspector

/// Every property of a process that owns a socket.
enum ProcessColumns {
  static let all = [
    pid, name, program, fds, executable, command, commandTruncated, uid, user, started, unit,
    container,
  ]

  /// The properties that the details page of the live view shows below the PID and the name.
  static let details = [user, executable, command, fds, started]

  private static let pid = ProcessColumn(
    "pid", as: "integer", isNullable: false, constraints: #""minimum": 1"#, "The PID."
  ) { owner, _ in .integer(UInt64(owner.pid.magnitude)) }

  static let name = ProcessColumn(
    "name", "The name that the kernel has for the process, at most 15 bytes. \(nullText)"
  ) { owner, _ in .text(owner.process.nameBytes) }

  static let program = ProcessColumn(
    "program",
    """
    The readable name of the program: the name, or the full name if the kernel cut it off after 15 \
    bytes, or the name of the executable if a language runtime gives every program the same name, such \
    as MainThread of Node.js. \(nullText)
    """
  ) { owner, _ in .text(owner.process.programNameBytes) }

  private static let fds = ProcessColumn(
    "fds", title: "descriptors", separator: ", ", as: "array", isNullable: false,
    constraints: #""items": {"type": "integer", "minimum": 0}"#,
    isDescriptorList: true,
    "The numbers of the file descriptors that refer to the socket."
  ) { owner, _ in .numbers(owner.fds) }

  private static let executable = ProcessColumn(
    "executable", title: "executable", "The path of the executable. \(nullText)"
  ) { owner, _ in
    .text(owner.process.executableBytes)
  }

  private static let command = ProcessColumn(
    "command", title: "command", separator: " ", as: "array",
    constraints: #"""
      "items": {"type": "string"}, "description": "the arguments, the program's name first; whole \#
      arguments, as many as fit into 128 KiB"
      """#,
    """
    The arguments, with the name of the program first. If the command line is longer than 128 KiB, \
    only the arguments that fit into 128 KiB. \(nullText)
    """,
    text: { owner, _ in
      let arguments = owner.process.commandBytes ?? []
      return .texts(arguments + (owner.process.isCommandTruncated ? [Array("...".utf8)] : []))
    }
  ) { owner, _ in owner.process.commandBytes.map(Value.texts) ?? .null }

  private static let commandTruncated = ProcessColumn(
    "command_truncated", as: nil, isNullable: false, isOptional: true,
    constraints: #"""
      "const": true, "description": "present only if command lacks arguments, because the command \#
      line is longer than 128 KiB"
      """#,
    "The value true if command lacks arguments; otherwise, this key is absent."
  ) { owner, _ in owner.process.isCommandTruncated ? .boolean(true) : .null }

  private static let uid = ProcessColumn(
    "uid", as: "integer", constraints: #""minimum": 0"#,
    "The effective UID of the process. \(nullText)"
  ) { owner, _ in .integer(owner.process.userID) }

  private static let user = ProcessColumn(
    "user", title: "user",
    "The name of the effective user. Null if it has no name or cannot be read, or with --numeric."
  ) { owner, names in names.user(owner.process.userID) }

  private static let started = ProcessColumn(
    "started", title: "started", constraints: #""format": "date-time""#,
    "The time at which the process started, in UTC. \(nullText)"
  ) { owner, _ in
    owner.process.startTime.map { .time(Timestamp(seconds: $0), hasMilliseconds: false) } ?? .null
  }

  private static let unit = ProcessColumn(
    "unit",
    "The unit of systemd that the process belongs to. Null without one, or if it cannot be read."
  ) { owner, _ in .text(owner.process.controlGroup?.unitBytes) }

  private static let container = ProcessColumn(
    "container",
    """
    The container that the process runs in: its name, or the first 12 digits of its ID. Null outside of \
    a container, or if it cannot be read.
    """
  ) { owner, _ in .text(owner.process.controlGroup?.container?.labelBytes) }

  private static let nullText = "Null if it cannot be read."
}
