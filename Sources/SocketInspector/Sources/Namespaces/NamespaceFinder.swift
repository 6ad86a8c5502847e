/// Finds the network namespaces of a machine: those of processes and threads, and those that only a mount, a
/// descriptor or a socket keeps.
struct NamespaceFinder {
  /// What was found about a namespace.
  private struct Finding {
    var names: [String] = []
    var handles: [NamespaceHandle] = []
    var processes: [String] = []
    var pid: Int32?
    /// The key of processes whose namespace may not be read.
    var files: NamespaceCatalog.Key?

    /// Ways beyond these are not kept: one is enough, unless it disappears.
    static let mostWays = 4

    mutating func add(handle: NamespaceHandle) {
      if handles.count < Self.mostWays { handles.append(handle) }
    }

    mutating func add(process: String) {
      if processes.count < Self.mostWays { processes.append(process) }
    }
  }

  /// What needs the control groups of processes, or the tables of sockets.
  struct Hooks {
    /// Finds processes in each of the namespaces of a container or a pod, by its name or ID.
    var processesOfContainer: (String) -> [Int32] = { _ in [] }
    /// Finds the sockets that are in the tables of none of some namespaces.
    var unlistedSockets: ([NamespaceSocket], NamespaceCatalog) -> [NamespaceSocket] = { _, _ in [] }
  }

  private let tree: ProcFileSystem
  private let hooks: Hooks

  init(_ tree: ProcFileSystem, _ hooks: Hooks = Hooks()) {
    self.tree = tree
    self.hooks = hooks
  }

  /// The key of the namespace that a process or a thread is in; nil if it no longer has one.
  ///
  /// - Parameter process: Its directory.
  static func key(_ process: borrowing Directory) -> NamespaceCatalog.Key? {
    do throws(SystemError) {
      return try process.namespaceInode(ofLink: "ns/net").map(NamespaceCatalog.Key.inode)
    } catch {
      return error.isDenied ? filesKey(process) : nil
    }
  }

  private static func key(
    _ open: () throws(SystemError) -> Directory
  ) -> NamespaceCatalog.Key? {
    do throws(SystemError) {
      return key(try open())
    } catch {
      return nil
    }
  }

  private static func filesKey(_ process: borrowing Directory) -> NamespaceCatalog.Key? {
    (try? process.status(of: "net/dev").inode).map(NamespaceCatalog.Key.files)
  }

  /// The key of the namespace of a process, by its name in the tree.
  private func key(_ name: String) -> NamespaceCatalog.Key? {
    Self.key { () throws(SystemError) in try tree.root.directory(name) }
  }

  // MARK: The namespace that is read by default

  /// The key of the namespace of this process; nil in a recording.
  private var ownKey: NamespaceCatalog.Key? {
    tree.isMounted ? Self.key { () throws(SystemError) in try Directory("/proc/self") } : nil
  }

  /// The key of the namespace whose sockets are read if none is selected.
  private var standardKey: NamespaceCatalog.Key? {
    if !tree.isGiven { return ownKey }
    return key("1") ?? key("self")
  }

  /// The namespace whose sockets are read if none is selected.
  var standard: [UInt16: NetworkNamespace] {
    let key = standardKey
    let isOwn = !tree.isGiven || (key != nil && key == ownKey)
    return [0: NetworkNamespace(inode: key?.inode, names: [], pid: nil, isOwn: isOwn)]
  }

  // MARK: Selected namespaces

  /// Finds the selected namespaces.
  ///
  /// - Parameter mustExist: Whether it is an error if one of those that are selected by name does not exist.
  /// - Throws: ``SystemError`` with `open` in this case, and with `list` if the processes cannot be listed.
  func catalog(
    of selection: NamespaceSelection, mustExist: Bool, _ numbers: inout NamespaceNumbers
  ) throws(SystemError) -> NamespaceCatalog {
    var found: [NamespaceCatalog.Key: Finding] = [:]
    let processes = try tree.processes().sorted()
    addProcesses(processes, to: &found)
    addMounts(processes, to: &found)
    if selection.needsDescriptors(found) {
      let sockets = addDescriptors(processes, to: &found)
      if selection == .all { addSockets(sockets, to: &found) }
    }
    var keys = Set(found.keys)
    if case .some(let references) = selection {
      keys = []
      for reference in references {
        let named = self.keys(of: reference, found)
        if named.isEmpty, mustExist {
          throw SystemError(
            .open, "network namespace \(reference)", code: SystemError.noSuchFile)
        }
        keys.formUnion(named)
      }
    }
    return numbers.assign(entries(keys, found))
  }

