/// How unreadable processes may affect an owner filter.
///
/// The PID of such a process is known, and its name and arguments can be read by every user, unless
/// the proc file system hides them too.
struct HiddenMatches {
  /// Whether such a process may have a PID, a name or a command line that the filter includes.
  private var includesPID = false
  private var includesName = false
  private var includesCommand = false
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
      add(pid: pid, filter.needsText ? Identity(of: pid, tree) : .unknown)
    }
    if processes.includesUnlisted { addUnlisted(tree) }
  }

  /// Whether a socket that the filter leaves out may match because of an owner that could not be
  /// read.
  ///
  /// - Parameter owners: Its known owners.
  func mayInclude(_ owners: some Sequence<ProcessDetails>) -> Bool {
    if owners.contains(where: filter.excludes) { return false }
    // Such a process has no PID in the tree, and any name and command line.
    if isOutside(owners), filter.pids.included.isEmpty { return true }
    let (pids, names, commands) = (filter.pids, filter.processNames, filter.commands)
    return
      (includesPID || pids.included.isEmpty || owners.contains { pids.included.contains($0.pid) })
      && (includesName || names.included.isEmpty
        || owners.contains { owner in names.included.contains { $0.matches(owner) } })
      && (includesCommand || commands.included.isEmpty
        || owners.contains { owner in commands.included.contains { $0.matchesCommand(of: owner) } })
  }

  /// Whether a socket that the filter includes may have an owner that could not be read and that the filter
  /// excludes.
  ///
  /// - Parameter owners: Its known owners.
  func mayExclude(_ owners: some Sequence<ProcessDetails>) -> Bool {
    mayBeExcluded || (isOutside(owners) && filter.excludesText)
  }

  /// Whether the owner of a socket may be outside the PID namespace of the tree.
  private func isOutside(_ owners: some Sequence<ProcessDetails>) -> Bool {
    includesOutside && !owners.contains { _ in true }
  }

  private mutating func add(pid: Int32, _ identity: Identity) {
    var isExcluded = filter.pids.excluded.contains(pid)
    switch identity {
    case .gone: return
    case .unknown:
      if !isExcluded { includeAnyText() }
      mayBeExcluded = mayBeExcluded || isExcluded || filter.excludesText
    case .process(let details):
      isExcluded = filter.excludes(details)
      mayBeExcluded = mayBeExcluded || isExcluded
      if !isExcluded {
        let (names, commands) = (filter.processNames.included, filter.commands.included)
        includesName = includesName || names.contains { $0.matches(details) }
        includesCommand = includesCommand || commands.contains { $0.matchesCommand(of: details) }
      }
    }
    if !isExcluded, filter.pids.included.contains(pid) { includesPID = true }
  }

  /// Allows for a process of any name and command line.
  private mutating func includeAnyText() {
    includesName = includesName || !filter.processNames.included.isEmpty
    includesCommand = includesCommand || !filter.commands.included.isEmpty
  }

  /// The only known fact about unlisted processes is that they are not among the listed ones.
  private mutating func addUnlisted(_ tree: ProcFileSystem) {
    for pid in filter.pids.included where !tree.hasProcess(pid) { includesPID = true }
    for pid in filter.pids.excluded where !tree.hasProcess(pid) { mayBeExcluded = true }
    includeAnyText()
    if filter.excludesText { mayBeExcluded = true }
  }
}

extension Filter {
  /// Whether a known owner excludes a socket.
  fileprivate func excludes(_ owner: ProcessDetails) -> Bool {
    pids.excluded.contains(owner.pid) || processNames.excluded.contains { $0.matches(owner) }
      || commands.excluded.contains { $0.matchesCommand(of: owner) }
  }

  /// Whether a process may be excluded by its name or command line.
  fileprivate var excludesText: Bool {
    !processNames.excluded.isEmpty || !commands.excluded.isEmpty
  }

  /// Whether a process may be included or excluded by its name or command line.
  fileprivate var needsText: Bool { !processNames.isEmpty || !commands.isEmpty }
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
      var details = ProcessReader(tree, [.programName, .command]).read(process, pid: pid)
      details.executableBytes = details.commandBytes?.first
      self = details.nameBytes == nil ? .unknown : .process(details)
    } catch {
      self = error.isGone ? .gone : .unknown
    }
  }
}
