/// Reads the ancestors of processes. Keeps those that it has read, because the chains of many processes share
/// their end.
struct AncestryReader {
  private struct Link {
    let parent: Int32
    let name: [UInt8]
    /// In clock ticks since the machine started; nil in a recording without it.
    let start: UInt64?
  }

  /// How often a chain is read that changes meanwhile.
  private static let mostAttempts = 4

  private let tree: ProcFileSystem
  /// nil for a process that could not be read.
  private var links: [Int32: Link?] = [:]

  init(_ tree: ProcFileSystem) { self.tree = tree }

  /// The ancestors of a process, from its parent on.
  ///
  /// - Parameter process: Its directory, so that they are those of this process, even if its PID is reused.
  /// - Returns: nil if it cannot be read, or ends meanwhile.
  mutating func parents(of process: borrowing Directory, pid: Int32) -> [ParentProcess]? {
    for _ in 0..<Self.mostAttempts {
      guard let first = Self.link(process) else { return nil }
      if let parents = chain(from: first, pid), Self.link(process)?.parent == first.parent {
        return parents
      }
    }
    return nil
  }

  /// - Returns: nil if a process may have got another parent meanwhile.
  private mutating func chain(from first: Link, _ pid: Int32) -> [ParentProcess]? {
    var parents: [ParentProcess] = []
    var (child, childPID) = (first, pid)
    // In a damaged recording, a chain may lead back to itself.
    var seen: Set = [pid]
    while child.parent > 0, seen.insert(child.parent).inserted {
      let parentPID = child.parent
      let link = link(of: parentPID)
      // The caller does that for the first process.
      if childPID != pid, !Self.isCertain(link, of: child), read(childPID)?.parent != parentPID {
        links[childPID] = nil
        links[parentPID] = nil
        return nil
      }
      parents.append(ParentProcess(pid: parentPID, nameBytes: link?.name))
      guard let link else { break }
      (child, childPID) = (link, parentPID)
    }
    return parents
  }

  /// Whether a process is the parent of another one for certain. The kernel gives a process whose parent ends
  /// to another ancestor (`find_new_reaper` in `kernel/exit.c`), so a parent is always older than its child;
  /// one that has the PID of the parent and is younger has got it since.
  private static func isCertain(_ parent: Link?, of child: Link) -> Bool {
    guard let parent = parent?.start, let child = child.start else { return false }
    return parent < child
  }

  private mutating func link(of pid: Int32) -> Link? {
    if let known = links[pid] { return known }
    let link = read(pid)
    links[pid] = .some(link)
    return link
  }

  private func read(_ pid: Int32) -> Link? {
    guard let process = try? tree.process(pid) else { return nil }
    return Self.link(process)
  }

  private static func link(_ process: borrowing Directory) -> Link? {
    guard let stat = try? process.contents(of: "stat", limit: 4096),
      let parent = stat.span.parentPID, let name = stat.span.statName
    else { return nil }
    return Link(parent: parent, name: name, start: stat.span.startTicks)
  }
}