  /// The namespaces of a set of keys: first that of this process, then by inode number.
  private func entries(
    _ keys: Set<NamespaceCatalog.Key>, _ found: [NamespaceCatalog.Key: Finding]
  ) -> [NamespaceCatalog.Entry] {
    let (own, standard) = (ownKey, standardKey)
    return keys.sorted { ($0 == own ? 0 : 1, $0) < ($1 == own ? 0 : 1, $1) }.map { key in
      let finding = found[key] ?? Finding()
      return NamespaceCatalog.Entry(
        key: key, files: finding.files,
        namespace: NetworkNamespace(
          inode: key.inode, names: finding.names.unique, pid: finding.pid, isOwn: key == own),
        isStandard: key == standard && (!tree.isGiven || !tree.isMounted),
        handles: finding.handles, processes: finding.processes)
    }
  }

  private func keys(
    of reference: NetworkNamespace.Reference, _ found: [NamespaceCatalog.Key: Finding]
  ) -> [NamespaceCatalog.Key] {
    switch reference {
    case .name(let name):
      let named = found.filter { $0.value.names.contains(name) }.map(\.key)
      return named.isEmpty ? keys(of: .container(name), found) : named
    case .inode(let inode): return found[.inode(inode)] == nil ? [] : [.inode(inode)]
    case .pid(let pid): return keys(ofProcess: pid, found)
    case .container(let name):
      return hooks.processesOfContainer(name).flatMap { keys(ofProcess: $0, found) }
    }
  }

  private func keys(
    ofProcess pid: Int32, _ found: [NamespaceCatalog.Key: Finding]
  ) -> [NamespaceCatalog.Key] {
    key("\(pid)").map { key in found.keys.filter { $0 == key || found[$0]?.files == key } } ?? []
  }

  // MARK: Finding

  /// A process or thread, and the key of its namespace.
  private struct Member {
    let key: NamespaceCatalog.Key
    let name: String
    let pid: Int32
  }

  /// Adds the namespaces of processes and of threads.
  private func addProcesses(
    _ pids: [Int32], to found: inout [NamespaceCatalog.Key: Finding]
  ) {
    var denied: [Member] = []
    for pid in pids {
      for member in members(of: pid) {
        if case .files = member.key {
          denied.append(member)
          continue
        }
        add(member, to: &found[member.key, default: Finding()])
        found[member.key]?.add(handle: .file("\(tree.path)/\(member.name)/ns/net"))
      }
    }
    if !denied.isEmpty { addDenied(denied, to: &found) }
  }

  /// A process, and those of its threads that are in other namespaces.
  private func members(of pid: Int32) -> [Member] {
    let own = key("\(pid)")
    var members: [Member] = []
    if let own { members.append(Member(key: own, name: "\(pid)", pid: pid)) }
    guard !tree.isMounted || tree.hasSeveralThreads(pid), let threads = try? tree.threads(of: pid)
    else { return members }
    for thread in threads where thread != pid {
      let name = "\(pid)/task/\(thread)"
      if let key = key(name), key != own {
        members.append(Member(key: key, name: name, pid: pid))
      }
    }
    return members
  }

  private func add(_ member: Member, to finding: inout Finding) {
    finding.pid = min(finding.pid ?? member.pid, member.pid)
    finding.add(process: member.name)
  }

  /// Adds processes whose namespaces are only known by their files.
  private func addDenied(
    _ members: [Member], to found: inout [NamespaceCatalog.Key: Finding]
  ) {
    var known: [NamespaceCatalog.Key: NamespaceCatalog.Key] = [:]
    for (key, finding) in found {
      for name in finding.processes {
        guard let inode = try? tree.root.status(of: "\(name)/net/dev").inode else { continue }
        known[.files(inode)] = key
        break
      }
    }
    for member in members {
      let key = known[member.key] ?? member.key
      add(member, to: &found[key, default: Finding()])
      found[key]?.files = member.key
    }
  }

