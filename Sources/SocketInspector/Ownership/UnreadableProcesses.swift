/// The processes whose descriptors a scan could not read. Each may have any socket open.
package struct UnreadableProcesses: Hashable, Sendable {
  /// Those that are listed.
  package let pids: Set<Int32>
  /// Whether there may be others that are not listed, because of a mount option (`hidepid`).
  package let includesUnlisted: Bool
  /// Whether there may be others outside the PID namespace of the tree. They have no PID in it, and are not
  /// taken for owners of sockets that a process in it has open.
  package var includesOutside = false

  package var isEmpty: Bool { pids.isEmpty && !includesUnlisted }

  /// Whether an unreadable process is an ancestor or descendant of an owner, or in the same control
  /// group. The two may then share sockets.
  ///
  /// Process 1 is an ancestor of every process, so it does not count as one. The root control group
  /// is that of processes without a unit, so it counts only in a container, where it is the
  /// container's.
  ///
  /// Reads a few files per owner: the kernel lists the children of a process and the processes of a
  /// control group. Where it does not, as in a recording, this reads one or two files per
  /// unreadable process: `stat` and `cgroup` are world-readable.
  ///
  /// - Parameters:
  ///   - owners: The PIDs of the owners.
  ///   - tree: The proc tree that was scanned.
  package func areRelated(to owners: Set<Int32>, in tree: ProcFileSystem) -> Bool {
    if isEmpty || owners.isEmpty { return false }
    var search = AncestorSearch()
    for owner in owners {
      if search.findsAncestor(of: owner, tree, where: { includes($0, tree) }) { return true }
    }
    return includesDescendant(of: owners, tree) || includesUnitMember(of: owners, tree)
  }

  /// Whether a relative of an owner is unreadable or unlisted.
  private func includes(_ pid: Int32, _ tree: ProcFileSystem) -> Bool {
    pids.contains(pid) || (includesUnlisted && !tree.hasProcess(pid))
  }

  private func includesDescendant(
    of owners: Set<Int32>, _ tree: ProcFileSystem
  ) -> Bool {
    var found = owners
    var pending = Array(owners.filter { $0 != 1 })
    while let pid = pending.popLast() {
      guard let children = tree.children(of: pid) else {
        if !owners.contains(pid) { continue }  // it has ended
        var search = AncestorSearch()
        return pids.contains { search.findsAncestor(of: $0, tree, where: owners.contains) }
      }
      for child in children where found.insert(child).inserted {
        if includes(child, tree) { return true }
        pending.append(child)
      }
    }
    return false
  }

  private func includesUnitMember(of owners: Set<Int32>, _ tree: ProcFileSystem) -> Bool {
    let isContainer = tree.isOfContainer
    var units: [[UInt8]: Bool] = [:]
    for owner in owners {
      guard let unit = tree.unit(of: owner, countsRoot: isContainer), units[unit] == nil else {
        continue
      }
      let members = tree.isOwn ? Self.members(of: unit, with: owner) : nil
      if let members, members.contains(where: { includes($0, tree) }) { return true }
      units[unit] = members != nil
    }
    if units.values.allSatisfy(\.self) { return false }
    return pids.contains { pid in
      tree.unit(of: pid, countsRoot: isContainer).map { units[$0] == false } ?? false
    }
  }

  /// The processes of a control group of this machine, from its `cgroup.procs`.
  ///
  /// - Parameter owner: A member of the group. If `cgroup.procs` does not list it, the path belongs
  ///   to another hierarchy.
  /// - Returns: nil if the file cannot be read.
  private static func members(of unit: [UInt8], with owner: Int32) -> [Int32]? {
    let path = String(decoding: unit, as: UTF8.self)
    for hierarchy in ["", "/unified", "/systemd"] {
      guard let group = try? Directory("/sys/fs/cgroup\(hierarchy)\(path)"),
        let text = try? group.contents(of: "cgroup.procs", limit: 1 << 20)
      else { continue }
      let members = text.numbers
      // 0 stands for a process outside this PID namespace.
      if members.contains(owner) { return members.filter { $0 != 0 } }
    }
    return nil
  }
}

/// Looks for ancestors of processes that pass a test. The test must be the same function in every call, because
/// results are cached: the chains of many processes share their beginning, and each process is read once.
private struct AncestorSearch {
  /// Whether a process has such an ancestor.
  private var known: [Int32: Bool] = [:]

  /// Whether an ancestor of a process but for process 1 passes the test, as far as they can be read.
  mutating func findsAncestor(
    of pid: Int32, _ tree: ProcFileSystem, where isWanted: (Int32) -> Bool
  ) -> Bool {
    var path: [Int32] = []
    var last = pid
    while known[last] == nil {
      path.append(last)
      // PIDs are used again while they are read, so a chain may lead back to itself.
      known[last] = false
      guard let parent = Self.parent(of: last, tree), parent > 1 else { break }
      if isWanted(parent) { known[last] = true } else { last = parent }
    }
    let isFound = known[last] ?? false
    for pid in path { known[pid] = isFound }
    return isFound
  }

  private static func parent(of pid: Int32, _ tree: ProcFileSystem) -> Int32? {
    let stat = try? tree.root.contents(of: "\(pid)/stat", limit: 4096)
    return stat.flatMap { $0.span.parentPID }
  }
}

extension ProcFileSystem {
  /// The control group of a process (cgroups(7)), see ``Span/controlGroup``. nil if it cannot be
  /// read, and for the root control group unless `countsRoot`.
  fileprivate func unit(of pid: Int32, countsRoot: Bool) -> [UInt8]? {
    guard let text = try? root.contents(of: "\(pid)/cgroup", limit: 65_536),
      let path = text.span.controlGroup
    else { return nil }
    return path == Array("/".utf8) && !countsRoot ? nil : path
  }

  /// The children of a process, of all its threads: `task/TID/children` (proc(5)).
  ///
  /// - Returns: nil if the kernel or the recording does not list them.
  fileprivate func children(of pid: Int32) -> [Int32]? {
    guard var text = try? root.contents(of: "\(pid)/task/\(pid)/children", limit: 1 << 20) else {
      return nil
    }
    for thread in hasSeveralThreads(pid) ? (try? threads(of: pid)) ?? [] : [] where thread != pid {
      text += (try? root.contents(of: "\(pid)/task/\(thread)/children", limit: 1 << 20)) ?? []
    }
    return text.numbers
  }
}

extension [UInt8] {
  /// Decimal numbers with anything else between them.
  fileprivate var numbers: [Int32] {
    split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
  }
}
