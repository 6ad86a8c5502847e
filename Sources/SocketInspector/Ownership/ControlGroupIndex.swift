/// The control groups of sockets, by the inode numbers of their directories. Keeps what it found for the next
/// snapshot: the kernel does not use these numbers again, and a group keeps its path.
struct ControlGroupIndex: Sendable {
  /// The maximum number of directories that are searched.
  private static let mostDirectories = 65_536
  /// The maximum number of groups without sockets that are kept.
  private static let mostUnused = 4096

  /// nil for a group that was not found: one that was removed, or that is outside of this process's control group
  /// namespace.
  private var groups: [UInt64: ControlGroup?] = [:]

  subscript(inode: UInt64) -> ControlGroup? { groups[inode] ?? nil }

  /// Finds the paths of control groups: with CAP_DAC_READ_SEARCH, the kernel opens each by its number; otherwise
  /// the mounted hierarchy is searched, which every user may list.
  ///
  /// - Parameter tree: That of this machine.
  mutating func find(_ inodes: Set<UInt64>, in tree: ProcFileSystem) {
    if groups.count > inodes.count + Self.mostUnused {
      groups = groups.filter { inodes.contains($0.key) }
    }
    var wanted = inodes.filter { groups[$0] == nil }
    if wanted.isEmpty { return }
    for mount in tree.controlGroupMounts where !wanted.isEmpty {
      guard let directory = try? Directory(String(decoding: mount.point, as: UTF8.self)),
        directory.isControlGroup
      else { continue }
      var names = ContainerNames(tree)
      for inode in wanted {
        guard let path = directory.pathOfControlGroup(inode).flatMap(mount.groupPath) else {
          continue
        }
        add(inode, path, in: directory, mount, &names)
        wanted.remove(inode)
      }
      if !wanted.isEmpty { search(directory, mount, for: &wanted, &names) }
    }
    for inode in wanted { groups[inode] = .some(nil) }
  }

  /// - Parameters:
  ///   - directory: The mount point.
  ///   - names: The names of containers.
  private mutating func add(
    _ inode: UInt64, _ path: [UInt8], in directory: borrowing Directory, _ mount: ControlGroupMount,
    _ names: inout ContainerNames
  ) {
    var group = ControlGroup(path: path)
    if group.container != nil || group.pod != nil {
      let file = mount.relativePath(path) + Array("/cgroup.procs".utf8)
      let processes = try? directory.contents(
        of: String(decoding: file, as: UTF8.self), limit: 4096)
      var position = 0
      let first = processes?.span.decimal(&position).flatMap { Int32(exactly: $0) }
      names.complete(&group, with: first)
    }
    groups[inode] = group
  }

  /// Searches breadth first, so that one directory is open at a time.
  private mutating func search(
    _ root: borrowing Directory, _ mount: ControlGroupMount, for wanted: inout Set<UInt64>,
    _ names: inout ContainerNames
  ) {
    var pending: [[UInt8]] = [[]]
    var next = 0
    while next < min(pending.count, Self.mostDirectories), !wanted.isEmpty {
      let path = pending[next]
      next += 1
      // A group may be removed meanwhile.
      let name = path.isEmpty ? "." : String(decoding: path, as: UTF8.self)
      for (name, inode) in (try? root.directory(name).directories()) ?? [] {
        let child = path + (path.isEmpty ? [] : [UInt8(ascii: "/")]) + name
        if wanted.remove(inode) != nil {
          add(inode, mount.path(below: child), in: root, mount, &names)
        }
        pending.append(child)
      }
    }
  }
}

extension ControlGroupMount {
  /// The path of a group relative to the mount point.
  fileprivate func relativePath(_ path: [UInt8]) -> [UInt8] {
    let slash = [UInt8(ascii: "/")]
    return [UInt8(ascii: ".")] + path.dropFirst(root == slash ? 0 : root.count)
  }

  /// The path of a group in the hierarchy.
  ///
  /// - Parameter path: Relative to the mount point.
  fileprivate func path(below path: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    return (root == [slash] ? [] : root) + [slash] + path
  }

  /// The path of a group in the hierarchy.
  ///
  /// - Parameter path: The path of its directory.
  /// - Returns: nil if it is not below the mount point.
  fileprivate func groupPath(_ path: [UInt8]) -> [UInt8]? {
    let slash = UInt8(ascii: "/")
    guard path.starts(with: point), path.count > point.count + 1, path[point.count] == slash else {
      return nil
    }
    return self.path(below: Array(path.dropFirst(point.count + 1)))
  }
}

extension ProcFileSystem {
  /// Where the unified hierarchy of control groups is mounted; that of the whole hierarchy comes first.
  fileprivate var controlGroupMounts: [ControlGroupMount] {
    let mounts =
      (try? root.contents(of: "self/mountinfo", limit: 1 << 24))
      .map { $0.span.controlGroupMounts } ?? []
    let isWhole = { (mount: ControlGroupMount) in mount.root == [UInt8(ascii: "/")] }
    return mounts.filter(isWhole) + mounts.filter { !isWhole($0) }
  }
}
