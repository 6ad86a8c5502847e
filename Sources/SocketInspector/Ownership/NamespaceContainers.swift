/// Finds the network namespaces of containers, and the containers of network namespaces.
struct NamespaceContainers {
  private let tree: ProcFileSystem
  private var names: ContainerNames

  init(_ tree: ProcFileSystem) {
    self.tree = tree
    names = ContainerNames(tree)
  }

  /// Finds the selected network namespaces, and the containers and pods to which they belong.
  ///
  /// - Parameters:
  ///   - mustExist: Whether it is an error if one of those that are selected by name does not exist.
  ///   - numbers: The numbers of namespaces.
  /// - Returns: nil if none are selected.
  /// - Throws: ``SystemError`` with `open` if one does not exist, and with `list` if the processes cannot be listed.
  mutating func catalog(
    of selection: NamespaceSelection, mustExist: Bool = true, _ numbers: inout NamespaceNumbers
  ) throws(SystemError) -> NamespaceCatalog? {
    if selection == .standard { return nil }
    let (containers, tree) = (self, tree)
    let finder = NamespaceFinder(
      tree,
      NamespaceFinder.Hooks(
        processesOfContainer: { containers.processes(of: NamePattern($0)) },
        unlistedSockets: { Self.unlisted($0, $1, in: tree) }))
    var catalog = try finder.catalog(of: selection, mustExist: mustExist, &numbers)
    for index in catalog.entries.indices where !catalog.entries[index].namespace.isOwn {
      addOwner(to: &catalog.entries[index])
    }
    return catalog
  }

  /// The sockets that are in the tables of none of some namespaces.
  private static func unlisted(
    _ sockets: [NamespaceSocket], _ catalog: NamespaceCatalog, in tree: ProcFileSystem
  ) -> [NamespaceSocket] {
    var filter = Filter()
    // Bound sockets that do not listen are read only on request.
    filter.states.included = [.boundInactive]
    let plan = ReadPlan(
      filter: filter, source: .auto, requirements: [], selection: .all, namespaces: catalog)
    do throws(SystemError) {
      let listed = try plan.listed(Set(sockets.map(\.inode)), in: tree).inodes
      return sockets.filter { !listed.contains($0.inode) }
    } catch {
      return []
    }
  }

  /// A process in each of the namespaces of the containers and pods that a pattern matches.
  private func processes(of pattern: NamePattern) -> [Int32] {
    var containers = self
    var found: [NamespaceCatalog.Key: Int32] = [:]
    for pid in ((try? tree.processes()) ?? []).sorted() {
      guard let process = try? tree.process(pid),
        let group = containers.group(of: process, pid),
        pattern.matchesContainer(of: group) || pattern.matchesPod(of: group),
        let key = NamespaceFinder.key(process), found[key] == nil
      else { continue }
      found[key] = pid
    }
    return found.values.sorted()
  }

  /// The control group of a process, with the names of its container and its pod; nil outside of both.
  private mutating func group(of process: borrowing Directory, _ pid: Int32) -> ControlGroup? {
    guard let text = try? process.contents(of: "cgroup", limit: 65_536),
      var group = text.span.controlGroup.map(ControlGroup.init),
      group.container != nil || group.pod != nil
    else { return nil }
    names.complete(&group, with: pid)
    return group
  }

  /// Adds the container and the pod whose processes are in a namespace.
  private mutating func addOwner(to entry: inout NamespaceCatalog.Entry) {
    var groups: [ControlGroup] = []
    for name in entry.processes {
      guard let member = try? tree.root.directory(name),
        let pid = name.split(separator: "/").first.flatMap({ Int32($0) }),
        let process = try? tree.process(pid), let group = group(of: process, pid),
        // Another process may have its number by now.
        let key = NamespaceFinder.key(member), key == entry.key || key == entry.files
      else { continue }
      groups.append(group)
    }
    entry.namespace.container = Self.only(groups.compactMap(\.container))
    entry.namespace.pod = Self.only(groups.compactMap(\.pod))
  }

  /// The element of a list all of whose elements are equal.
  private static func only<Element: Equatable>(_ list: [Element]) -> Element? {
    list.allSatisfy { $0 == list[0] } ? list.first : nil
  }
}
