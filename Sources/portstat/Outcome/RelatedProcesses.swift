import SocketInspector

/// Finds out whether processes that could not be read are related to known owners.
///
/// Remembers the last result, which takes several files per process to compute: in a stream, the processes
/// are mostly the same at each update.
struct RelatedProcesses {
  private let path: String?
  private let tree: ProcFileSystem?
  private var last: (owners: Set<Int32>, hidden: UnreadableProcesses, areRelated: Bool)?

  /// - Parameters:
  ///   - path: That of the proc tree, as in ``Query/procPath``.
  ///   - tree: The proc tree at that path, if it is open.
  init(_ path: String?, _ tree: ProcFileSystem? = nil) {
    self.path = path
    self.tree = tree
  }

  var procPath: String { path ?? "/proc" }

  /// Whether a process that could not be read is related to an owner in the snapshot.
  mutating func exist(in snapshot: Snapshot) -> Bool {
    let (owners, hidden) = (snapshot.incompleteOwners, snapshot.hiddenProcesses)
    if let last, last.owners == owners, last.hidden == hidden { return last.areRelated }
    if owners.isEmpty { return false }
    guard let tree = tree ?? (try? ProcFileSystem(path)) else { return false }
    let areRelated = hidden.areRelated(to: owners, in: tree)
    last = (owners, hidden, areRelated)
    return areRelated
  }
}
