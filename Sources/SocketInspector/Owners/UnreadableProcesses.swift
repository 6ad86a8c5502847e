/// The processes whose descriptors a scan could not read. Each may have any socket open.
package struct UnreadableProcesses: Hashable, Sendable {
  /// Those that are listed.
  package let pids: Set<Int32>
  /// Whether there may be others that are not listed, because of a mount option (`hidepid`).
  package let includesUnlisted: Bool

  package var isEmpty: Bool { pids.isEmpty && !includesUnlisted }

  /// Whether one of them is close to one of some other processes, so that the two may share sockets:
  /// its ancestor, its descendant, or in the same unit.
  ///
  /// Process 1 is an ancestor of every process, so it does not count as one. The root control group is
  /// that of processes without a unit, so it counts only in a container, where it is the container's.
  ///
  /// Costs a file or two for each unreadable process: `stat` and `cgroup` are world-readable.
  ///
  /// - Parameters:
  ///   - owners: The PIDs of the other processes.
  ///   - path: The proc tree that was scanned.
  package func areRelated(to owners: Set<Int32>, root path: String) -> Bool {
    if isEmpty || owners.isEmpty { return false }
    guard let root = try? Directory(path) else { return false }
    var parents = ParentReader()
    for owner in owners {
      for ancestor in parents.ancestors(of: owner, root) {
        if pids.contains(ancestor) { return true }
        // Its children name it, but it is not listed.
        if includesUnlisted, !root.hasProcess(ancestor) { return true }
      }
    }
    let isContainer = root.isOtherPIDNamespace
    let units = Set(owners.lazy.compactMap { root.unit(of: $0, countsRoot: isContainer) })
    return pids.contains { pid in
      if let unit = root.unit(of: pid, countsRoot: isContainer), units.contains(unit) {
        return true
      }
      return !owners.isDisjoint(with: parents.ancestors(of: pid, root))
    }
  }
}

/// Reads which process is the parent of which, each once.
private struct ParentReader {
  private var known: [Int32: Int32?] = [:]

  /// The ancestors of a process but for process 1, nearest first, as far as they can be read.
  mutating func ancestors(of pid: Int32, _ root: borrowing Directory) -> [Int32] {
    var ancestors: [Int32] = []
    var last = pid
    // PIDs are used again while they are read, so a chain may lead back to itself.
    while let parent = parent(of: last, root), parent > 1, parent != pid,
      !ancestors.contains(parent)
    {
      ancestors.append(parent)
      last = parent
    }
    return ancestors
  }

  private mutating func parent(of pid: Int32, _ root: borrowing Directory) -> Int32? {
    if let parent = known[pid] { return parent }
    let stat = try? root.contents(of: "\(pid)/stat", limit: 4096)
    let parent = stat.flatMap { $0.span.parentPID }
    known[pid] = .some(parent)
    return parent
  }
}

extension Directory {
  /// Whether this is a tree of another PID namespace than the machine's own, whose number is fixed:
  /// `PROC_PID_INIT_INO` in the kernel's `include/linux/proc_ns.h`. False for a recording without
  /// namespaces.
  fileprivate var isOtherPIDNamespace: Bool {
    guard let namespace = try? linkTarget("self/ns/pid") else { return false }
    return namespace != Array("pid:[4026531836]".utf8)
  }

  /// The control group of a process (cgroups(7)): the path in the unified hierarchy, or in systemd's
  /// where there is none. nil if it cannot be read, and for the root control group unless
  /// `countsRoot`.
  fileprivate func unit(of pid: Int32, countsRoot: Bool) -> [UInt8]? {
    guard let text = try? contents(of: "\(pid)/cgroup", limit: 65_536),
      let path = text.span.controlGroup
    else { return nil }
    return path == Array("/".utf8) && !countsRoot ? nil : path
  }

  /// Whether a process is listed.
  func hasProcess(_ pid: Int32) -> Bool { (try? directory("\(pid)")) != nil }
}
