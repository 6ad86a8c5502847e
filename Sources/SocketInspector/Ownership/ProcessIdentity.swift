/// A process that cannot be confused with a later one of the same PID: the kernel reuses PIDs, but not
/// with the same start time.
package struct ProcessIdentity: Hashable, Sendable {
  package let pid: Int32
  /// The start in USER_HZ ticks (10 ms) since the machine's: field 22 of `/proc/PID/stat`.
  package let startTicks: UInt64
  /// The PID of the parent; 0 if it is outside the PID namespace.
  package let parent: Int32
  /// Whether it is a kernel thread, which has no program.
  package let isKernelThread: Bool

  package init(pid: Int32, startTicks: UInt64, parent: Int32, isKernelThread: Bool = false) {
    self.pid = pid
    self.startTicks = startTicks
    self.parent = parent
    self.isKernelThread = isKernelThread
  }

  /// Whether both are the same process. Its parent may differ: when a parent ends, its children get
  /// another one.
  package func isSameProcess(as other: ProcessIdentity) -> Bool {
    pid == other.pid && startTicks == other.startTicks
  }
}

extension ProcFileSystem {
  /// Identifies the process that has a PID now.
  ///
  /// - Throws: ``SystemError`` with `open` or `read`; ``SystemError/isGone`` is true if there is no such
  ///   process.
  package func identity(of pid: Int32) throws(SystemError) -> ProcessIdentity {
    try process(pid).identity(pid)
  }

  /// Reads details of the process that has a PID now.
  ///
  /// - Returns: Only the PID if there is no such process.
  package func details(of pid: Int32, _ requirements: Requirements) -> ProcessDetails {
    guard let process = try? process(pid) else { return ProcessDetails(pid: pid) }
    return ProcessReader(self, requirements).read(process, pid: pid)
  }

  /// The control group of a process (cgroups(7)), see ``Span/controlGroup``; nil if it cannot be read.
  package func controlGroup(of pid: Int32) -> [UInt8]? {
    (try? root.contents(of: "\(pid)/cgroup", limit: 65_536)).flatMap { $0.span.controlGroup }
  }

  /// The unit, container and pod of a process; nil if its control group cannot be read.
  package func group(of pid: Int32) -> ControlGroup? {
    guard var group = details(of: pid, .processControlGroup).controlGroup else { return nil }
    var names = ContainerNames(self)
    names.complete(&group, with: pid)
    return group
  }

  /// The ancestors of a process, beginning with its parent, as far as they are in the PID namespace.
  package func ancestors(of pid: Int32) -> [Int32] {
    var ancestors: [Int32] = []
    var last = pid
    // PIDs are reused while they are read, so a chain may lead back to itself.
    while let parent = (try? identity(of: last))?.parent, parent > 0, !ancestors.contains(parent),
      parent != pid
    {
      ancestors.append(parent)
      last = parent
    }
    return ancestors
  }

  /// Identifies the process that has a PID now, and finds out whether it has any of these sockets open.
  /// Both facts are about the same process, even if the PID is reused meanwhile.
  ///
  /// - Parameter descriptors: Descriptors of that process, as they were found. A socket that the process
  ///   moved to another descriptor (dup2(2)) counts too.
  /// - Throws: ``SystemError`` with `open`, `list` or `read`.
  package func recheck(
    _ descriptors: [SocketDescriptor], of pid: Int32
  ) throws(SystemError) -> (identity: ProcessIdentity, hasSocketOpen: Bool) {
    let process = try process(pid)
    let identity = try process.identity(pid)
    let closed = try process.closed(descriptors)
    if closed.count < descriptors.count { return (identity, true) }
    return (identity, try !process.moved(closed, in: self).isEmpty)
  }
}

extension Directory {
  /// Identifies the process of this directory.
  ///
  /// - Throws: ``SystemError`` with `open` or `read`.
  fileprivate func identity(_ pid: Int32) throws(SystemError) -> ProcessIdentity {
    let stat = try contents(of: "stat", limit: 4096)
    guard let startTicks = stat.span.startTicks else {
      throw SystemError(.read, "\(path)/stat", code: SystemError.malformed)
    }
    return ProcessIdentity(
      pid: pid, startTicks: startTicks, parent: stat.span.parentPID ?? 0,
      isKernelThread: stat.span.isKernelThread)
  }
}
