/// Reads the ancestors of processes. Keeps those that it has read, because the chains of many processes share
/// their end.
struct AncestryReader {
  private struct Link {
    let parent: Int32
    let name: [UInt8]
  }

  private let tree: ProcFileSystem
  /// nil for a process that could not be read.
  private var links: [Int32: Link?] = [:]

  init(_ tree: ProcFileSystem) { self.tree = tree }

  /// The ancestors of a process, from its parent on.
  ///
  /// - Parameter process: Its directory, so that they are those of this process, even if its PID is reused.
  /// - Returns: nil if it cannot be read.
  mutating func parents(of process: borrowing Directory, pid: Int32) -> [ParentProcess]? {
    guard let first = Self.link(process) else { return nil }
    var parents: [ParentProcess] = []
    // PIDs are reused while they are read, so a chain may lead back to itself.
    var seen: Set = [pid]
    var next = first.parent
    while next > 0, seen.insert(next).inserted {
      let link = link(of: next)
      parents.append(ParentProcess(pid: next, nameBytes: link?.name))
      next = link?.parent ?? 0
    }
    return parents
  }

  private mutating func link(of pid: Int32) -> Link? {
    if let known = links[pid] { return known }
    var link: Link?
    if let process = try? tree.process(pid) { link = Self.link(process) }
    links[pid] = .some(link)
    return link
  }

  private static func link(_ process: borrowing Directory) -> Link? {
    guard let stat = try? process.contents(of: "stat", limit: 4096),
      let parent = stat.span.parentPID, let name = stat.span.statName
    else { return nil }
    return Link(parent: parent, name: name)
  }
}
