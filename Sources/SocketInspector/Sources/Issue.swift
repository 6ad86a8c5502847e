/// Something that could not be read. It does not stop a snapshot, and is always reported.
public enum Issue: Hashable, Sendable {
  /// A table exists but could not be opened, or not read to its end.
  case unreadableTable(SystemError)
  /// Malformed lines of a file: their number, and the error of the first.
  case malformedLines(path: String, count: Int, firstLine: Int, firstError: ParseError)
  /// A table in which sockets open and close so fast that `passes` reads do not prove that no other socket
  /// was skipped.
  case unsettledTable(String, passes: Int)
  /// A recording that looks like one of a machine of the other byte order: 127.0.0.1 reads 1.0.0.127.
  case reversedByteOrder
  /// Sockets in a requested state that `/proc` and older kernels do not list.
  case unlistedState(SocketState)
  /// Processes whose descriptors could not be read: their number, the error of the first, and the cause if
  /// permission was denied.
  case unreadableProcesses(count: Int, firstError: SystemError, cause: HiddenOwnerCause? = nil)
  /// The proc file system was mounted so that other users' processes do not appear
  /// (`hidepid=invisible`).
  case hiddenProcesses
  /// The tree does not list process 1, or its mount options cannot be read: processes may be missing, and the
  /// cause is unknown.
  case unlistedProcesses
  /// The tree is that of a child PID namespace, so processes outside of it are not listed.
  case processesOutsideNamespace
  /// Descriptors in a recording that are not symbolic links, because the recording was copied without
  /// its links, so their targets are unknown: in how many processes, and the path of the first.
  case descriptorsNotLinks(processCount: Int, firstPath: String)
  /// Processes of a recording that have no descriptors (`PID/fd`) although they run a program, because the
  /// recording was made without the right to read them: how many, and the path of the first.
  case unrecordedDescriptors(processCount: Int, firstPath: String)
  /// A recording has no processes, or none with descriptors (`PID/fd`), so no owner can be found.
  case missingDescriptors
  /// Network namespaces that were found and could not be read: their number, and the error of the first.
  case unreadNamespaces(count: Int, firstError: SystemError)
  /// The rules of the packet filter, which may forward ports, could not be read.
  case unreadableRules(SystemError)
  /// There are rules for translations that iptables made without nftables, which cannot be read.
  case legacyRules
  /// Because of a limit on open files or memory, some values are missing, or were read from a source that
  /// reports less.
  case reachedLimit(SystemError)
}

extension Issue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadableTable(let error): "\(error)"
    case .malformedLines(let path, 1, _, .emptyFile):
      "\(path) is empty: expected a table header"
    case .malformedLines(let path, 1, let line, let error):
      "\(path), line \(line): skipped, \(error)"
    case .malformedLines(let path, let count, let line, let error):
      "\(path): skipped \(count) lines; the first is line \(line): \(error)"
    case .unsettledTable(let table, let passes):
      "\(table): some sockets may be missing (the table changed during each of \(passes) reads); "
        + "run portstat again"
    case .reversedByteOrder:
      "the recording seems to be from a machine of the other byte order (127.0.0.1 reads 1.0.0.127); "
        + "use --byte-order \(ByteOrder.native.other.rawValue)"
    case .unreadableProcesses(1, let error, _): "a process could not be read: \(error)"
    case .unlistedState(let state):
      "sockets in \(state.label) cannot be seen: only netlink lists them, on Linux 6.8 or newer"
    case .unreadableProcesses(let count, let error, _):
      "\(count) processes could not be read; the first: \(error)"
    case .processesOutsideNamespace: "processes outside this PID namespace cannot be seen"
    case .unlistedProcesses: "some processes are not listed"
    case .hiddenProcesses: "the processes of other users are hidden (hidepid)"
    case .descriptorsNotLinks, .unrecordedDescriptors, .unreadNamespaces: text(withCounts: true)
    case .unreadableRules(let error):
      "\(error)" + (error.isDenied ? "; run as root to see the ports that they forward" : "")
    case .legacyRules:
      "rules of iptables-legacy cannot be read, so forwarded ports may be missing; to see them, type "
        + "iptables-legacy -t nat -S"
    case .missingDescriptors:
      "the recording has no file descriptors (PID/fd), so the owners of sockets are unknown; copy it "
        + "with a tool that keeps links, such as cp -a or tar"
    case .reachedLimit(let error): "some details may be missing: \(error)"
    }
  }
}

extension Issue {
  /// Whether owners may be missing because processes could not be read.
  package var hidesProcesses: Bool {
    switch self {
    case .unreadableProcesses, .hiddenProcesses, .unlistedProcesses, .processesOutsideNamespace:
      true
    default: false
    }
  }

  /// The text, with or without the number of processes and the path of the first, which may differ from
  /// update to update.
  package func text(withCounts: Bool) -> String {
    func processes(_ count: Int) -> String {
      withCounts ? count.counted("process", "processes") : "processes"
    }
    func first(_ path: String) -> String { withCounts ? " (the first: \(path))" : "" }
    switch self {
    case .descriptorsNotLinks(let count, let path):
      return "file descriptors of \(processes(count)) are not symbolic links\(first(path)), so the "
        + "owners of some sockets are unknown; copy the recording with a tool that keeps links, such "
        + "as cp -a or tar"
    case .unrecordedDescriptors(let count, let path):
      return
        "the recording lacks the file descriptors of \(processes(count))\(first(path)), so the "
        + "owners of some sockets are unknown; make the recording as root"
    case .unreadNamespaces(let count, let error):
      let fact =
        withCounts
        ? "\(count.counted("network namespace")) could not be read; the first"
        : "network namespaces could not be read"
      return "\(fact): \(error)" + (error.isDenied ? "; run as root to read every namespace" : "")
    default: return description
    }
  }
}
