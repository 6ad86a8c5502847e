import SocketInspector

/// What belongs to a process but not to its sockets, for the details page.
struct ProcessSurroundings {
  /// The ancestors with their names, from the first process to the parent.
  let ancestors: [ProcessDetails]
  /// The service of systemd that the process belongs to, from its control group; nil if there is none.
  let unit: String?
  /// The container, from the control group; nil if there is none.
  let container: String?
  /// When this was read.
  let time: Timestamp

  init(of pid: Int32, in tree: ProcFileSystem) {
    ancestors = tree.ancestors(of: pid).reversed().map { tree.details(of: $0, .processName) }
    let group = tree.controlGroup(of: pid)
    unit = group.flatMap { Supervisor.unit(of: $0)?.name }
    container = group.flatMap { Supervisor.containerID(in: $0) }
    time = .now
  }
}
