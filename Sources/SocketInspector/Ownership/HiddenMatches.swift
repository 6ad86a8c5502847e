/// How unreadable processes may affect an owner filter.
///
/// The PID of such a process is known, and its name, arguments and control group can be read by every user,
/// unless the proc file system hides them too.
struct HiddenMatches {
  /// Whether such a process may have a PID that the filter includes.
  private var includesPID = false
  /// Whether such a process may have a property that the filter includes, for each of ``OwnerCriterion/all``.
  private var includesText = OwnerCriterion.all.map { _ in false }
  /// Whether such a process may be one that the filter excludes.
  private(set) var mayBeExcluded = false
  /// Whether processes outside the PID namespace of the tree may be owners of sockets that have none in it.
  private let includesOutside: Bool
  private let filter: Filter

  /// Reads the names of the processes if the filter names any.
  init(_ processes: UnreadableProcesses, _ filter: Filter, _ tree: ProcFileSystem) {
    self.filter = filter
    includesOutside = processes.includesOutside
    var names = ContainerNames(tree)
    for pid in processes.pids {
      add(pid: pid, filter.needsText ? Identity(of: pid, tree, filter, &names) : .unknown)
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
    let pids = filter.pids.included
    return (includesPID || pids.isEmpty || owners.contains { pids.contains($0.pid) })
      && zip(OwnerCriterion.all, includesText).allSatisfy { criterion, includesText in
        includesText || criterion.criterion(filter).included.isEmpty
          || owners.contains { criterion.includes(filter, $0) }
      }
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
        for (index, criterion) in OwnerCriterion.all.enumerated()
        where criterion.includes(filter, details) {
          includesText[index] = true
        }
      }
    }
    if !isExcluded, filter.pids.included.contains(pid) { includesPID = true }
  }

  /// Allows for a process of any name, command line and control group.
  private mutating func includeAnyText() {
    for (index, criterion) in OwnerCriterion.all.enumerated()
    where !criterion.criterion(filter).included.isEmpty {
      includesText[index] = true
    }
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
  /// Whether a process may be excluded by something else than its PID.
  fileprivate var excludesText: Bool {
    OwnerCriterion.all.contains { !$0.criterion(self).excluded.isEmpty }
  }

  /// Whether a process may be included or excluded by something else than its PID.
  fileprivate var needsText: Bool { OwnerCriterion.all.contains { $0.isUsed(self) } }
}

/// Identity of an unreadable process.
private enum Identity {
  /// It has ended, so it does not own anything.
  case gone
  case unknown
  /// With the first argument in place of the executable, which only its owner may read.
  case process(ProcessDetails)

  /// - Parameter names: The names of containers.
  init(
    of pid: Int32, _ tree: ProcFileSystem, _ filter: Filter, _ names: inout ContainerNames
  ) {
    do throws(SystemError) {
      let process = try tree.process(pid)
      var needed: Requirements = [.programName, .command]
      if filter.requirements.contains(.processControlGroup) {
        needed.formUnion(.processControlGroup)
      }
      var details = ProcessReader(tree, needed).read(process, pid: pid)
      if var group = details.controlGroup, !filter.containers.isEmpty {
        names.complete(&group, with: pid)
        details.controlGroup = group
      }
      details.executableBytes = details.commandBytes?.first
      self = details.nameBytes == nil ? .unknown : .process(details)
    } catch {
      self = error.isGone ? .gone : .unknown
    }
  }
}
