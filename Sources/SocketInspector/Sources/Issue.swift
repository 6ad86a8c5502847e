/// Something that could not be seen. It did not stop the snapshot, and it is never passed over in
/// silence.
public enum Issue: Hashable, Sendable {
  /// A table exists and could not be opened, or not be read to its end.
  case unreadableTable(SystemError)
  /// Lines of a table that have not the form of a row: how many, and what was wrong with the
  /// first.
  case malformedLines(table: String, count: Int, firstLine: Int, firstError: ParseError)
  /// A table in which sockets open and close too fast to be listed. After `passes` reads, the last
  /// one still lacked a socket that existed throughout, so others may be missing from all of them.
  case unsettledTable(String, passes: Int)
  /// Sockets in a state that was asked for and that `/proc` and older kernels do not list.
  case unlistedState(SocketState)
  /// Processes whose descriptors could not be read: how many, and why the first could not.
  case unreadableProcesses(count: Int, firstError: SystemError)
  /// The proc file system was mounted so that other users' processes do not appear
  /// (`hidepid=invisible`).
  case hiddenProcesses
  /// Descriptors in a recording that are not symbolic links, because the recording was copied without
  /// its links, so their targets are unknown: in how many processes, and the path of the first.
  case descriptorsNotLinks(processCount: Int, firstPath: String)
  /// The processes of a recording have no descriptors at all (`PID/fd`), so no owner can be found.
  case missingDescriptors
  /// A limit on open files or on memory kept something from being read that is null now, or was read
  /// from another source that knows less.
  case reachedLimit(SystemError)
}

extension Issue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadableTable(let error): "\(error)"
    case .malformedLines(let table, 1, let line, let error):
      "\(table): line \(line) is no row and was left out: \(error)"
    case .malformedLines(let table, let count, let line, let error):
      "\(table): \(count) lines are no rows and were left out, the first is line \(line): \(error)"
    case .unsettledTable(let table, let passes):
      "\(table): some sockets may be missing (the table changed during each of \(passes) reads); "
        + "run portstat again"
    case .unreadableProcesses(1, let error): "a process could not be read: \(error)"
    case .unlistedState(let state):
      "sockets in \(state.label) cannot be seen: only netlink lists them, since Linux 6.8"
    case .unreadableProcesses(let count, let error):
      "\(count) processes could not be read, the first: \(error)"
    case .hiddenProcesses: "the processes of other users are hidden (hidepid)"
    case .descriptorsNotLinks(let count, let path):
      "file descriptors of \(count == 1 ? "1 process" : "\(count) processes") are not symbolic links "
        + "(the first: \(path)), so the owners of some sockets are unknown; copy the recording with a "
        + "tool that keeps links, such as cp -a or tar"
    case .missingDescriptors:
      "the recording has no file descriptors (PID/fd), so the owners of sockets are unknown; copy it "
        + "with a tool that keeps links, such as cp -a or tar"
    case .reachedLimit(let error): "some details may be missing: \(error)"
    }
  }
}
