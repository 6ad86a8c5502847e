import SocketInspector

/// What belongs to a process but not to its sockets, for the details page.
struct ProcessSurroundings {
  /// The ancestors with their names, from the first process to the parent.
  let ancestors: [ProcessDetails]
  /// The control group, with the unit and the container; nil if it cannot be read.
  let group: ControlGroup?
  /// When this was read.
  let time: Timestamp

  init(of pid: Int32, in tree: ProcFileSystem) {
    ancestors = tree.ancestors(of: pid).reversed().map { tree.details(of: $0, .processName) }
    group = tree.group(of: pid)
    time = .now
  }
}
