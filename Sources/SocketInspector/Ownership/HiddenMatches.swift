/// How unreadable processes may affect an owner filter.
///
/// The PID of such a process is known, and its name and arguments can be read by every user, unless
/// the proc file system hides them too.
struct HiddenMatches {
  /// Whether such a process may have a PID, or a name, that the filter includes.
  private var includesPID = false
  private var includesName = false
  /// Whether such a process may be one that the filter excludes.
  private(set) var mayBeExcluded = false
  /// Whether processes outside the PID namespace of the tree may be owners of sockets that have none in it.
  private let includesOutside: Bool
  private let filter: Filter

  /// Reads the names of the processes if the filter names any.
  init(_ processes: UnreadableProcesses, _ filter: Filter, _ tree: ProcFileSystem) {
    self.filter = filter
    includesOutside = processes.includesOutside
    for pid in processes.pids {
      add(pid: pid, filter.processNames.isEmpty ? .unknown : Identity(of: pid, tree))
    }
    if processes.includesUnlisted { addUnlisted(tree) }
  }

  /// Whether a socket that the filter leaves out may match because of an owner that could not be
  /// read.
  ///
  /// - Parameter owners: Its known owners.
  func mayInclude(_ owners: some Sequence<ProcessDetails>) -> Bool {
    let (pids, names) = (filter.pids, filter.processNames)
    let isExcluded = owners.contains { owner in
      pids.excluded.contains(owner.pid) || names.excluded.contains { $0.matches(owner) }
    }
    if isExcluded { return false }
    // Such a process has no PID in the tree, and any name.
    if isOutside(owners), pids.included.isEmpty { return true }
    return
      (includesPID || pids.included.isEmpty || owners.contains { pids.included.contains($0.pid) })
      && (includesName || names.included.isEmpty
        || owners.contains { owner in names.included.contains { $0.matches(owner) } })
  }

  /// Whether a socket that the filter includes may have an owner that could not be read and that the filter
  /// excludes.
  ///
  /// - Parameter owners: Its known owners.
  func mayExclude(_ owners: some Sequence<ProcessDetails>) -> Bool {
    mayBeExcluded || (isOutside(owners) && !filter.processNames.excluded.isEmpty)
  }

  /// Whether the owner of a socket may be outside the PID namespace of the tree.
  private func isOutside(_ owners: some Sequence<ProcessDetails>) -> Bool {
    includesOutside && !owners.contains { _ in true }
  }

  private mutating func add(pid: Int32, _ identity: Identity) {
    let (pids, names) = (filter.pids, filter.processNames)
    var isExcluded = pids.excluded.contains(pid)
    switch identity {
    case .gone: return
    case .unknown:
      includesName = includesName || (!names.included.isEmpty && !isExcluded)
      mayBeExcluded = mayBeExcluded || isExcluded || !names.excluded.isEmpty
    case .process(let details):
      isExcluded = isExcluded || names.excluded.contains { $0.matches(details) }
      mayBeExcluded = mayBeExcluded || isExcluded
      if !isExcluded, names.included.contains(where: { $0.matches(details) }) {
        includesName = true
      }
    }
    if !isExcluded, pids.included.contains(pid) { includesPID = true }
  }

  /// The only known fact about unlisted processes is that they are not among the listed ones.
  private mutating func addUnlisted(_ tree: ProcFileSystem) {
    for pid in filter.pids.included where !tree.hasProcess(pid) { includesPID = true }
    for pid in filter.pids.excluded where !tree.hasProcess(pid) { mayBeExcluded = true }
    if !filter.processNames.included.isEmpty { includesName = true }
    if !filter.processNames.excluded.isEmpty { mayBeExcluded = true }
  }
}

/// Identity of an unreadable process.
private enum Identity {
  /// It has ended, so it does not own anything.
  case gone
  case unknown
  /// With the first argument in place of the executable, which only its owner may read.
  case process(ProcessDetails)

  init(of pid: Int32, _ tree: ProcFileSystem) {
    do throws(SystemError) {
      let process = try tree.process(pid)
      var details = ProcessReader(tree, [.processName, .command]).read(process, pid: pid)
      details.executable = details.command?.first
      self = details.name == nil ? .unknown : .process(details)
    } catch {
      self = error.isGone ? .gone : .unknown
    }
  }
}