  /// Adds the namespaces that are mounted, in this mount namespace and in those of processes.
  private func addMounts(
    _ pids: [Int32], to found: inout [NamespaceCatalog.Key: Finding]
  ) {
    var seen: Set<UInt64> = []
    for name in ["self"] + pids.map(String.init) {
      let link = "\(name)/ns/mnt"
      guard let mounts = try? tree.root.namespaceInode(ofLink: link, "mnt"),
        seen.insert(mounts).inserted,
        let text = try? tree.root.contents(of: "\(name)/mountinfo", limit: 1 << 26)
      else { continue }
      for (inode, path) in text.span.namespaceMounts {
        let path = String(decoding: path, as: UTF8.self)
        let key = NamespaceCatalog.Key.inode(inode)
        found[key, default: Finding()].add(handle: .file("\(tree.path)/\(name)/root\(path)"))
        if let name = path.nameOfNamespace { found[key]?.names.append(name) }
      }
    }
  }

  /// Adds the namespaces to which descriptors of processes refer.
  ///
  /// - Returns: The sockets of the processes.
  private func addDescriptors(
    _ pids: [Int32], to found: inout [NamespaceCatalog.Key: Finding]
  ) -> [NamespaceSocket] {
    let tree = tree
    let lists = parallelMap(pids.count) { index in DescribedNamespaces(tree, pids[index]) }
    for list in lists {
      for (inode, path) in list.files {
        found[.inode(inode), default: Finding()].add(handle: .file(path))
      }
    }
    return lists.flatMap(\.sockets)
  }

  /// Adds the namespaces of sockets that are in the tables of no namespace that was found.
  private func addSockets(
    _ sockets: [NamespaceSocket], to found: inout [NamespaceCatalog.Key: Finding]
  ) {
    // Recordings have no sockets, and a tree elsewhere may have PIDs of another PID namespace.
    if tree.isGiven || sockets.isEmpty { return }
    var numbers = NamespaceNumbers()
    let known = numbers.assign(entries(Set(found.keys), found))
    for (pid, sockets) in Dictionary(grouping: hooks.unlistedSockets(sockets, known), by: \.pid) {
      do throws(SystemError) {
        try addSockets(sockets, of: pid, to: &found)
      } catch {}
    }
  }

  private func addSockets(
    _ sockets: [NamespaceSocket], of pid: Int32,
    to found: inout [NamespaceCatalog.Key: Finding]
  ) throws(SystemError) {
    var namespaces = try SocketNamespaces(ofProcess: pid)
    for socket in sockets {
      do throws(SystemError) {
        if let inode = try namespaces.inode(ofSocket: socket.number, inode: socket.inode) {
          found[.inode(inode), default: Finding()].add(handle: .socket(socket))
        }
      } catch {
        // A socket may be closed meanwhile; a process that may not be traced has no others.
        if !error.isGone { throw error }
      }
    }
  }
}

extension NamespaceSelection {
  /// Whether the descriptors of processes have to be searched.
  fileprivate func needsDescriptors(_ found: [NamespaceCatalog.Key: some Any]) -> Bool {
    guard case .some(let references) = self else { return true }
    return references.contains {
      if case .inode(let inode) = $0 { found[.inode(inode)] == nil } else { false }
    }
  }
}

extension NamespaceCatalog.Key {
  /// The inode number of the namespace, if it is known.
  fileprivate var inode: UInt64? {
    if case .inode(let inode) = self { inode } else { nil }
  }
}

extension String {
  /// The name of a network namespace that is mounted at this path, as by `ip netns add`: `/run/netns/web`,
  /// `/run/docker/netns/1-abc`.
  fileprivate var nameOfNamespace: String? {
    let parts = split(separator: "/")
    return parts.count > 1 && parts[parts.count - 2] == "netns" ? parts.last.map(String.init) : nil
  }
}
