/// Reads ``ProcessDetails`` from a proc tree.
struct ProcessReader {
  private static let longestCommand = 131_072
  /// The number of empty arguments at the end of a command line from which on they are padding.
  private static let longestEmptyEnd = 4
  /// USER_HZ, in which the kernel gives times to programs: 100 on every machine in use.
  private static let ticksPerSecond: UInt64 = 100

  private let requirements: Requirements
  /// When the machine started, in seconds since 1970.
  private let bootTime: Int64?

  init(_ tree: ProcFileSystem, _ requirements: Requirements) {
    self.requirements = requirements
    bootTime = requirements.contains(.startTime) ? tree.bootTime : nil
  }

  /// Reads a process from its own directory, so that all of it is of the same process.
  func read(_ process: borrowing Directory, pid: Int32) -> ProcessDetails {
    var details = ProcessDetails(pid: pid)
    if requirements.contains(.processName), var name = try? process.contents(of: "comm", limit: 256)
    {
      if name.last == UInt8(ascii: "\n") { name.removeLast() }
      details.nameBytes = name
    }
    if requirements.contains(.executable) {
      details.executableBytes = try? process.linkTarget("exe")
    }
    if requirements.contains(.command) {
      // One byte more shows whether the command line is longer.
      if let bytes = try? process.contents(of: "cmdline", limit: Self.longestCommand + 1) {
        details.isCommandTruncated = bytes.count > Self.longestCommand
        details.commandBytes = Self.arguments(bytes)
      }
    }
    if requirements.contains(.programName), let name = details.nameBytes {
      details.programNameBytes = ProgramName.name(
        name, executable: { details.executableBytes ?? (try? process.linkTarget("exe")) },
        arguments: { details.commandBytes ?? Self.firstArguments(of: process) })
    }
    if requirements.contains(.processUser) {
      details.userID = (try? process.contents(of: "status", limit: 16_384))
        .flatMap { $0.span.effectiveUserID }
    }
    if requirements.contains(.processControlGroup) {
      details.controlGroup = (try? process.contents(of: "cgroup", limit: 65_536))
        .flatMap { $0.span.controlGroup }.map(ControlGroup.init)
    }
    if let bootTime, let stat = try? process.contents(of: "stat", limit: 4096) {
      details.startTime = stat.span.startTicks.flatMap {
        Int64(exactly: $0 / Self.ticksPerSecond).map { bootTime &+ $0 }
      }
    }
    return details
  }

  private static func firstArguments(of process: borrowing Directory) -> [[UInt8]] {
    (try? process.contents(of: "cmdline", limit: 8192)).map(arguments) ?? []
  }

  /// The arguments of `cmdline`: each ends with a NUL, the last one perhaps without. Those that fit
  /// into ``longestCommand`` bytes.
  static func arguments(_ commandLine: [UInt8]) -> [[UInt8]] {
    let isTruncated = commandLine.count > longestCommand
    var arguments = commandLine.prefix(longestCommand)
      .split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    // What follows the last NUL is empty, or an argument that is cut.
    if isTruncated || arguments.last?.isEmpty == true { arguments.removeLast() }
    // A program that changes its title, as setproctitle(3) does, pads it with NULs. Hardly any is called with so
    // many empty arguments at the end.
    if arguments.count > longestEmptyEnd, arguments.suffix(longestEmptyEnd).allSatisfy(\.isEmpty) {
      while arguments.count > 1, arguments.last?.isEmpty == true { arguments.removeLast() }
    }
    return arguments
  }
}
